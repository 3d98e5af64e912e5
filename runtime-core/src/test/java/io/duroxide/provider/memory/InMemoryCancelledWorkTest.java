package io.duroxide.provider.memory;

import io.duroxide.provider.contract.CancelledWorkContract;
import io.duroxide.provider.contract.ProviderFixture;

final class InMemoryCancelledWorkTest extends CancelledWorkContract {

  @Override
  protected ProviderFixture open() {
    return new InMemoryFixture();
  }
}

package io.duroxide.provider.memory;

import io.duroxide.provider.contract.CancellationContract;
import io.duroxide.provider.contract.ProviderFixture;

final class InMemoryCancellationTest extends CancellationContract {

  @Override
  protected ProviderFixture open() {
    return new InMemoryFixture();
  }
}

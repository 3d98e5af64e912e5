package io.duroxide.provider.memory;

import io.duroxide.provider.contract.AwaitContract;
import io.duroxide.provider.contract.ProviderFixture;

final class InMemoryAwaitTest extends AwaitContract {

  @Override
  protected ProviderFixture open() {
    return new InMemoryFixture();
  }
}

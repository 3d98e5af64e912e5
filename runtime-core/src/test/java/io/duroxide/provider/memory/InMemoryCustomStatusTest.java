package io.duroxide.provider.memory;

import io.duroxide.provider.contract.CustomStatusContract;
import io.duroxide.provider.contract.ProviderFixture;

final class InMemoryCustomStatusTest extends CustomStatusContract {

  @Override
  protected ProviderFixture open() {
    return new InMemoryFixture();
  }
}

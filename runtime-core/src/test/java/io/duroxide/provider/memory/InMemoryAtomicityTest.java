package io.duroxide.provider.memory;

import io.duroxide.provider.contract.AtomicityContract;
import io.duroxide.provider.contract.ProviderFixture;

final class InMemoryAtomicityTest extends AtomicityContract {

  @Override
  protected ProviderFixture open() {
    return new InMemoryFixture();
  }
}

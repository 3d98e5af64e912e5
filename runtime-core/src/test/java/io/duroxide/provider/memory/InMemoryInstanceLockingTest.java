package io.duroxide.provider.memory;

import io.duroxide.provider.contract.InstanceLockingContract;
import io.duroxide.provider.contract.ProviderFixture;

final class InMemoryInstanceLockingTest extends InstanceLockingContract {

  @Override
  protected ProviderFixture open() {
    return new InMemoryFixture();
  }
}

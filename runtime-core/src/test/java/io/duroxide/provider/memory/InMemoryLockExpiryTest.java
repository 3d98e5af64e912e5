package io.duroxide.provider.memory;

import io.duroxide.provider.contract.LockExpiryContract;
import io.duroxide.provider.contract.ProviderFixture;

final class InMemoryLockExpiryTest extends LockExpiryContract {

  @Override
  protected ProviderFixture open() {
    return new InMemoryFixture();
  }
}

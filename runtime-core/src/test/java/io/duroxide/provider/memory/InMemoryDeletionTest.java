package io.duroxide.provider.memory;

import io.duroxide.provider.contract.DeletionContract;
import io.duroxide.provider.contract.ProviderFixture;

final class InMemoryDeletionTest extends DeletionContract {

  @Override
  protected ProviderFixture open() {
    return new InMemoryFixture();
  }
}

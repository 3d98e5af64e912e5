package io.duroxide.provider.memory;

import io.duroxide.provider.contract.BulkDeletionContract;
import io.duroxide.provider.contract.ProviderFixture;

final class InMemoryBulkDeletionTest extends BulkDeletionContract {

  @Override
  protected ProviderFixture open() {
    return new InMemoryFixture();
  }
}

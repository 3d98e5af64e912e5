package io.duroxide.provider.memory;

import io.duroxide.provider.contract.ProviderFixture;
import io.duroxide.provider.contract.PruneContract;

final class InMemoryPruneTest extends PruneContract {

  @Override
  protected ProviderFixture open() {
    return new InMemoryFixture();
  }
}

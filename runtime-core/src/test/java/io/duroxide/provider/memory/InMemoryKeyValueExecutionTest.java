package io.duroxide.provider.memory;

import io.duroxide.provider.contract.KeyValueExecutionContract;
import io.duroxide.provider.contract.ProviderFixture;

final class InMemoryKeyValueExecutionTest extends KeyValueExecutionContract {

  @Override
  protected ProviderFixture open() {
    return new InMemoryFixture();
  }
}

package io.duroxide.provider.memory;

import io.duroxide.provider.contract.KeyValueContract;
import io.duroxide.provider.contract.ProviderFixture;

final class InMemoryKeyValueTest extends KeyValueContract {

  @Override
  protected ProviderFixture open() {
    return new InMemoryFixture();
  }
}

package io.duroxide.provider.memory;

import io.duroxide.provider.contract.MultiExecutionContract;
import io.duroxide.provider.contract.ProviderFixture;

final class InMemoryMultiExecutionTest extends MultiExecutionContract {

  @Override
  protected ProviderFixture open() {
    return new InMemoryFixture();
  }
}

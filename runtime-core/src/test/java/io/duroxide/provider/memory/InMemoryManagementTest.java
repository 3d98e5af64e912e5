package io.duroxide.provider.memory;

import io.duroxide.provider.contract.ManagementContract;
import io.duroxide.provider.contract.ProviderFixture;

final class InMemoryManagementTest extends ManagementContract {

  @Override
  protected ProviderFixture open() {
    return new InMemoryFixture();
  }
}

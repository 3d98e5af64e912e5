package io.duroxide.provider.memory;

import io.duroxide.provider.contract.ProviderFixture;
import io.duroxide.provider.contract.SuspensionContract;

final class InMemorySuspensionTest extends SuspensionContract {

  @Override
  protected ProviderFixture open() {
    return new InMemoryFixture();
  }
}

package io.duroxide.provider.memory;

import io.duroxide.provider.contract.CapabilityFilterContract;
import io.duroxide.provider.contract.ProviderFixture;

final class InMemoryCapabilityFilterTest extends CapabilityFilterContract {

  @Override
  protected ProviderFixture open() {
    return new InMemoryFixture();
  }
}

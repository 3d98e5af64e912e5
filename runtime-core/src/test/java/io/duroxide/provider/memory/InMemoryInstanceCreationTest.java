package io.duroxide.provider.memory;

import io.duroxide.provider.contract.InstanceCreationContract;
import io.duroxide.provider.contract.ProviderFixture;

final class InMemoryInstanceCreationTest extends InstanceCreationContract {

  @Override
  protected ProviderFixture open() {
    return new InMemoryFixture();
  }
}

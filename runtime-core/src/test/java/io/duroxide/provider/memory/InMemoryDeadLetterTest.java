package io.duroxide.provider.memory;

import io.duroxide.provider.contract.DeadLetterContract;
import io.duroxide.provider.contract.ProviderFixture;

final class InMemoryDeadLetterTest extends DeadLetterContract {

  @Override
  protected ProviderFixture open() {
    return new InMemoryFixture();
  }
}

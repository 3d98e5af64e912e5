package io.duroxide.provider.memory;

import io.duroxide.provider.contract.ProviderFixture;
import io.duroxide.provider.contract.QueueContract;

final class InMemoryQueueTest extends QueueContract {

  @Override
  protected ProviderFixture open() {
    return new InMemoryFixture();
  }
}

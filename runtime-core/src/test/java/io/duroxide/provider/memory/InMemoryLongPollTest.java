package io.duroxide.provider.memory;

import io.duroxide.provider.contract.LongPollContract;
import io.duroxide.provider.contract.ProviderFixture;

final class InMemoryLongPollTest extends LongPollContract {

  @Override
  protected ProviderFixture open() {
    return new InMemoryFixture();
  }
}

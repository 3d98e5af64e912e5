package io.duroxide.provider.memory;

import io.duroxide.provider.contract.ClockContract;
import io.duroxide.provider.contract.ProviderFixture;

final class InMemoryClockTest extends ClockContract {

  @Override
  protected ProviderFixture open() {
    return new InMemoryFixture();
  }
}

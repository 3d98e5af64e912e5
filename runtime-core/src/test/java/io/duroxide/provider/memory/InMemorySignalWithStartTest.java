package io.duroxide.provider.memory;

import io.duroxide.provider.contract.ProviderFixture;
import io.duroxide.provider.contract.SignalWithStartContract;

final class InMemorySignalWithStartTest extends SignalWithStartContract {

  @Override
  protected ProviderFixture open() {
    return new InMemoryFixture();
  }
}

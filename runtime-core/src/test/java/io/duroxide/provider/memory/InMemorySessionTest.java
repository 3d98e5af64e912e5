package io.duroxide.provider.memory;

import io.duroxide.provider.contract.ProviderFixture;
import io.duroxide.provider.contract.SessionContract;

final class InMemorySessionTest extends SessionContract {

  @Override
  protected ProviderFixture open() {
    return new InMemoryFixture();
  }
}

package io.duroxide.provider.memory;

import io.duroxide.provider.contract.ProviderFixture;
import io.duroxide.provider.contract.SessionLeaseContract;

final class InMemorySessionLeaseTest extends SessionLeaseContract {

  @Override
  protected ProviderFixture open() {
    return new InMemoryFixture();
  }
}

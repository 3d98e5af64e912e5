package io.duroxide.provider.memory;

import io.duroxide.provider.contract.DeliveryCountContract;
import io.duroxide.provider.contract.ProviderFixture;

final class InMemoryDeliveryCountTest extends DeliveryCountContract {

  @Override
  protected ProviderFixture open() {
    return new InMemoryFixture();
  }
}

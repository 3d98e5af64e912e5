package io.duroxide.provider.memory;

import io.duroxide.provider.contract.GaugeContract;
import io.duroxide.provider.contract.ProviderFixture;

final class InMemoryGaugeTest extends GaugeContract {

  @Override
  protected ProviderFixture open() {
    return new InMemoryFixture();
  }
}

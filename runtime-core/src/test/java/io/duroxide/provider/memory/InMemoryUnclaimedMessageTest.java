package io.duroxide.provider.memory;

import io.duroxide.provider.contract.ProviderFixture;
import io.duroxide.provider.contract.UnclaimedMessageContract;

final class InMemoryUnclaimedMessageTest extends UnclaimedMessageContract {

  @Override
  protected ProviderFixture open() {
    return new InMemoryFixture();
  }
}

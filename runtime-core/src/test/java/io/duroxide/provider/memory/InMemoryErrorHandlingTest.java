package io.duroxide.provider.memory;

import io.duroxide.provider.contract.ErrorHandlingContract;
import io.duroxide.provider.contract.ProviderFixture;

final class InMemoryErrorHandlingTest extends ErrorHandlingContract {

  @Override
  protected ProviderFixture open() {
    return new InMemoryFixture();
  }
}

package io.duroxide.provider.memory;

import io.duroxide.provider.contract.ProviderFixture;
import io.duroxide.provider.contract.TagFilterContract;

final class InMemoryTagFilterTest extends TagFilterContract {

  @Override
  protected ProviderFixture open() {
    return new InMemoryFixture();
  }
}

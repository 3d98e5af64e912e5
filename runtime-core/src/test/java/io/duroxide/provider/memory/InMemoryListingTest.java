package io.duroxide.provider.memory;

import io.duroxide.provider.contract.ListingContract;
import io.duroxide.provider.contract.ProviderFixture;

final class InMemoryListingTest extends ListingContract {

  @Override
  protected ProviderFixture open() {
    return new InMemoryFixture();
  }
}

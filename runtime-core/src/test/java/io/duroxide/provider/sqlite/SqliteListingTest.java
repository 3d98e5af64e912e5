package io.duroxide.provider.sqlite;

import io.duroxide.provider.contract.ListingContract;
import io.duroxide.provider.contract.ProviderFixture;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class SqliteListingTest extends ListingContract {

  private final Path directory;

  SqliteListingTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Override
  protected ProviderFixture open() {
    return new SqliteFixture(directory);
  }
}

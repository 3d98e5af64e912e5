package io.duroxide.provider.sqlite;

import io.duroxide.provider.contract.CapabilityFilterContract;
import io.duroxide.provider.contract.ProviderFixture;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class SqliteCapabilityFilterTest extends CapabilityFilterContract {

  private final Path directory;

  SqliteCapabilityFilterTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Override
  protected ProviderFixture open() {
    return new SqliteFixture(directory);
  }
}

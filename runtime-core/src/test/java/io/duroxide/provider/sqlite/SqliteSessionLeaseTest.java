package io.duroxide.provider.sqlite;

import io.duroxide.provider.contract.ProviderFixture;
import io.duroxide.provider.contract.SessionLeaseContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class SqliteSessionLeaseTest extends SessionLeaseContract {

  private final Path directory;

  SqliteSessionLeaseTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Override
  protected ProviderFixture open() {
    return new SqliteFixture(directory);
  }
}

package io.duroxide.provider.sqlite;

import io.duroxide.provider.contract.LockExpiryContract;
import io.duroxide.provider.contract.ProviderFixture;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class SqliteLockExpiryTest extends LockExpiryContract {

  private final Path directory;

  SqliteLockExpiryTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Override
  protected ProviderFixture open() {
    return new SqliteFixture(directory);
  }
}

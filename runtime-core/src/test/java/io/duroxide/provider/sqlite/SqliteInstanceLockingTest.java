package io.duroxide.provider.sqlite;

import io.duroxide.provider.contract.InstanceLockingContract;
import io.duroxide.provider.contract.ProviderFixture;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class SqliteInstanceLockingTest extends InstanceLockingContract {

  private final Path directory;

  SqliteInstanceLockingTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Override
  protected ProviderFixture open() {
    return new SqliteFixture(directory);
  }
}

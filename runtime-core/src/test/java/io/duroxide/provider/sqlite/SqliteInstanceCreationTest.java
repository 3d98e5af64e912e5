package io.duroxide.provider.sqlite;

import io.duroxide.provider.contract.InstanceCreationContract;
import io.duroxide.provider.contract.ProviderFixture;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class SqliteInstanceCreationTest extends InstanceCreationContract {

  private final Path directory;

  SqliteInstanceCreationTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Override
  protected ProviderFixture open() {
    return new SqliteFixture(directory);
  }
}

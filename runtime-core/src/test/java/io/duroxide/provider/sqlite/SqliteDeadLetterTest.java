package io.duroxide.provider.sqlite;

import io.duroxide.provider.contract.DeadLetterContract;
import io.duroxide.provider.contract.ProviderFixture;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class SqliteDeadLetterTest extends DeadLetterContract {

  private final Path directory;

  SqliteDeadLetterTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Override
  protected ProviderFixture open() {
    return new SqliteFixture(directory);
  }
}

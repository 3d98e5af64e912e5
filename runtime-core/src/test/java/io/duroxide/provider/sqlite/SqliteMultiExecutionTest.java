package io.duroxide.provider.sqlite;

import io.duroxide.provider.contract.MultiExecutionContract;
import io.duroxide.provider.contract.ProviderFixture;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class SqliteMultiExecutionTest extends MultiExecutionContract {

  private final Path directory;

  SqliteMultiExecutionTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Override
  protected ProviderFixture open() {
    return new SqliteFixture(directory);
  }
}

package io.duroxide.provider.sqlite;

import io.duroxide.provider.contract.ProviderFixture;
import io.duroxide.provider.contract.SignalWithStartContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class SqliteSignalWithStartTest extends SignalWithStartContract {

  private final Path directory;

  SqliteSignalWithStartTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Override
  protected ProviderFixture open() {
    return new SqliteFixture(directory);
  }
}

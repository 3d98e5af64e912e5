package io.duroxide.provider.sqlite;

import io.duroxide.provider.contract.GaugeContract;
import io.duroxide.provider.contract.ProviderFixture;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class SqliteGaugeTest extends GaugeContract {

  private final Path directory;

  SqliteGaugeTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Override
  protected ProviderFixture open() {
    return new SqliteFixture(directory);
  }
}

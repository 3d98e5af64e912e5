package io.duroxide.provider.sqlite;

import io.duroxide.provider.contract.ProviderFixture;
import io.duroxide.provider.contract.TagFilterContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class SqliteTagFilterTest extends TagFilterContract {

  private final Path directory;

  SqliteTagFilterTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Override
  protected ProviderFixture open() {
    return new SqliteFixture(directory);
  }
}

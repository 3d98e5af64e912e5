package io.duroxide.provider.sqlite;

import io.duroxide.provider.contract.ProviderFixture;
import io.duroxide.provider.contract.UnclaimedMessageContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class SqliteUnclaimedMessageTest extends UnclaimedMessageContract {

  private final Path directory;

  SqliteUnclaimedMessageTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Override
  protected ProviderFixture open() {
    return new SqliteFixture(directory);
  }
}

package io.duroxide.provider.sqlite;

import io.duroxide.provider.contract.DeliveryCountContract;
import io.duroxide.provider.contract.ProviderFixture;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class SqliteDeliveryCountTest extends DeliveryCountContract {

  private final Path directory;

  SqliteDeliveryCountTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Override
  protected ProviderFixture open() {
    return new SqliteFixture(directory);
  }
}

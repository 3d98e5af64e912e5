package io.duroxide.provider.sqlite;

import io.duroxide.provider.ProviderAdmin;
import io.duroxide.provider.StoreGauges;
import io.duroxide.provider.jdbc.GaugeRead;

/** The administrator's view of one file. */
final class SqliteAdmin implements ProviderAdmin {

  private final Database database;

  SqliteAdmin(Database database) {
    this.database = database;
  }

  @Override
  public StoreGauges storeGauges() {
    return database.read("storeGauges", new GaugeRead());
  }

  @Override
  public ConnectionPool connectionPool() {
    return database.connectionPool();
  }
}

package io.duroxide.examples.tour;

import io.duroxide.provider.Provider;
import io.duroxide.provider.sqlite.SqliteOptions;
import io.duroxide.provider.sqlite.SqliteOptions.Synchronous;
import io.duroxide.provider.sqlite.SqliteProvider;
import io.duroxide.registry.ActivityRegistry;
import io.duroxide.registry.OrchestrationRegistry;
import io.duroxide.runtime.DuroxideRuntime;
import io.duroxide.runtime.RuntimeOptions;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the stops work: stores and nodes in one directory, which stay up until the tour is over.
 * Thread-safe.
 */
final class Site implements AutoCloseable {

  /** Longer than anything on the tour takes, however slow the machine is. */
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final Logger log = LoggerFactory.getLogger(Site.class);

  private final Path directory;
  private final BlockingDeque<AutoCloseable> open = new LinkedBlockingDeque<>();

  Site(Path directory) {
    this.directory = directory;
  }

  /** A store in a file of its own. Nobody misses it after a power cut, so it need not be slow. */
  SqliteProvider store(String name) {
    return kept(openStore(name));
  }

  /** The same, for the caller to close; the file may be there already. */
  SqliteProvider openStore(String name) {
    return SqliteProvider.open(
        SqliteOptions.of(file(name)).withSynchronous(Synchronous.NORMAL).withReaderConnections(2));
  }

  /** A connection of somebody else to the file of a store. */
  Connection stranger(String name) throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + file(name));
  }

  Path file(String name) {
    return directory.resolve(name + ".db");
  }

  /** A node that works until the tour is over. */
  void node(
      Provider store,
      OrchestrationRegistry orchestrations,
      ActivityRegistry activities,
      RuntimeOptions options) {
    kept(DuroxideRuntime.start(store, orchestrations, activities, options));
  }

  private <C extends AutoCloseable> C kept(C resource) {
    open.push(resource);
    return resource;
  }

  /** The latest first: nodes before their stores. */
  @Override
  public void close() {
    for (AutoCloseable each = open.poll(); each != null; each = open.poll()) {
      try {
        each.close();
      } catch (Exception e) {
        log.warn("Something could not be closed", e);
      }
    }
  }
}

package io.duroxide.provider.sqlite;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import io.duroxide.DuroxideException;
import io.duroxide.provider.ProviderAdmin.ConnectionPool;
import io.duroxide.provider.ProviderException;
import io.duroxide.provider.jdbc.Operation;
import io.duroxide.provider.jdbc.Session;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteOpenMode;

/** One file and its connections. */
final class Database implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Database.class);

  /** How long SQLite itself waits for another process that writes. */
  private static final Duration BUSY_TIMEOUT = Duration.ofSeconds(5);

  private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(10);

  /** Pages of the log before a commit copies them into the file: few, large copies. */
  private static final int CHECKPOINT_PAGES = 4_000;

  /** In KiB, as SQLite wants it: negative. Each call touches several trees. */
  private static final int WRITER_CACHE = -32_000;

  private final HikariDataSource pool;
  private final FileUpkeep file;
  private final Connection writerConnection;
  private final InstantSource clock;

  /** Their statements stay prepared: to prepare one costs more than to run it. */
  private final Map<SQLiteConnection, Session> readers = new ConcurrentHashMap<>();

  private Database(HikariDataSource pool, FileUpkeep file, InstantSource clock)
      throws SQLException {
    this.pool = pool;
    this.file = file;
    this.writerConnection = pool.getConnection();
    this.clock = clock;
  }

  static Database open(SqliteOptions options) {
    Path file = options.file().toAbsolutePath();
    Path directory = file.getParent();
    if (directory == null || !Files.isDirectory(directory)) {
      throw new IllegalArgumentException("the directory of " + file + " does not exist");
    }
    try {
      prepareFile(dataSource(file, options.synchronous(), true), file);
      // A connection to a file that was deleted meanwhile must not make an empty one.
      SQLiteDataSource existing = dataSource(file, options.synchronous(), false);
      return new Database(
          new HikariDataSource(poolConfig(existing, options)),
          new FileUpkeep(file),
          options.clock());
    } catch (ProviderException refused) {
      throw refused;
    } catch (SQLException | RuntimeException e) {
      throw SqliteErrors.translate(
          "open", new SQLException("cannot open " + file + ": " + e.getMessage(), e));
    }
  }

  /** For the writer, which begins and ends transactions by itself; closed with the database. */
  Session writerSession() throws SQLException {
    Session session = session(writerConnection.unwrap(SQLiteConnection.class));
    session.update("PRAGMA cache_size = " + WRITER_CACHE);
    // By statement: drivers before 3.53 have no setter for it.
    long unused = session.queryLong("PRAGMA wal_autocheckpoint = " + CHECKPOINT_PAGES, 0);
    unused = session.queryLong("PRAGMA journal_size_limit = " + FileUpkeep.LOG_LIMIT, 0);
    session.suspectClock();
    return session;
  }

  /** What the writer does for the file. */
  FileUpkeep upkeep() {
    return file;
  }

  /** Runs a query; all its statements see one moment. */
  <T extends @Nullable Object> T read(String operation, Operation<T> query) {
    if (pool.isClosed()) {
      throw SqliteErrors.closed(operation);
    }
    file.requireFile(operation);
    try (Connection connection = pool.getConnection()) {
      return read(connection, query);
    } catch (DuroxideException answer) {
      throw answer;
    } catch (SQLException | RuntimeException e) {
      throw pool.isClosed() ? SqliteErrors.closed(operation) : SqliteErrors.translate(operation, e);
    }
  }

  private <T extends @Nullable Object> T read(Connection pooled, Operation<T> query)
      throws SQLException {
    SQLiteConnection connection = pooled.unwrap(SQLiteConnection.class);
    Session session = readers.get(connection);
    if (session == null) {
      session = session(connection);
      readers.put(connection, session);
    }
    boolean usable = false;
    try {
      session.update("BEGIN");
      T result = query.run(session);
      session.update("ROLLBACK");
      usable = true;
      return result;
    } finally {
      if (!usable) {
        readers.remove(connection);
        pool.evictConnection(pooled);
      }
    }
  }

  /** Of a connection whose transactions are begun and ended by statements. */
  private Session session(SQLiteConnection connection) throws SQLException {
    // Otherwise the driver tries to begin and commit after every single statement.
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("ROLLBACK");
    }
    return new Session(connection, clock);
  }

  ConnectionPool connectionPool() {
    HikariPoolMXBean numbers = pool.getHikariPoolMXBean();
    return new ConnectionPool(
        numbers.getActiveConnections(),
        numbers.getIdleConnections(),
        pool.getMaximumPoolSize(),
        numbers.getThreadsAwaitingConnection());
  }

  @Override
  public void close() {
    try {
      // The pool alone would not close a connection in use: the driver cannot abort one.
      writerConnection.close();
    } catch (SQLException e) {
      log.warn("Cannot close the connection of the SQLite writer", e);
    }
    pool.close();
  }

  private static SQLiteDataSource dataSource(
      Path file, SqliteOptions.Synchronous synchronous, boolean create) {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout((int) BUSY_TIMEOUT.toMillis());
    config.setSynchronous(SQLiteConfig.SynchronousMode.valueOf(synchronous.name()));
    config.setGetGeneratedKeys(false);
    // No connection is ever used by two threads at once.
    config.setOpenMode(SQLiteOpenMode.NOMUTEX);
    if (!create) {
      config.resetOpenMode(SQLiteOpenMode.CREATE);
    }
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file);
    return source;
  }

  private static HikariConfig poolConfig(SQLiteDataSource source, SqliteOptions options) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("duroxide-sqlite");
    config.setDataSource(source);
    config.setMaximumPoolSize(options.readerConnections() + 1);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(CONNECTION_TIMEOUT.toMillis());
    // A connection to a file does not go stale.
    config.setMaxLifetime(0);
    config.setIdleTimeout(0);
    return config;
  }

  /**
   * The journal mode stays with the file. Switching it ignores the busy timeout: hence the loop.
   */
  private static void prepareFile(SQLiteDataSource source, Path file) throws SQLException {
    long deadline = System.nanoTime() + BUSY_TIMEOUT.toNanos();
    while (true) {
      try (Connection connection = source.getConnection();
          Statement statement = connection.createStatement()) {
        statement.executeQuery("PRAGMA journal_mode = WAL").close();
        Schema.migrate(connection, file);
        return;
      } catch (SQLException e) {
        if (!SqliteErrors.isBusy(e) || System.nanoTime() - deadline > 0) {
          throw e;
        }
        LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
      }
    }
  }
}

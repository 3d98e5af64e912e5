package io.duroxide.provider.sqlite;

import io.duroxide.provider.jdbc.Session;
import java.io.File;
import java.nio.file.Path;
import java.sql.SQLException;

/**
 * What the writer does for its file between two transactions: it looks whether the file is still
 * there, and shortens a log that a long read has made long. Belongs to the writer's thread, except
 * for {@link #requireFile}.
 */
final class FileUpkeep {

  /** The log is cut to this many bytes when a checkpoint has copied all of it. */
  static final long LOG_LIMIT = 64L << 20;

  private final FileIdentity identity;
  private final File log;

  FileUpkeep(Path file) {
    this.identity = FileIdentity.of(file);
    this.log = new File(file + "-wal");
  }

  /**
   * @throws io.duroxide.provider.ProviderException if the path led to another file at the last look
   */
  void requireFile(String operation) {
    identity.require(operation);
  }

  /** Looks after the file; called outside of transactions. */
  void look(Session session) throws SQLException {
    identity.check();
    if (log.length() > LOG_LIMIT) {
      shortenLog(session);
    }
  }

  /** Waits for no reader: the next look comes soon. */
  private static void shortenLog(Session session) throws SQLException {
    long wait = session.queryLong("PRAGMA busy_timeout", 0);
    session.queryLong("PRAGMA busy_timeout = 0", 0);
    try {
      session.queryLong("PRAGMA wal_checkpoint(TRUNCATE)", 0);
    } finally {
      session.queryLong("PRAGMA busy_timeout = " + wait, 0);
    }
  }
}

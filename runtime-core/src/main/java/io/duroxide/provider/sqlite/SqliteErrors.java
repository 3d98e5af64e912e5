package io.duroxide.provider.sqlite;

import io.duroxide.history.HistoryCodec.UndecodableException;
import io.duroxide.provider.ErrorKind;
import io.duroxide.provider.ProviderException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** The one place that knows SQLite's result codes. */
final class SqliteErrors {

  private SqliteErrors() {}

  /** What a failure means to the caller of {@code operation}. */
  static ProviderException translate(String operation, Throwable failure) {
    if (failure instanceof ProviderException translated) {
      return translated;
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLiteException sqlite) {
        return ofResultCode(operation, sqlite, failure);
      }
      if (cause instanceof UndecodableException) {
        return exception(operation, ErrorKind.CORRUPTION, false, failure);
      }
      // The pool had no connection in time, or the caller was interrupted while waiting for one.
      if (cause instanceof SQLTransientException || cause instanceof InterruptedException) {
        return exception(operation, ErrorKind.TIMEOUT, true, failure);
      }
    }
    // Not from SQLite but from its driver: about the state of a connection or statement, which the
    // next call has anew.
    return isSql(failure)
        ? exception(operation, ErrorKind.CONNECTION, true, failure)
        : exception(operation, ErrorKind.OTHER, false, failure);
  }

  private static boolean isSql(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException) {
        return true;
      }
    }
    return false;
  }

  /** The path leads to another file than the one that was opened, or to none. */
  static ProviderException lostFile(String operation, Path file) {
    return new ProviderException(
        operation,
        ErrorKind.CONNECTION,
        true,
        file
            + " was deleted or replaced while it was open; put the file back or open the provider"
            + " again",
        null);
  }

  static ProviderException closed(String operation) {
    return new ProviderException(
        operation, ErrorKind.CONNECTION, false, "the provider is closed", null);
  }

  static ProviderException interrupted(String operation) {
    return new ProviderException(
        operation, ErrorKind.TIMEOUT, true, "interrupted before it began", null);
  }

  static boolean isBusy(@Nullable Throwable failure) {
    return failure instanceof SQLiteException sqlite && primaryCode(sqlite) == 5;
  }

  /** The numbers are SQLite's primary result codes, the low byte of the extended ones. */
  private static ProviderException ofResultCode(
      String operation, SQLiteException sqlite, Throwable failure) {
    return switch (primaryCode(sqlite)) {
      case 5, 6, 15 -> exception(operation, ErrorKind.BUSY, true, failure); // BUSY LOCKED PROTOCOL
      case 9 -> exception(operation, ErrorKind.TIMEOUT, true, failure); // INTERRUPT
      // PERM READONLY IOERR FULL CANTOPEN MISUSE NOLFS AUTH: the disk, its file system, or rights
      // to
      // it. All of them pass when the operator has seen to them, and none is the instance's fault.
      case 3, 8, 10, 13, 14, 21, 22, 23 ->
          exception(operation, ErrorKind.CONNECTION, true, failure);
      case 11, 26 -> exception(operation, ErrorKind.CORRUPTION, false, failure); // CORRUPT NOTADB
      case 19 -> exception(operation, ErrorKind.CONSTRAINT_VIOLATION, false, failure); // CONSTRAINT
      case 7, 17 -> exception(operation, ErrorKind.OTHER, true, failure); // NOMEM SCHEMA
      default -> exception(operation, ErrorKind.OTHER, false, failure);
    };
  }

  private static int primaryCode(SQLiteException sqlite) {
    return sqlite.getResultCode().code & 0xff;
  }

  private static ProviderException exception(
      String operation, ErrorKind kind, boolean retryable, Throwable failure) {
    return new ProviderException(operation, kind, retryable, described(failure), failure);
  }

  /** What is known of the failure before the driver's words, which may be missing. */
  private static String described(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLiteException sqlite) {
        SQLiteErrorCode code = sqlite.getResultCode();
        return "%s, result code %d: %s".formatted(code.name(), code.code, failure.getMessage());
      }
    }
    String words = failure.getMessage();
    String name = failure.getClass().getName();
    return words == null ? name : name + ": " + words;
  }
}

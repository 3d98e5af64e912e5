package io.duroxide.provider.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.provider.ErrorKind;
import io.duroxide.provider.ProviderException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

final class SqliteErrorsTest {

  @ParameterizedTest
  @CsvSource({
    "SQLITE_BUSY, BUSY, true",
    "SQLITE_BUSY_SNAPSHOT, BUSY, true",
    "SQLITE_LOCKED, BUSY, true",
    "SQLITE_CONSTRAINT_PRIMARYKEY, CONSTRAINT_VIOLATION, false",
    "SQLITE_CORRUPT, CORRUPTION, false",
    "SQLITE_NOTADB, CORRUPTION, false",
    "SQLITE_IOERR_FSYNC, CONNECTION, true",
    "SQLITE_FULL, CONNECTION, true",
    "SQLITE_CANTOPEN, CONNECTION, true",
    "SQLITE_READONLY, CONNECTION, true",
    "SQLITE_READONLY_DBMOVED, CONNECTION, true",
    "SQLITE_PERM, CONNECTION, true",
    "SQLITE_IOERR_SHORT_READ, CONNECTION, true",
    "SQLITE_NOMEM, OTHER, true",
    "SQLITE_PROTOCOL, BUSY, true",
    "SQLITE_INTERRUPT, TIMEOUT, true",
    "SQLITE_ERROR, OTHER, false",
  })
  void translate_resultCode_decidesKindAndRetry(
      SQLiteErrorCode code, ErrorKind kind, boolean retryable) {
    SQLException wrapped = new SQLException("outer", new SQLiteException("inner", code));
    ProviderException translated = SqliteErrors.translate("fetchWorkItem", wrapped);
    assertThat(translated.kind()).isEqualTo(kind);
    assertThat(translated.retryable()).isEqualTo(retryable);
    assertThat(translated.operation()).isEqualTo("fetchWorkItem");
  }

  @Test
  void translate_stateOfADriverObject_isARetryableConnectionError() {
    ProviderException translated =
        SqliteErrors.translate("fetchWorkItem", new SQLException("statement is not executing"));
    assertThat(translated.kind()).isEqualTo(ErrorKind.CONNECTION);
    assertThat(translated.retryable()).isTrue();
  }

  @Test
  void translate_tellsWhatIsKnownBesideTheDriversWords() {
    assertThat(
            SqliteErrors.translate(
                "ackWorkItem", new SQLiteException("words", SQLiteErrorCode.SQLITE_ERROR)))
        .hasMessage("ackWorkItem failed (OTHER): SQLITE_ERROR, result code 1: words");
    assertThat(SqliteErrors.translate("ackWorkItem", new NullPointerException()))
        .hasMessage("ackWorkItem failed (OTHER): java.lang.NullPointerException");
  }

  @Test
  void translate_noConnectionInTime_isARetryableTimeout() {
    ProviderException translated =
        SqliteErrors.translate("instanceInfo", new SQLTransientConnectionException("pool"));
    assertThat(translated.kind()).isEqualTo(ErrorKind.TIMEOUT);
    assertThat(translated.retryable()).isTrue();
  }
}

package io.duroxide.provider.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the path still leads to the file that was opened. SQLite goes on writing to a file that
 * has no name any more, and what it writes there is gone with the process. Thread-safe.
 */
final class FileIdentity {

  private static final Logger LOG = LoggerFactory.getLogger(FileIdentity.class);

  private final Path file;

  /** Null where the file system has no such thing; then nothing is ever lost. */
  private final @Nullable Object key;

  private volatile boolean lost;

  private FileIdentity(Path file, @Nullable Object key) {
    this.file = file;
    this.key = key;
  }

  /** Takes the identity of a file that exists. */
  static FileIdentity of(Path file) {
    return new FileIdentity(file, keyOf(file));
  }

  /** Looks at the path again; tells the log when something has changed. */
  void check() {
    boolean now = key != null && !key.equals(keyOf(file));
    if (now != lost) {
      lost = now;
      if (now) {
        LOG.error(
            "{} was deleted or replaced while it is open; every call fails until the file is back",
            file);
      } else {
        LOG.warn("{} is back; work goes on", file);
      }
    }
  }

  /**
   * @throws io.duroxide.provider.ProviderException if the file was lost at the last look
   */
  void require(String operation) {
    if (lost) {
      throw SqliteErrors.lostFile(operation, file);
    }
  }

  private static @Nullable Object keyOf(Path file) {
    try {
      return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    } catch (IOException gone) {
      return null;
    }
  }
}

package io.duroxide.provider.sqlite;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/**
 * How to open a SQLite store.
 *
 * @param file created if missing; its directory must exist
 * @param synchronous what a commit survives
 * @param readerConnections connections beside the one that writes
 * @param clock measures leases, delays and ages
 * @param pollInterval how often to look for what other processes wrote to the same file, and for
 *     jumps of the clock; within the process nothing is polled, and too long to tell is never
 */
public record SqliteOptions(
    Path file,
    Synchronous synchronous,
    int readerConnections,
    InstantSource clock,
    Duration pollInterval) {

  /** What a commit survives. */
  public enum Synchronous {
    /** A crash of the process, of the machine and a power cut. */
    FULL,
    /** A crash of the process; a power cut may undo the latest commits, never corrupts. */
    NORMAL
  }

  /**
   * @throws IllegalArgumentException if there is no reader, or the poll interval is not positive
   */
  public SqliteOptions {
    requireNonNull(file, "file");
    requireNonNull(synchronous, "synchronous");
    requireNonNull(clock, "clock");
    if (readerConnections < 1) {
      throw new IllegalArgumentException(
          "readerConnections must be at least 1: " + readerConnections);
    }
    if (pollInterval.isNegative() || pollInterval.isZero()) {
      throw new IllegalArgumentException("pollInterval must be positive: " + pollInterval);
    }
  }

  /** The defaults: nothing committed is ever lost, four readers, the system's clock. */
  public static SqliteOptions of(Path file) {
    return new SqliteOptions(
        file, Synchronous.FULL, 4, InstantSource.system(), Duration.ofSeconds(1));
  }

  /** These options with other promises about a commit. */
  public SqliteOptions withSynchronous(Synchronous synchronous) {
    return new SqliteOptions(file, synchronous, readerConnections, clock, pollInterval);
  }

  /** These options with another number of connections beside the one that writes. */
  public SqliteOptions withReaderConnections(int readerConnections) {
    return new SqliteOptions(file, synchronous, readerConnections, clock, pollInterval);
  }

  /** These options with another clock; nodes on the store should use the same. */
  public SqliteOptions withClock(InstantSource clock) {
    return new SqliteOptions(file, synchronous, readerConnections, clock, pollInterval);
  }

  /** These options with another pause between looks at what other processes wrote. */
  public SqliteOptions withPollInterval(Duration pollInterval) {
    return new SqliteOptions(file, synchronous, readerConnections, clock, pollInterval);
  }
}

package io.duroxide.provider.sqlite;

import io.duroxide.TimeSpan;
import io.duroxide.provider.jdbc.Operation;
import java.time.Duration;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads an instance again and again, whenever there are news, until it is as the caller wants. */
final class Waits {

  private final Database database;
  private volatile boolean closed;

  Waits(Database database) {
    this.database = database;
  }

  /** A deadline of {@link System#nanoTime}. */
  static long deadline(Duration timeout) {
    return System.nanoTime() + TimeSpan.nanos(timeout);
  }

  /** Returns what was read last, at the latest after {@code timeout}. */
  <T> @Nullable T await(
      String operation,
      InstanceSignals news,
      String instance,
      Operation<@Nullable T> read,
      Predicate<T> wanted,
      Duration timeout) {
    long deadline = deadline(timeout);
    while (true) {
      Waiter waiter = news.register(instance);
      try {
        T value = database.read(operation, read);
        if ((value != null && wanted.test(value)) || deadline - System.nanoTime() <= 0) {
          return value;
        }
        if (closed) {
          throw SqliteErrors.closed(operation);
        }
        waiter.sleepUntil(deadline);
      } finally {
        news.unregister(instance, waiter);
      }
      if (Thread.currentThread().isInterrupted()) {
        throw SqliteErrors.interrupted(operation);
      }
    }
  }

  /** Whoever waits is to be woken after this. */
  void close() {
    closed = true;
  }
}

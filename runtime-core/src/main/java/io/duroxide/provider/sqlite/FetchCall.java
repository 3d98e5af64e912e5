package io.duroxide.provider.sqlite;

import io.duroxide.provider.jdbc.Operation;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A call that takes an item, and may wait with the writer for one to appear. */
final class FetchCall<T> extends WriteCall<@Nullable T> {

  private final FetchQueue queue;
  private final @Nullable Object filter;
  private final long deadline;

  // The writer's until the call is answered.
  private long idleSince;
  private long idleNanos;

  /**
   * @param filter what the fetch takes: those with equal ones take the same
   * @param deadline of {@link System#nanoTime}
   */
  FetchCall(
      String operation,
      Operation<@Nullable T> fetch,
      FetchQueue queue,
      @Nullable Object filter,
      long deadline) {
    super(operation, fetch);
    this.queue = queue;
    this.filter = filter;
    this.deadline = deadline;
  }

  FetchQueue queue() {
    return queue;
  }

  @Nullable Object filter() {
    return filter;
  }

  @Override
  long nanosLeft() {
    return deadline - System.nanoTime();
  }

  /** How long the answered call had waited for work. */
  Duration waited() {
    return Duration.ofNanos(idleNanos);
  }

  /** Goes on waiting; false if its time is up, or its caller gone. */
  boolean waitOn() {
    if (nanosLeft() <= 0) {
      return false;
    }
    if (idleSince == 0) {
      idleSince = System.nanoTime();
    }
    return becomeIdle();
  }

  /** To be answered with an item. */
  void served() {
    if (idleSince != 0) {
      idleNanos = System.nanoTime() - idleSince;
    }
  }
}

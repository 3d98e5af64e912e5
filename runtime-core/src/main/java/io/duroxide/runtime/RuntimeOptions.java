package io.duroxide.runtime;

import static java.util.Objects.requireNonNull;

import io.duroxide.Backoff;
import java.time.Duration;
import java.time.InstantSource;

/**
 * How a runtime works. Made by {@link #builder()}, which refuses values that cannot work.
 *
 * @param orchestrationSlots turns run at the same time
 * @param activitySlots activities run at the same time
 * @param orchestrationLockTimeout after which the turn of a dead node is taken over
 * @param activityLockTimeout after which the activity of a dead node is taken over
 * @param pollTimeout how long an idle slot waits inside one fetch
 * @param maxDeliveries deliveries after which a message or activity is given up as poison
 * @param unregisteredBackoff pauses before work without registered code is offered again
 * @param executionCacheSize suspended computations kept in memory between turns; each costs a
 *     thread before JDK 24
 * @param cancellationGrace how long an activity may take to end after it was interrupted
 * @param shutdownTimeout how long {@link DuroxideRuntime#close()} waits for work in flight before
 *     it interrupts it
 * @param clock wall clock of event times and durable timers
 */
public record RuntimeOptions(
    int orchestrationSlots,
    int activitySlots,
    Duration orchestrationLockTimeout,
    Duration activityLockTimeout,
    Duration pollTimeout,
    int maxDeliveries,
    Backoff unregisteredBackoff,
    int executionCacheSize,
    Duration cancellationGrace,
    Duration shutdownTimeout,
    InstantSource clock) {

  /** The defaults of {@link Builder}. */
  public static final RuntimeOptions DEFAULT = builder().build();

  public RuntimeOptions {
    requireAtLeastOne(orchestrationSlots, "orchestrationSlots");
    requireAtLeastOne(activitySlots, "activitySlots");
    requireAtLeastOne(maxDeliveries, "maxDeliveries");
    requirePositive(orchestrationLockTimeout, "orchestrationLockTimeout");
    requirePositive(activityLockTimeout, "activityLockTimeout");
    requirePositive(pollTimeout, "pollTimeout");
    requireNonNegative(cancellationGrace, "cancellationGrace");
    requireNonNegative(shutdownTimeout, "shutdownTimeout");
    requireNonNull(unregisteredBackoff, "unregisteredBackoff");
    requireNonNull(clock, "clock");
    if (executionCacheSize < 0) {
      throw new IllegalArgumentException(
          "executionCacheSize must not be negative, was " + executionCacheSize);
    }
  }

  public static Builder builder() {
    return new Builder();
  }

  private static void requireAtLeastOne(int value, String name) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, was " + value);
    }
  }

  private static void requirePositive(Duration value, String name) {
    requireNonNegative(value, name);
    if (value.isZero()) {
      throw new IllegalArgumentException(name + " must be positive, was " + value);
    }
  }

  private static void requireNonNegative(Duration value, String name) {
    if (requireNonNull(value, name).isNegative()) {
      throw new IllegalArgumentException(name + " must not be negative, was " + value);
    }
  }

  /**
   * Starts from defaults that suit a small node; lock times, deliveries and back-off are
   * duroxide's.
   */
  public static final class Builder {

    /**
     * Platform threads are the scarce thing before JDK 24; virtual ones cost a few hundred bytes.
     */
    private static final int CACHE_SIZE = Runtime.version().feature() >= 24 ? 10_000 : 512;

    private int orchestrationSlots = 4;
    private int activitySlots = 8;
    private Duration orchestrationLockTimeout = Duration.ofSeconds(5);
    private Duration activityLockTimeout = Duration.ofSeconds(30);
    private Duration pollTimeout = Duration.ofSeconds(30);
    private int maxDeliveries = 10;
    private Backoff unregisteredBackoff =
        Backoff.exponential(Duration.ofSeconds(1), 2.0, Duration.ofSeconds(60));
    private int executionCacheSize = CACHE_SIZE;
    private Duration cancellationGrace = Duration.ofSeconds(10);
    private Duration shutdownTimeout = Duration.ofSeconds(10);
    private InstantSource clock = InstantSource.system();

    private Builder() {}

    public Builder orchestrationSlots(int slots) {
      orchestrationSlots = slots;
      return this;
    }

    public Builder activitySlots(int slots) {
      activitySlots = slots;
      return this;
    }

    public Builder orchestrationLockTimeout(Duration timeout) {
      orchestrationLockTimeout = timeout;
      return this;
    }

    public Builder activityLockTimeout(Duration timeout) {
      activityLockTimeout = timeout;
      return this;
    }

    public Builder pollTimeout(Duration timeout) {
      pollTimeout = timeout;
      return this;
    }

    public Builder maxDeliveries(int deliveries) {
      maxDeliveries = deliveries;
      return this;
    }

    public Builder unregisteredBackoff(Duration base, Duration max) {
      unregisteredBackoff = Backoff.exponential(base, 2.0, max);
      return this;
    }

    public Builder executionCacheSize(int computations) {
      executionCacheSize = computations;
      return this;
    }

    public Builder cancellationGrace(Duration grace) {
      cancellationGrace = grace;
      return this;
    }

    public Builder shutdownTimeout(Duration timeout) {
      shutdownTimeout = timeout;
      return this;
    }

    public Builder clock(InstantSource source) {
      clock = source;
      return this;
    }

    /**
     * @throws IllegalArgumentException naming the option, if a value cannot work
     */
    public RuntimeOptions build() {
      return new RuntimeOptions(
          orchestrationSlots,
          activitySlots,
          orchestrationLockTimeout,
          activityLockTimeout,
          pollTimeout,
          maxDeliveries,
          unregisteredBackoff,
          executionCacheSize,
          cancellationGrace,
          shutdownTimeout,
          clock);
    }
  }
}

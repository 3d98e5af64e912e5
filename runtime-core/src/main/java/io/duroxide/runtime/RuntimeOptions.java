package io.duroxide.runtime;

import static java.util.Objects.requireNonNull;

import io.duroxide.Backoff;
import io.duroxide.Limits;
import io.duroxide.Version;
import io.duroxide.provider.TagFilter;
import io.duroxide.provider.VersionRange;
import io.duroxide.runtime.activity.SessionOptions;
import io.duroxide.runtime.loop.LockRenewals;
import io.duroxide.runtime.loop.StallOptions;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * How a runtime works. Made by {@link #builder()}, which refuses values that cannot work. A time
 * too long to tell has no end.
 *
 * @param orchestrationSlots turns run at the same time; 0 on a node for activities only
 * @param activitySlots activities run at the same time; 0 on a node for orchestrations only, also
 *     if {@code workerTags} takes nothing
 * @param workerTags which activities this node takes
 * @param nodeId the name under which this node holds sessions, kept over restarts; null for a
 *     random one
 * @param orchestrationLockTimeout after which the turn of a dead node is taken over
 * @param activityLockTimeout after which the activity of a dead node is taken over
 * @param pollTimeout how long an idle slot waits inside one fetch
 * @param maxDeliveries deliveries after which a message or activity is given up as poison
 * @param unregisteredBackoff pauses before work without registered code, or that cannot be read, is
 *     offered again
 * @param executionCacheSize suspended computations kept in memory between turns; each costs a
 *     thread before JDK 24
 * @param cancellationGrace how long an activity may take to end after it was interrupted
 * @param shutdownTimeout how long {@link DuroxideRuntime#close()} waits for work in flight before
 *     it interrupts it
 * @param sessions how sessions of activities are served
 * @param stalls how long a turn may hold its slot
 * @param limits sizes at which an instance is stopped
 * @param supportedReplayVersions the runtime versions whose executions this node takes turns of
 * @param clock wall clock of event times and durable timers
 */
public record RuntimeOptions(
    int orchestrationSlots,
    int activitySlots,
    TagFilter workerTags,
    @Nullable String nodeId,
    Duration orchestrationLockTimeout,
    Duration activityLockTimeout,
    Duration pollTimeout,
    int maxDeliveries,
    Backoff unregisteredBackoff,
    int executionCacheSize,
    Duration cancellationGrace,
    Duration shutdownTimeout,
    SessionOptions sessions,
    StallOptions stalls,
    Limits limits,
    VersionRange supportedReplayVersions,
    InstantSource clock) {

  /** The defaults of {@link Builder}. */
  public static final RuntimeOptions DEFAULT = builder().build();

  /**
   * @throws IllegalArgumentException naming the option, if a value cannot work
   */
  public RuntimeOptions {
    requireNonNegative(orchestrationSlots, "orchestrationSlots");
    requireNonNegative(activitySlots, "activitySlots");
    if (requireNonNull(workerTags, "workerTags").takesNothing()) {
      activitySlots = 0;
    }
    if (orchestrationSlots + activitySlots == 0) {
      throw new IllegalArgumentException(
          "a node without orchestrationSlots and activitySlots would do nothing");
    }
    if (nodeId != null) {
      Limits.requireName("nodeId", nodeId);
    }
    requirePositive(orchestrationLockTimeout, "orchestrationLockTimeout");
    requirePositive(activityLockTimeout, "activityLockTimeout");
    requirePositive(pollTimeout, "pollTimeout");
    if (maxDeliveries < 1) {
      throw new IllegalArgumentException("maxDeliveries must be at least 1, was " + maxDeliveries);
    }
    requireNonNull(unregisteredBackoff, "unregisteredBackoff");
    requireNonNegative(executionCacheSize, "executionCacheSize");
    requireNonNegative(cancellationGrace, "cancellationGrace");
    requireNonNegative(shutdownTimeout, "shutdownTimeout");
    requireOutlastsRenewal(sessions, activityLockTimeout);
    requireNonNull(stalls, "stalls");
    requireNonNull(limits, "limits");
    requireNonNull(supportedReplayVersions, "supportedReplayVersions");
    requireNonNull(clock, "clock");
  }

  /** Starts from the defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /** A renewal is the sign of life of a long activity; a session must not seem idle between two. */
  private static void requireOutlastsRenewal(SessionOptions sessions, Duration lockTimeout) {
    Duration renewal = LockRenewals.renewalInterval(lockTimeout);
    if (sessions.idleTimeout().compareTo(renewal) <= 0) {
      throw new IllegalArgumentException(
          "sessionIdleTimeout must exceed the renewal interval of activity locks, "
              + renewal
              + ", was "
              + sessions.idleTimeout());
    }
  }

  private static void requireNonNegative(int value, String name) {
    if (value < 0) {
      throw new IllegalArgumentException(name + " must not be negative, was " + value);
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
   * Starts from defaults that suit a small node; lock times, deliveries, sessions and back-off are
   * duroxide's.
   */
  public static final class Builder {

    /**
     * Platform threads are the scarce thing before JDK 24; virtual ones cost a few hundred bytes.
     */
    private static final int CACHE_SIZE = Runtime.version().feature() >= 24 ? 10_000 : 512;

    private int orchestrationSlots = 4;
    private int activitySlots = 8;
    private TagFilter workerTags = TagFilter.defaultOnly();
    private @Nullable String nodeId;
    private Duration orchestrationLockTimeout = Duration.ofSeconds(5);
    private Duration activityLockTimeout = Duration.ofSeconds(30);
    private Duration pollTimeout = Duration.ofSeconds(30);
    private int maxDeliveries = 10;
    private Backoff unregisteredBackoff =
        Backoff.exponential(Duration.ofSeconds(1), 2.0, Duration.ofSeconds(60));
    private int executionCacheSize = CACHE_SIZE;
    private Duration cancellationGrace = Duration.ofSeconds(10);
    private Duration shutdownTimeout = Duration.ofSeconds(10);
    private int maxSessions = SessionOptions.DEFAULT.maxSessions();
    private Duration sessionLockTimeout = SessionOptions.DEFAULT.lockTimeout();
    private Duration sessionIdleTimeout = SessionOptions.DEFAULT.idleTimeout();
    private Duration sessionCleanupInterval = SessionOptions.DEFAULT.cleanupInterval();
    private Duration stallLimit = StallOptions.DEFAULT.stallLimit();
    private Duration turnTimeout = StallOptions.DEFAULT.turnTimeout();
    private Limits limits = Limits.DEFAULT;
    private VersionRange supportedReplayVersions =
        new VersionRange(new Version(0, 0, 0), RuntimeVersion.NUMBER);
    private InstantSource clock = InstantSource.system();

    private Builder() {}

    /** Turns run at the same time; 4 unless set, 0 on a node for activities only. */
    public Builder orchestrationSlots(int slots) {
      orchestrationSlots = slots;
      return this;
    }

    /** Activities run at the same time; 8 unless set, 0 on a node for orchestrations only. */
    public Builder activitySlots(int slots) {
      activitySlots = slots;
      return this;
    }

    /** Which activities this node takes; those without a tag unless set. */
    public Builder workerTags(TagFilter filter) {
      workerTags = filter;
      return this;
    }

    /** The name under which this node holds sessions; random unless set. */
    public Builder nodeId(String id) {
      nodeId = id;
      return this;
    }

    /** After which the turn of a dead node is taken over; 5 s unless set. */
    public Builder orchestrationLockTimeout(Duration timeout) {
      orchestrationLockTimeout = timeout;
      return this;
    }

    /** After which the activity of a dead node is taken over; 30 s unless set. */
    public Builder activityLockTimeout(Duration timeout) {
      activityLockTimeout = timeout;
      return this;
    }

    /** How long an idle slot waits inside one fetch; 30 s unless set. */
    public Builder pollTimeout(Duration timeout) {
      pollTimeout = timeout;
      return this;
    }

    /** Deliveries after which work is given up as poison; 10 unless set. */
    public Builder maxDeliveries(int deliveries) {
      maxDeliveries = deliveries;
      return this;
    }

    /**
     * Pauses before work that this node cannot run is offered again; 1 s doubling to 60 s unless
     * set.
     */
    public Builder unregisteredBackoff(Duration base, Duration max) {
      unregisteredBackoff = Backoff.exponential(base, 2.0, max);
      return this;
    }

    /**
     * Suspended computations kept in memory: 512 unless set, 10 000 from JDK 24 on; 0 replays every
     * turn.
     */
    public Builder executionCacheSize(int computations) {
      executionCacheSize = computations;
      return this;
    }

    /** How long an interrupted activity may take to end; 10 s unless set. */
    public Builder cancellationGrace(Duration grace) {
      cancellationGrace = grace;
      return this;
    }

    /** How long {@link DuroxideRuntime#close()} waits for work in flight; 10 s unless set. */
    public Builder shutdownTimeout(Duration timeout) {
      shutdownTimeout = timeout;
      return this;
    }

    /** Distinct sessions with an activity running here; 10 unless set. */
    public Builder maxSessions(int sessions) {
      maxSessions = sessions;
      return this;
    }

    /** After which the sessions of a dead node are free; 30 s unless set. */
    public Builder sessionLockTimeout(Duration timeout) {
      sessionLockTimeout = timeout;
      return this;
    }

    /** After which a session without a sign of life is free; 5 minutes unless set. */
    public Builder sessionIdleTimeout(Duration timeout) {
      sessionIdleTimeout = timeout;
      return this;
    }

    /** How often sessions nobody needs are removed from the store; 5 minutes unless set. */
    public Builder sessionCleanupInterval(Duration interval) {
      sessionCleanupInterval = interval;
      return this;
    }

    /**
     * After which a turn that still holds its slot is named in the log and counted as stalled, and
     * an activity without a time limit of its own is counted; 10 s unless set.
     */
    public Builder stallLimit(Duration limit) {
      stallLimit = limit;
      return this;
    }

    /**
     * How long the code of a turn may run before its thread is left behind and the turn is given
     * back; 30 s unless set. It counts as a delivery: see {@link #maxDeliveries}.
     */
    public Builder turnTimeout(Duration timeout) {
      turnTimeout = timeout;
      return this;
    }

    /** Sizes at which an instance is stopped; {@link Limits#DEFAULT} unless set. */
    public Builder limits(Limits sizes) {
      limits = sizes;
      return this;
    }

    /**
     * Runtime versions whose executions this node takes turns of, both ends included; all up to its
     * own unless set.
     */
    public Builder supportedReplayVersions(Version from, Version to) {
      supportedReplayVersions = new VersionRange(from, to);
      return this;
    }

    /** Wall clock of event times and durable timers; the system's unless set. */
    public Builder clock(InstantSource source) {
      clock = source;
      return this;
    }

    /**
     * The options as they are set now.
     *
     * @throws IllegalArgumentException naming the option, if a value cannot work
     */
    public RuntimeOptions build() {
      return new RuntimeOptions(
          orchestrationSlots,
          activitySlots,
          workerTags,
          nodeId,
          orchestrationLockTimeout,
          activityLockTimeout,
          pollTimeout,
          maxDeliveries,
          unregisteredBackoff,
          executionCacheSize,
          cancellationGrace,
          shutdownTimeout,
          new SessionOptions(
              maxSessions, sessionLockTimeout, sessionIdleTimeout, sessionCleanupInterval),
          new StallOptions(stallLimit, turnTimeout),
          limits,
          supportedReplayVersions,
          clock);
    }
  }
}

package io.duroxide.runtime.orchestration;

import io.duroxide.history.HistoryEvent.OrchestrationStarted;
import io.duroxide.history.ParentLink;
import io.duroxide.history.StartOrigin;
import io.duroxide.provider.OrchestrationItem.CurrentExecution;
import org.jspecify.annotations.Nullable;

/**
 * What a turn knows about its execution before it runs.
 *
 * @param version the resolved version; for a first turn the one asked for, null for the registry's
 *     policy
 * @param origin who started the execution, or null if only its history knows
 * @param turnsBefore committed turns of this execution
 * @param startedAt start of the instance's first execution, epoch milliseconds
 * @param executionStartedAt start of this execution, epoch milliseconds; {@code now} until its
 *     history has told it
 * @param now the turn's time, epoch milliseconds: every event it writes has this time, so that
 *     durations are those of the history. It is what the clock says, but never before an earlier
 *     event of the execution
 * @param clock the turn's one look at the clock, epoch milliseconds
 */
record ExecutionFacts(
    String instance,
    long executionId,
    String name,
    @Nullable String version,
    @Nullable StartOrigin origin,
    @Nullable ParentLink parent,
    boolean firstTurn,
    int turnsBefore,
    long startedAt,
    long executionStartedAt,
    long now,
    long clock) {

  private static final String UNKNOWN = "unknown";

  String versionOrUnknown() {
    return version == null ? UNKNOWN : version;
  }

  /** Of an execution that is stored. */
  static ExecutionFacts of(String instance, CurrentExecution stored, long now) {
    return new ExecutionFacts(
        instance,
        stored.executionId(),
        stored.orchestrationName(),
        stored.orchestrationVersion(),
        null,
        stored.parent(),
        false,
        stored.turns(),
        stored.startedAt(),
        stored.executionId() == 1 ? stored.startedAt() : now,
        now,
        now);
  }

  /** Of the execution behind one that has continued as new. */
  static ExecutionFacts following(String instance, CurrentExecution previous, long now) {
    return new ExecutionFacts(
            instance,
            previous.executionId() + 1,
            previous.orchestrationName(),
            previous.orchestrationVersion(),
            StartOrigin.CONTINUE_AS_NEW,
            previous.parent(),
            true,
            0,
            previous.startedAt(),
            now,
            now,
            now)
        .notBefore(previous.startedAt());
  }

  /** Of an execution that is to have this name, version and parent. */
  ExecutionFacts asking(
      String newName, @Nullable String newVersion, @Nullable ParentLink newParent) {
    return new ExecutionFacts(
        instance,
        executionId,
        newName,
        newVersion,
        origin,
        newParent,
        firstTurn,
        turnsBefore,
        startedAt,
        executionStartedAt,
        now,
        clock);
  }

  /** Of an instance nothing is known about. */
  static ExecutionFacts unknown(String instance, long now) {
    return new ExecutionFacts(instance, 0, UNKNOWN, null, null, null, false, 0, now, now, now, now);
  }

  ExecutionFacts resolved(String resolvedVersion, StartOrigin knownOrigin) {
    return with(resolvedVersion, knownOrigin, executionStartedAt, now);
  }

  /** Of an execution whose first event is known. */
  ExecutionFacts startedBy(OrchestrationStarted started) {
    return with(versionOrUnknown(), started.origin(), started.at(), now).notBefore(started.at());
  }

  /** The same at a time that is not before {@code earliest}. */
  ExecutionFacts notBefore(long earliest) {
    long later = Math.max(now, earliest);
    return with(version, origin, firstTurn ? later : executionStartedAt, later);
  }

  /**
   * When the clock will read what the execution takes for {@code moment}: its time may be ahead of
   * the clock, and so is what it has measured from it.
   */
  long byTheClock(long moment) {
    return moment == Long.MAX_VALUE ? moment : moment - (now - clock);
  }

  private ExecutionFacts with(
      @Nullable String resolvedVersion,
      @Nullable StartOrigin knownOrigin,
      long knownExecutionStart,
      long newNow) {
    return new ExecutionFacts(
        instance,
        executionId,
        name,
        resolvedVersion,
        knownOrigin,
        parent,
        firstTurn,
        turnsBefore,
        startedAt,
        knownExecutionStart,
        newNow,
        clock);
  }
}

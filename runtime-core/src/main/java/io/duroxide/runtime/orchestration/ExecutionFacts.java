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
 * @param now the turn's one look at the clock, epoch milliseconds: every event it writes has this
 *     time, so that durations are those of the history
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
    long now) {

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
        now);
  }

  /** Of an instance nothing is known about. */
  static ExecutionFacts unknown(String instance, long now) {
    return new ExecutionFacts(instance, 0, UNKNOWN, null, null, null, false, 0, now, now, now);
  }

  ExecutionFacts resolved(String resolvedVersion, StartOrigin knownOrigin) {
    return with(resolvedVersion, knownOrigin, executionStartedAt);
  }

  /** Of an execution whose first event is known. */
  ExecutionFacts startedBy(OrchestrationStarted started) {
    return with(versionOrUnknown(), started.origin(), started.at());
  }

  private ExecutionFacts with(
      String resolvedVersion, StartOrigin knownOrigin, long knownExecutionStart) {
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
        now);
  }
}

package io.duroxide.runtime.orchestration;

import io.duroxide.ErrorDetails;
import io.duroxide.history.ParentLink;
import io.duroxide.history.StartOrigin;
import io.duroxide.provider.ExecutionStatus;
import org.jspecify.annotations.Nullable;

/**
 * All that happened in one turn.
 *
 * @param disposition what became of the turn; everything else describes facts only if it is {@link
 *     Disposition#COMMITTED}
 * @param orchestrationName {@code unknown} if neither history nor message told it
 * @param orchestrationVersion the resolved version; {@code unknown} if none could be resolved
 * @param origin who started this execution, or null if the turn did not learn it
 * @param parent who waits for the instance, or null
 * @param firstTurn whether this turn began the execution
 * @param turns committed turns of this execution, this one included; 0 if it was ended without ever
 *     running
 * @param historySize events of this execution, this turn's included
 * @param instanceStartedAt start of the instance's first execution, epoch milliseconds
 * @param executionStartedAt start of this execution, epoch milliseconds; {@code endedAt} if the
 *     turn did not learn it, which happens only where the history could not be read
 * @param endedAt when this turn was decided, epoch milliseconds
 * @param status the execution after the turn
 * @param error why it failed, if it did
 * @param poisoned whether the turn was given up for having been delivered too often
 * @param ackRetries how often the acknowledgement had to be repeated
 */
public record TurnOutcome(
    Disposition disposition,
    String instance,
    long executionId,
    String orchestrationName,
    String orchestrationVersion,
    @Nullable StartOrigin origin,
    @Nullable ParentLink parent,
    boolean firstTurn,
    int turns,
    long historySize,
    long instanceStartedAt,
    long executionStartedAt,
    long endedAt,
    ExecutionStatus status,
    @Nullable ErrorDetails error,
    boolean poisoned,
    int ackRetries) {

  /** What became of a turn. */
  public enum Disposition {
    /** In the store, once and for all. */
    COMMITTED,
    /** The messages were for an instance that is over, and are gone. */
    DROPPED,
    /** Another node owns the instance now; nothing was written. */
    LOCK_LOST,
    /** Given back to be tried again; nothing was written. */
    ABANDONED
  }
}

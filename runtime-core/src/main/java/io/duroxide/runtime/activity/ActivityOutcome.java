package io.duroxide.runtime.activity;

import io.duroxide.ErrorDetails;
import io.duroxide.history.ActivityWorkItem;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * All that happened to one attempt of an activity, known once its acknowledgement is decided.
 *
 * @param work the attempt: names, ids, attempt and maximum of its retry policy
 * @param deliveryCount deliveries of this attempt, this one included
 * @param queueWait from becoming visible to being fetched
 * @param handlerTime wall time of the handler, with the reading of its input and the writing of its
 *     result; zero if it was never called
 * @param error why it failed, if it did
 * @param ackRetries how often the acknowledgement had to be repeated
 */
public record ActivityOutcome(
    ActivityWorkItem work,
    int deliveryCount,
    Duration queueWait,
    Duration handlerTime,
    Result result,
    @Nullable ErrorDetails error,
    int ackRetries) {

  /** What became of the attempt. */
  public enum Result {
    SUCCEEDED,
    /** The handler threw, or could not be called with this input; the orchestration is told. */
    FAILED,
    /** Its time limit passed; the orchestration is told. */
    TIMED_OUT,
    /** Nobody wants the result any more. */
    CANCELLED,
    /** The lock ran out; the attempt is or will be delivered again. Nothing was written. */
    LOCK_LOST,
    /**
     * Ended without a verdict and given back to the queue: shutdown, an unregistered handler, one
     * session too many.
     */
    HANDED_BACK,
    /** Given up for having been delivered too often; the orchestration is told. */
    POISONED,
    /**
     * The handler ended, but the store did not take the acknowledgement; the attempt will run
     * again.
     */
    ACK_FAILED
  }
}

package io.duroxide.telemetry.bootstrap;

/**
 * The engine-neutral vocabulary between instrumented code and the metrics: what happened, in
 * strings and primitives.
 *
 * <p>This one takes everything and does nothing. Called on the application's threads. An
 * implementation must be quick, must not block, and may throw only by mistake: the advice
 * suppresses and counts whatever comes out. Enum-like strings carry the names of the runtime's own
 * enum constants.
 */
public class TelemetrySink {

  /** A store came into sight, before its first use; repeated calls for one object are normal. */
  public void providerSeen(Object provider) {}

  /** A runtime is running on {@code provider} with slots numbered from 0. */
  public void runtimeStarted(
      Object runtime,
      Object provider,
      String providerName,
      String runtimeVersion,
      int orchestrationSlots,
      int activitySlots) {}

  public void runtimeStopped(Object runtime) {}

  /**
   * How many slots of a runtime are stalled from now on.
   *
   * @param watch stands for the runtime
   */
  public void slotsStalled(Object watch, int orchestrations, int activities) {}

  /** Slot {@code slot} took an item. Returns the start time to hand to {@link #turnEnded}. */
  public long turnStarted(int slot) {
    return 0;
  }

  /**
   * A turn is over.
   *
   * @param disposition COMMITTED, DROPPED, LOCK_LOST or ABANDONED; null if the turn threw
   * @param origin CLIENT, SUB_ORCHESTRATION, CONTINUE_AS_NEW, SIGNAL or DETACHED; null if unknown
   * @param parentName orchestration name of the waiting parent, or null
   * @param parentInstance its instance id, or null
   * @param parentExecutionId which of its executions waits; 0 if there is no parent
   * @param instanceStartedAt epoch milliseconds
   * @param executionStartedAt epoch milliseconds
   * @param endedAt epoch milliseconds
   * @param status RUNNING, COMPLETED, FAILED, CANCELLED or CONTINUED_AS_NEW
   * @param errorCategory APPLICATION, TIMEOUT, ...; null if not failed
   * @param errorReason UNSPECIFIED, LIMIT_EXCEEDED, ...; null if not failed
   * @param errorClasses exception class names, outermost first; null if not failed
   * @param errorMessage for people, who may not be allowed to see it; null if not failed
   */
  public void turnEnded(
      long startNanos,
      int slot,
      String disposition,
      String instance,
      long executionId,
      String name,
      String version,
      String origin,
      String parentName,
      String parentInstance,
      long parentExecutionId,
      boolean firstTurn,
      int turns,
      long historySize,
      long instanceStartedAt,
      long executionStartedAt,
      long endedAt,
      String status,
      String errorCategory,
      String errorReason,
      String[] errorClasses,
      String errorMessage,
      boolean poisoned,
      int ackRetries) {}

  /**
   * Slot {@code slot} took an activity. Returns the start time to hand to {@link #activityEnded}.
   */
  public long activityStarted(int slot) {
    return 0;
  }

  /**
   * An attempt is over and its acknowledgement decided.
   *
   * @param result SUCCEEDED, FAILED, TIMED_OUT, CANCELLED, LOCK_LOST, HANDED_BACK, POISONED or
   *     ACK_FAILED; null if the attempt threw
   * @param scheduledId the activity's number within its execution
   * @param attempt earlier attempts under the retry policy
   * @param deliveries of this attempt, this one included
   * @param tag null if none
   * @param errorCode the application's code, or null
   * @param errorMessage as in {@link #turnEnded}
   */
  public void activityEnded(
      long startNanos,
      int slot,
      String result,
      String instance,
      long executionId,
      long scheduledId,
      String name,
      String tag,
      int attempt,
      int deliveries,
      long queueWaitNanos,
      long handlerNanos,
      String errorCategory,
      String errorReason,
      String[] errorClasses,
      String errorCode,
      String errorMessage,
      boolean retryable,
      int ackRetries) {}

  /**
   * A provider method begins. Returns the start time if this is the outermost provider call of the
   * thread, else 0: a decorating provider counts once.
   */
  public long providerCallStarted() {
    return 0;
  }

  /**
   * A provider method is over.
   *
   * @param startNanos what {@link #providerCallStarted} returned
   * @param operation the Java method name
   * @param empty whether a fetch found nothing
   * @param waitedNanos time of the call that was spent waiting for work, not working
   * @param rows rows affected, for the operations that say so; else -1
   * @param errorKind TIMEOUT, CONNECTION, ...; null if the call succeeded
   */
  public void providerCallEnded(
      long startNanos,
      String operation,
      boolean empty,
      long waitedNanos,
      long rows,
      String errorKind) {}

  /**
   * Whether a fetch from {@code provider} is the first sign of a runtime that runs on it.
   *
   * @param startNanos what {@link #providerCallStarted} returned
   */
  public boolean isUnknownStore(long startNanos, Object provider) {
    return false;
  }

  /** A runtime whose start was not seen runs on {@code provider}. */
  public void storeFound(Object provider, String providerName, String runtimeVersion) {}

  /** A client call begins. Returns the start time to hand to the method that ends it. */
  public long clientCallStarted() {
    return 0;
  }

  /**
   * A client call is over.
   *
   * @param startNanos what {@link #clientCallStarted} returned
   * @param operation the Java method name
   * @param subject the orchestration or event name it was about, or null
   * @param errorClass class name of what it threw; null if it succeeded
   */
  public void clientCall(
      long startNanos, String operation, String instance, String subject, String errorClass) {}

  /**
   * A signal-with-start is over: always a message for a queue, and a start if the instance was new.
   *
   * @param started whether it was
   */
  public void clientSignal(
      long startNanos,
      String operation,
      String instance,
      String orchestration,
      String queue,
      boolean started,
      String errorClass) {}

  /**
   * A client's wait ended after {@code nanos}.
   *
   * @param errorClass class name of what broke it off; null if it ended or timed out
   */
  public void clientWait(long nanos, String instance, boolean timedOut, String errorClass) {}

  /** Advice failed; the application did not notice. */
  public void adviceFailed(String instrumentation, Throwable failure) {}
}

package io.duroxide.telemetry.bootstrap;

/**
 * The vocabulary between instrumented code and the export of logs: what is written, and what the
 * thread that writes it is working on.
 *
 * <p>Called on the application's threads, and there is one only once it can take everything at
 * once. What a thread works on is its place; methods that change it return what it was before, for
 * {@link #restore}.
 */
public abstract class LogSink {

  /**
   * Whether the calling thread should hand over a record of this severity.
   *
   * @param severityNumber OpenTelemetry's, 1 to 24
   */
  public abstract boolean takes(int severityNumber);

  /**
   * A record that {@link #takes} was asked about. What the backend does with it until {@link
   * #recorded} is not another record.
   *
   * @param thrown or null
   */
  public abstract void record(
      int severityNumber,
      String severityText,
      String logger,
      String message,
      long epochMillis,
      Throwable thrown);

  public abstract void recorded();

  /** A record of java.util.logging comes in. Returns what to hand to {@link #julEnded}. */
  public abstract Object julBegan(Object record);

  /** The record, if there is one, has passed its logger and is about to go to these handlers. */
  public abstract void julReached(Object[] handlers);

  public abstract void julEnded(Object before);

  /**
   * Slot {@code slot} runs a turn.
   *
   * @param executionId 0 if the turn begins an execution
   * @param name null if not known yet, and so the other two names
   * @param turn committed turns of the execution, this one included
   */
  public abstract Object turnBegan(
      int slot,
      String instance,
      long executionId,
      String name,
      String version,
      String parentInstance,
      int turn);

  /** The turn is about this execution. */
  public abstract void executionSeen(
      String instance, long executionId, String name, String version, String parentInstance);

  /** Code of this execution is ended, in whatever turn. */
  public abstract Object executionEnds(
      String instance, long executionId, String name, String version, String parentInstance);

  /**
   * The end of an execution is committed.
   *
   * @param status COMPLETED, FAILED, CANCELLED or CONTINUED_AS_NEW
   * @param errorCategory null if not failed, and so the classes
   */
  public abstract Object executionEnded(
      String status,
      boolean poisoned,
      long durationMillis,
      String errorCategory,
      String[] errorClasses);

  /**
   * Slot {@code slot} runs an attempt of an activity.
   *
   * @param attempt earlier attempts under the retry policy
   */
  public abstract Object activityBegan(
      int slot,
      String instance,
      long executionId,
      String orchestrationName,
      String orchestrationVersion,
      String activityName,
      long scheduledId,
      int attempt);

  public abstract void activityEnded(Object before, boolean succeeded);

  /**
   * The outcome of the attempt is decided.
   *
   * @param result as in {@link TelemetrySink#activityEnded}
   */
  public abstract Object activityDecided(
      String result, long durationMillis, String errorCategory, String[] errorClasses);

  /** Whoever runs {@code carrier} works on what the calling thread works on. */
  public abstract void handOver(Object carrier);

  public abstract void takeBack(Object carrier);

  /** The calling thread runs {@code carrier}, and works on what that was handed over with last. */
  public abstract Object enter(Object carrier);

  /** The calling thread runs {@code carrier}, and works on what that was handed over with now. */
  public abstract Object adopt(Object carrier);

  /** The calling thread goes on with what it did before. */
  public abstract void restore(Object before);
}

package io.duroxide;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Everything an orchestration may do to the outside world, recorded so that a replay does the same.
 *
 * <p>Confined to the thread the orchestration runs on: any other thread gets an {@link
 * IllegalStateException}.
 */
public interface OrchestrationContext {

  /** The id the instance was started with. */
  String instanceId();

  /** 1 for the first execution, one more after each continue-as-new. */
  long executionId();

  /** The name this execution was started under. */
  String orchestrationName();

  /** The version this execution was started with and stays on. */
  String orchestrationVersion();

  /**
   * True while the code is catching up with recorded history. Only for logging: never branch on it.
   */
  boolean isReplaying();

  /**
   * A logger that is silent while the code is replayed, so that each line is written once per turn
   * that is run. Its name is {@code io.duroxide.orchestration.} and the orchestration's name.
   */
  Logger logger();

  /**
   * How many events this execution's history has so far, counting what the code has asked for. The
   * same on every replay; for deciding when to continue as new.
   */
  long historyLength();

  /** Schedules one attempt of an activity without a time limit. */
  default <R extends @Nullable Object> DurableFuture<R> activity(
      String name, @Nullable Object input, Class<R> resultType) {
    return activity(name, input, resultType, ActivityOptions.DEFAULT);
  }

  /**
   * Schedules an activity that is retried by {@code retryPolicy}; the handle ends with the last
   * attempt.
   */
  default <R extends @Nullable Object> DurableFuture<R> activity(
      String name, @Nullable Object input, Class<R> resultType, RetryPolicy retryPolicy) {
    return activity(name, input, resultType, ActivityOptions.retrying(retryPolicy));
  }

  /**
   * Schedules an activity.
   *
   * @param name under which the activity is registered on the nodes that run it
   * @param input has a JSON form; null is null
   * @param resultType what the result is decoded to when it is awaited
   * @return the handle on the call; its attempts and pauses go on without the orchestration
   */
  <R extends @Nullable Object> DurableFuture<R> activity(
      String name, @Nullable Object input, Class<R> resultType, ActivityOptions options);

  /**
   * Fires once {@code delay} has passed, never early. A delay that is zero or negative, as between
   * now and a moment that has passed, fires on the next turn; one too long to tell, never.
   */
  DurableFuture<@Nullable Void> timer(Duration delay);

  /**
   * Fires once {@link #now} would be {@code moment}; on the next turn if it has passed. A moment
   * too far to tell, such as {@link Instant#MAX}, never comes.
   */
  DurableFuture<@Nullable Void> timerUntil(Instant moment);

  /**
   * Waits for the next event of this name that is raised from now on. The n-th wait takes the n-th
   * event; an event that arrives while nobody waits is recorded but not delivered.
   */
  <T extends @Nullable Object> DurableFuture<T> event(String name, Class<T> type);

  /**
   * Takes the next message of one of the instance's queues. A message is kept, in order, until it
   * is taken: it may come before anybody waits, even before the instance is started, and what is
   * left over is passed on by {@link #continueAsNew}. A wait that is cancelled or loses a race
   * takes none.
   */
  <T extends @Nullable Object> DurableFuture<T> dequeue(String queue, Class<T> type);

  /**
   * Starts a child with a generated instance id; see {@link SubOrchestrationOptions} for the rest.
   */
  default <R extends @Nullable Object> DurableFuture<R> subOrchestration(
      String name, @Nullable Object input, Class<R> resultType) {
    return subOrchestration(name, input, resultType, SubOrchestrationOptions.DEFAULT);
  }

  /**
   * Starts a child and waits for its end through the handle. Cancelling the handle cancels the
   * child. A child id that is already taken fails the handle.
   */
  <R extends @Nullable Object> DurableFuture<R> subOrchestration(
      String name, @Nullable Object input, Class<R> resultType, SubOrchestrationOptions options);

  /**
   * Starts an independent orchestration whose end nobody waits for. Does nothing if the instance id
   * is taken.
   *
   * @param version the exact version, or null for the one the registry's policy picks
   */
  void startDetached(
      String name, @Nullable String version, String instanceId, @Nullable Object input);

  /**
   * {@link #startDetached(String, String, String, Object)} with the version the registry's policy
   * picks.
   */
  default void startDetached(String name, String instanceId, @Nullable Object input) {
    startDetached(name, null, instanceId, input);
  }

  /**
   * Runs {@code block} as a concurrent sub-computation. It begins when the caller next awaits;
   * blocks take turns in the order of their creation.
   */
  <T extends @Nullable Object> DurableFuture<T> async(Callable<T> block);

  /**
   * Waits for all; results in argument order. If some fail, awaiting throws the failure of the
   * first of them in argument order, after all have ended.
   */
  <T extends @Nullable Object> DurableFuture<List<T>> all(
      List<? extends DurableFuture<? extends T>> futures);

  /**
   * Waits for the first to end, successfully or not, and cancels the others. Of several that have
   * ended already the lowest position wins.
   */
  <T extends @Nullable Object> DurableFuture<Race<T>> any(
      List<? extends DurableFuture<? extends T>> futures);

  /** {@link #any(List)} of the arguments. */
  default DurableFuture<Race<Object>> any(DurableFuture<?>... futures) {
    return any(List.of(futures));
  }

  /**
   * Tells clients how far the instance is. The last status of a turn becomes visible with its end;
   * it survives continue-as-new and the end of the instance.
   *
   * @param status has a JSON form of at most {@value Limits#MAX_CUSTOM_STATUS_BYTES} bytes
   * @throws LimitExceededException if it is larger
   */
  void setCustomStatus(@Nullable Object status);

  /** Takes the custom status away. */
  void resetCustomStatus();

  /** The custom status as this code or an earlier execution set it last, or null. */
  <T> @Nullable T customStatus(Class<T> type);

  /** The instance's own key values. */
  KeyValues keyValues();

  /**
   * A key value of any instance as it is stored now, recorded; null if there is none. Of this
   * instance, it does not yet hold what this turn has set.
   */
  <T> @Nullable T keyValueOf(String instanceId, String key, Class<T> type);

  /**
   * Completes with the reason when somebody asks for the instance to be cancelled; at once if
   * somebody has.
   *
   * <p>Code that has called this is not ended by a request: it goes on until it returns or throws,
   * and only then the instance ends, as cancelled. A request with force ends it at once
   * nevertheless.
   */
  DurableFuture<String> cancelRequested();

  /**
   * Runs {@code block}, and leaves it when somebody asks for the instance to be cancelled, with the
   * operations it has open cancelled. What comes behind the block may compensate; then the instance
   * ends as cancelled. Once a request was made, a further block is not begun.
   *
   * @throws OrchestrationCancelledException if cancellation was requested before the block ended
   */
  <T extends @Nullable Object> T cancellable(Callable<T> block);

  /**
   * The wall clock, recorded: the same instant on every replay. It never goes back within an
   * execution, though clocks do, and is never before a timer that has fired.
   */
  Instant now();

  /** A random UUID, recorded: the same on every replay. */
  UUID randomUuid();

  /**
   * Ends this execution and begins the next one of the same instance with an empty history. Never
   * returns.
   *
   * @param version the exact version of the next execution, or null for the one the registry's
   *     policy picks
   */
  @SuppressWarnings(
      "TypeParameterUnusedInFormals") // no value is ever returned, so no cast can be wrong
  <T extends @Nullable Object> T continueAsNew(@Nullable String version, @Nullable Object input);

  /** {@link #continueAsNew(String, Object)} with the version the registry's policy picks. */
  @SuppressWarnings("TypeParameterUnusedInFormals")
  default <T extends @Nullable Object> T continueAsNew(@Nullable Object input) {
    return continueAsNew(null, input);
  }
}

package io.duroxide;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * What a running activity attempt knows about itself. Safe for use by any thread until the activity
 * returns.
 */
public interface ActivityContext {

  /** The instance whose orchestration scheduled this activity. */
  String instanceId();

  /** The execution of that instance: 1 for the first. */
  long executionId();

  /** Name of the orchestration that scheduled this activity. */
  String orchestrationName();

  /** Version of that orchestration. */
  String orchestrationVersion();

  /** The name this activity was called by. */
  String activityName();

  /**
   * The event that scheduled this attempt: unique within the execution, stable over redeliveries.
   */
  long activityId();

  /**
   * Attempt under the retry policy: 0 for the first. Redeliveries after a crash do not raise it.
   */
  int attempt();

  /**
   * How often this attempt has been handed to a worker: 1 for the first time, more after a crash or
   * a lost lock.
   */
  int deliveryCount();

  /** The tag by which this activity was routed here, or null. */
  @Nullable String tag();

  /** The session this activity belongs to, or null. */
  @Nullable String sessionId();

  /** A logger named {@code io.duroxide.activity.} and the activity's name. */
  Logger logger();

  /** True once the result is no longer wanted; the thread is interrupted at the same time. */
  boolean isCancelled();
}

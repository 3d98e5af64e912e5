package io.duroxide.telemetry.logs;

import org.jspecify.annotations.Nullable;

/**
 * What a record was written in: a turn of an orchestration, or an attempt of an activity.
 *
 * @param executionId 0 if not known
 * @param workerId number of the slot
 * @param activity null in a turn
 * @param lifecycle null unless the record is the runtime's own about a start or an end
 * @param span null if there are no ids
 */
public record LogContext(
    String instanceId,
    long executionId,
    @Nullable String orchestrationName,
    @Nullable String orchestrationVersion,
    @Nullable String workerId,
    @Nullable Activity activity,
    @Nullable Lifecycle lifecycle,
    @Nullable Span span) {

  /** Cuts what is longer than a name should be. */
  public LogContext {
    instanceId = Cut.at(Cut.NAME, instanceId);
    orchestrationName = Cut.orNull(Cut.NAME, orchestrationName);
    orchestrationVersion = Cut.orNull(Cut.NAME, orchestrationVersion);
    workerId = Cut.orNull(Cut.NAME, workerId);
  }

  /**
   * @param id of the event that scheduled it
   */
  public record Activity(String name, long id) {

    /** Cuts what is longer than a name should be. */
    public Activity {
      name = Cut.at(Cut.NAME, name);
    }
  }

  /**
   * @param outcome null at a start
   * @param durationMillis negative if there is none
   * @param errorType a value of the metrics' label of this name
   */
  public record Lifecycle(
      @Nullable String outcome, long durationMillis, @Nullable String errorType) {}

  /**
   * @param instance by whose root the trace is known, however long its name is
   * @param spanId 16 hexadecimal digits
   * @param sampled whether the span itself is exported
   */
  public record Span(String instance, String spanId, boolean sampled) {}
}

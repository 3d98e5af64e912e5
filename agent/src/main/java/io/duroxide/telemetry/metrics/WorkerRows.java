package io.duroxide.telemetry.metrics;

import static io.duroxide.telemetry.config.Category.WORKER;
import static io.duroxide.telemetry.metrics.Metric.counter;
import static io.duroxide.telemetry.metrics.Metric.gauge;

import java.util.List;

/** Workers and queues. */
final class WorkerRows {

  private static final Label WORKER_TYPE =
      Label.closed("worker_type", LabelValues.WorkerType.class);
  private static final Label WORKER_ID = Label.open("worker_id");

  static final Metric QUEUE_DEPTH =
      gauge(
          "duroxide_worker_queue_depth",
          WORKER,
          "",
          "shared: due items in the store that nobody has locked; a number: items held by that slot"
              + " of this process.",
          WORKER_TYPE,
          WORKER_ID);

  static final Metric ORCHESTRATOR_QUEUE_DEPTH =
      gauge(
          "duroxide_orchestrator_queue_depth",
          WORKER,
          "",
          "Due messages of the orchestrator queue that nobody has locked.");

  static final Metric QUEUE_OLDEST_AGE =
      gauge(
          "duroxide_worker_queue_oldest_age_seconds",
          WORKER,
          "s",
          "How long the oldest due item has waited.",
          WORKER_TYPE);

  static final Metric TIMERS_SCHEDULED =
      gauge("duroxide_timers_scheduled", WORKER, "", "Timers and delayed messages not yet due.");

  static final Metric ITEMS_PROCESSED =
      counter(
          "duroxide_worker_items_processed_total",
          WORKER,
          "{item}",
          "Items that left their queue through this process.",
          WORKER_TYPE);

  static final Metric PROCESSING_RATE =
      gauge(
          "duroxide_worker_processing_rate",
          WORKER,
          "",
          "Items per second since the last collection.",
          WORKER_TYPE,
          WORKER_ID);

  static final Metric ACTIVE_TIME =
      counter(
          "duroxide_worker_active_time_seconds_total",
          WORKER,
          "s",
          "Time a slot was busy, the running item included.",
          WORKER_TYPE,
          WORKER_ID);

  static final Metric STALLED_SLOTS =
      gauge(
          "duroxide_worker_stalled_slots",
          WORKER,
          "",
          "Slots whose turn or attempt has held them longer than the runtime's stall limit:"
              + " application code that blocks where it must not. An attempt may take as long as"
              + " its own time limit, if it has one.",
          WORKER_TYPE);

  static final Metric WORKER_COUNT =
      gauge(
          "duroxide_worker_count",
          WORKER,
          "",
          "Configured slots. Missing where the agent was attached to a node that was running.",
          WORKER_TYPE);

  static final Metric DISPATCHER_POLLS =
      counter(
          "duroxide_dispatcher_polls_total",
          WORKER,
          "{poll}",
          "Fetches, by what they found.",
          WORKER_TYPE,
          Label.closed("result", LabelValues.PollResult.class));

  static final Metric LOCK_LOST =
      counter(
          "duroxide_lock_lost_total",
          WORKER,
          "{item}",
          "Work whose lock was gone at renewal or acknowledgement.",
          WORKER_TYPE);

  static final List<Metric> ALL =
      List.of(
          QUEUE_DEPTH,
          ORCHESTRATOR_QUEUE_DEPTH,
          QUEUE_OLDEST_AGE,
          TIMERS_SCHEDULED,
          ITEMS_PROCESSED,
          PROCESSING_RATE,
          ACTIVE_TIME,
          STALLED_SLOTS,
          WORKER_COUNT,
          DISPATCHER_POLLS,
          LOCK_LOST);

  private WorkerRows() {}
}

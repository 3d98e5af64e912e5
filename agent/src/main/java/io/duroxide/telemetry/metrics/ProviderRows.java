package io.duroxide.telemetry.metrics;

import static io.duroxide.telemetry.config.Category.PROVIDER;
import static io.duroxide.telemetry.metrics.Metric.bounds;
import static io.duroxide.telemetry.metrics.Metric.counter;
import static io.duroxide.telemetry.metrics.Metric.gauge;
import static io.duroxide.telemetry.metrics.Metric.seconds;

import java.util.List;

/** Providers: calls, one per outermost call. */
final class ProviderRows {

  /**
   * The methods of the provider interface and of its administrator's view, as the engine has them.
   */
  private static final Label OPERATION =
      Label.open(
          "operation",
          List.of(
              "fetch_orchestration_item",
              "read_history",
              "ack_orchestration_item",
              "abandon_orchestration_item",
              "renew_orchestration_item_lock",
              "start_instance",
              "enqueue_for_orchestrator",
              "signal_with_start",
              "suspend_instance",
              "resume_instance",
              "fetch_work_item",
              "ack_work_item",
              "abandon_work_item",
              "renew_work_item_lock",
              "cancelled_work_items",
              "renew_session_lock",
              "cleanup_orphaned_sessions",
              "key_values_before_execution",
              "key_values",
              "key_value",
              "await_key_value",
              "instance_info",
              "await_instance_end",
              "await_custom_status",
              "store_gauges",
              "connection_pool",
              "instances",
              "executions",
              "children",
              "family",
              "totals",
              "instance_stats",
              "delete_instances",
              "delete_family",
              "prune_executions",
              "delete_unclaimed_messages",
              "dead_letters",
              "delete_dead_letters"));

  static final Metric PROVIDER_DURATION =
      seconds(
          "duroxide_provider_operation_duration_seconds",
          PROVIDER,
          "A call to the store, without waiting for work; fetches that found nothing are left out.",
          bounds(0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 2, 5),
          OPERATION,
          Label.closed("status", LabelValues.CallStatus.class));

  static final Metric PROVIDER_ERRORS =
      counter(
          "duroxide_provider_errors_total",
          PROVIDER,
          "{call}",
          "Failed calls to the store.",
          OPERATION,
          Label.closed("error_type", LabelValues.ProviderErrorType.class));

  static final Metric PROVIDER_ACK_RETRIES =
      counter(
          "duroxide_provider_ack_retries_total",
          PROVIDER,
          "{retry}",
          "Repeated acknowledgements.",
          Label.closed("operation", LabelValues.AckOperation.class));

  static final Metric PROVIDER_SESSIONS =
      counter(
          "duroxide_provider_sessions_total",
          PROVIDER,
          "{session}",
          "Sessions of this node's activities that were kept, and expired ones that were"
              + " forgotten.",
          Label.closed("operation", LabelValues.SessionOperation.class));

  static final Metric POOL_SIZE =
      gauge(
          "duroxide_provider_connection_pool_size",
          PROVIDER,
          "",
          "Connections of this process.",
          Label.closed("state", LabelValues.PoolState.class));

  static final Metric POOL_MAX =
      gauge(
          "duroxide_provider_connection_pool_max",
          PROVIDER,
          "",
          "Most connections this process may open.");

  static final Metric POOL_PENDING =
      gauge(
          "duroxide_provider_connection_pool_pending",
          PROVIDER,
          "",
          "Callers waiting for a connection.");

  static final List<Metric> ALL =
      List.of(
          PROVIDER_DURATION,
          PROVIDER_ERRORS,
          PROVIDER_ACK_RETRIES,
          PROVIDER_SESSIONS,
          POOL_SIZE,
          POOL_MAX,
          POOL_PENDING);

  private ProviderRows() {}
}

package io.duroxide.telemetry.metrics;

import static io.duroxide.telemetry.config.Category.ORCHESTRATION;
import static io.duroxide.telemetry.metrics.Metric.bounds;
import static io.duroxide.telemetry.metrics.Metric.counter;
import static io.duroxide.telemetry.metrics.Metric.gauge;
import static io.duroxide.telemetry.metrics.Metric.histogram;
import static io.duroxide.telemetry.metrics.Metric.seconds;

import java.util.List;

/** Orchestrations: committed facts, each once. */
final class OrchestrationRows {

  private static final Label NAME = Label.open("orchestration_name");
  private static final Label VERSION = Label.open("version");
  private static final Label STATUS = Label.closed("status", LabelValues.EndStatus.class);
  private static final Label STATE = Label.closed("state", LabelValues.InstanceState.class);
  private static final Label PARENT = Label.open("parent_orchestration");
  private static final Label CHILD = Label.open("child_orchestration");
  private static final Label CHILD_OUTCOME = Label.closed("outcome", LabelValues.EndStatus.class);

  static final Metric ORCHESTRATION_STARTS =
      counter(
          "duroxide_orchestration_starts_total",
          ORCHESTRATION,
          "{execution}",
          "Executions whose first turn was committed.",
          NAME,
          VERSION,
          Label.closed("initiated_by", LabelValues.InitiatedBy.class));

  static final Metric ORCHESTRATION_COMPLETIONS =
      counter(
          "duroxide_orchestration_completions_total",
          ORCHESTRATION,
          "{instance}",
          "Instances that ended; continue-as-new is no end.",
          NAME,
          VERSION,
          STATUS,
          Label.closed("final_turn_count", LabelValues.TurnRange.class));

  static final Metric ORCHESTRATION_FAILURES =
      counter(
          "duroxide_orchestration_failures_total",
          ORCHESTRATION,
          "{instance}",
          "Instances that ended as failed, by cause.",
          NAME,
          VERSION,
          Label.closed("error_type", LabelValues.ErrorType.class),
          Label.closed("error_category", LabelValues.ErrorGroup.class));

  static final Metric ORCHESTRATION_DURATION =
      seconds(
          "duroxide_orchestration_duration_seconds",
          ORCHESTRATION,
          "From the start of an instance's first execution to its end.",
          bounds(0.1, 0.5, 1, 2, 5, 10, 30, 60, 300, 600, 1800, 3600),
          NAME,
          VERSION,
          STATUS);

  static final Metric ORCHESTRATION_TURNS =
      histogram(
          "duroxide_orchestration_turns",
          ORCHESTRATION,
          "{turn}",
          "Committed turns of an execution, at its end.",
          bounds(1, 2, 5, 10, 20, 50, 100, 200, 500),
          NAME);

  static final Metric ORCHESTRATION_HISTORY_SIZE =
      histogram(
          "duroxide_orchestration_history_size",
          ORCHESTRATION,
          "{event}",
          "Events of an execution, at its end.",
          bounds(10, 50, 100, 500, 1000, 5000, 10000),
          NAME);

  static final Metric ORCHESTRATION_TURN_DURATION =
      seconds(
          "duroxide_orchestration_turn_duration_seconds",
          ORCHESTRATION,
          "A turn, from its fetch to the commit of its acknowledgement.",
          bounds(0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 2, 5),
          NAME);

  static final Metric CONTINUE_AS_NEW =
      counter(
          "duroxide_orchestration_continue_as_new_total",
          ORCHESTRATION,
          "{execution}",
          "Executions that ended by continue-as-new, by the range of their number.",
          NAME,
          Label.closed("execution_id", LabelValues.ExecutionRange.class));

  static final Metric ORCHESTRATION_POISON =
      counter(
          "duroxide_orchestration_poison_total",
          ORCHESTRATION,
          "{instance}",
          "Instances given up for having been delivered too often.",
          NAME);

  static final Metric ACTIVE_INSTANCES =
      gauge(
          "duroxide_orchestration_active_instances",
          ORCHESTRATION,
          "",
          "Open instances in the store; every node reports the same.",
          NAME,
          STATE);

  static final Metric ACTIVE_ORCHESTRATIONS =
      gauge(
          "duroxide_active_orchestrations",
          ORCHESTRATION,
          "",
          "The same values as duroxide_orchestration_active_instances.",
          NAME,
          STATE);

  static final Metric SUBORCHESTRATION_CALLS =
      counter(
          "duroxide_suborchestration_calls_total",
          ORCHESTRATION,
          "{instance}",
          "Sub-orchestrations that ended.",
          PARENT,
          CHILD,
          CHILD_OUTCOME);

  static final Metric SUBORCHESTRATION_DURATION =
      seconds(
          "duroxide_suborchestration_duration_seconds",
          ORCHESTRATION,
          "From the start of a sub-orchestration to its end.",
          bounds(0.1, 0.5, 1, 5, 10, 30, 60, 300, 600),
          PARENT,
          CHILD,
          CHILD_OUTCOME);

  static final List<Metric> ALL =
      List.of(
          ORCHESTRATION_STARTS,
          ORCHESTRATION_COMPLETIONS,
          ORCHESTRATION_FAILURES,
          ORCHESTRATION_DURATION,
          ORCHESTRATION_TURNS,
          ORCHESTRATION_HISTORY_SIZE,
          ORCHESTRATION_TURN_DURATION,
          CONTINUE_AS_NEW,
          ORCHESTRATION_POISON,
          ACTIVE_INSTANCES,
          ACTIVE_ORCHESTRATIONS,
          SUBORCHESTRATION_CALLS,
          SUBORCHESTRATION_DURATION);

  private OrchestrationRows() {}
}

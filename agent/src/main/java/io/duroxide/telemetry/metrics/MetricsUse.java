package io.duroxide.telemetry.metrics;

import io.duroxide.telemetry.status.AgentStatus.AdviceErrors;
import io.duroxide.telemetry.status.AgentStatus.DroppedRecords;
import io.duroxide.telemetry.status.AgentStatus.DroppedValues;
import io.duroxide.telemetry.status.AgentStatus.LabelUse;
import io.duroxide.telemetry.status.AgentStatus.MetricUse;
import io.duroxide.telemetry.status.AgentStatus.RuntimeBuild;
import java.util.List;

/** The metrics' part of the status. */
public record MetricsUse(
    List<RuntimeBuild> runtimes,
    List<MetricUse> metrics,
    List<LabelUse> labels,
    List<DroppedValues> droppedLabelValues,
    List<DroppedRecords> droppedLogRecords,
    List<AdviceErrors> adviceErrors) {}

package io.duroxide.telemetry.status;

import io.duroxide.telemetry.config.AgentConfig.Setting;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything an operator may ask about the agent in one JVM, at one moment. Free of secrets. The
 * names of the components are those of the JSON, in snake case.
 *
 * @param runtimes the engines that run, or ran, in the process
 * @param metrics how full each metric is
 * @param labels how full each label is
 * @param droppedLabelValues what was recorded as {@code __other__}
 * @param droppedLogRecords log records that were not exported, by severity
 * @param adviceErrors errors swallowed inside the agent, by instrumentation
 * @param problems what was wrong in the configuration and what is used instead
 */
public record AgentStatus(
    Agent agent,
    List<RuntimeBuild> runtimes,
    Instrumentations instrumentations,
    List<Exporter> exporters,
    List<MetricUse> metrics,
    List<LabelUse> labels,
    List<DroppedValues> droppedLabelValues,
    List<DroppedRecords> droppedLogRecords,
    List<AdviceErrors> adviceErrors,
    List<Setting> configuration,
    List<String> problems) {

  /**
   * @param state one of {@link Published}
   * @param jvm version of the Java runtime
   * @param startedAt of the process; null if the system does not tell
   */
  public record Agent(
      String state,
      String version,
      long pid,
      String jvm,
      @Nullable String startedAt,
      @Nullable Long uptimeSeconds,
      @Nullable String serviceName,
      @Nullable String serviceInstanceId) {}

  /** An engine and the kind of store it runs on. */
  public record RuntimeBuild(String version, String provider) {}

  /** How many join points are in which state, and each of them. */
  public record Instrumentations(
      int applied, int pending, int missing, int mismatched, List<Instrumentation> joinPoints) {}

  /**
   * @param feeds the metrics that stand still without it
   * @param reason why it is not applied; null if it is
   */
  public record Instrumentation(String name, String state, String feeds, @Nullable String reason) {}

  /**
   * @param target where it sends to, or where it can be asked
   * @param state off, idle, ok or failing
   * @param detail why it is on or off
   * @param lastError what the last failure was; stays after the next success
   */
  public record Exporter(
      String name,
      String state,
      String target,
      String detail,
      long successes,
      long failures,
      @Nullable String lastSuccessAt,
      @Nullable String lastFailureAt,
      @Nullable String lastError) {}

  /**
   * @param series label sets; a histogram's buckets do not count
   */
  public record MetricUse(String name, int series, int limit) {}

  /**
   * @param values different values let in; of versions, those of the name that has most
   */
  public record LabelUse(String name, int values, int limit) {}

  /** Values of one label of one metric past the limit. */
  public record DroppedValues(String metric, String label, long count) {}

  /** Log records of one severity that are lost. */
  public record DroppedRecords(String severity, long count) {}

  /** Errors of one instrumentation that the application did not notice. */
  public record AdviceErrors(String instrumentation, long count) {}
}

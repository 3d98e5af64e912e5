package io.duroxide.telemetry.metrics;

import io.duroxide.telemetry.config.Category;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The reference page, made from the catalogue. */
final class MetricsPage {

  private static final String HEAD =
      """
      # Metrics

      Made from the catalogue in `agent/src/main/java/io/duroxide/telemetry/metrics`; a test compares.
      The names come out unchanged through the Prometheus endpoint and through OTLP and a collector.
      They are API, and so are units, labels, their values and buckets: `metrics-contract.txt` is the
      same as data. `./demo --tour` shows all of it.

      - Counters of orchestrations count committed facts, once; those of activities count attempts, once
        each; those of providers count outermost calls.
      - A label without listed values is bounded by a limit (see `configuration.md`); past it the value is
        `__other__`, counted in `duroxide_telemetry_dropped_label_values_total`. One metric never has more
        than 5000 label sets (histograms 1000): past that, new combinations are `__other__` too.
      - Gauges of the store are the same on every node: read them with `max by`. They are active instances,
        `worker_id="shared"` of the queue depth, the oldest age and timers. Gauges of the process (slots,
        pool, rate) are summed. If one process runs on several stores, their gauges are added up (of the
        oldest age, the largest counts); two provider objects on one database count as two stores.
      - A category is switched off with `duroxide.telemetry.<category>.enabled=false`.

      Queries: open instances that started here `sum(starts{initiated_by!="continueAsNew"}) -
      sum(completions)`; backlog `max by (job, worker_type) (depth{worker_id="shared"}) + sum by (job,
      worker_type) (depth{worker_id!="shared"})`.
      """;

  private static final String OPTIONAL =
      """

      ## Optional: the names of the provider guide

      Only with `duroxide.telemetry.provider.guide-names=true`, for dashboards that were made for them: the
      same calls once more, part of the category `provider`. The durations are in milliseconds and their
      unit is empty, or exporters would append it. Prometheus knows no dots: there they are
      `provider_fetch_orchestration_item_duration_ms`, `provider_infrastructure_errors_total` and so on.

      """;

  private static final String JVM =
      """

      ## Category `resource`

      About the JVM itself, from OpenTelemetry's own library and its management beans; no flight recorder
      runs. The names are those of OpenTelemetry's semantic conventions. Prometheus knows no dots and has
      the unit in the name: there they are `jvm_memory_used_bytes`, `jvm_cpu_time_seconds_total`,
      `jvm_gc_duration_seconds`, `jvm_thread_count` and so on. `jvm.gc.duration` comes with the first
      collection.

      """;

  private static final String COMING =
      """

      ## Coming from duroxide

      What has another name, label or meaning here than in duroxide 0.1.32. A recording rule gives an
      old name back where a dashboard needs it.

      | duroxide | Here |
      |---|---|
      | `duroxide_activity_configuration_errors_total` | `duroxide_activity_errors_total{error_type="config_error"}` |
      | `duroxide_activity_infrastructure_errors_total` | `duroxide_activity_errors_total{error_type="infrastructure_error"}` |
      | `duroxide_orchestration_configuration_errors_total` | `duroxide_orchestration_failures_total{error_type="config_error"}`; code that does not fit its history is `nondeterminism` |
      | `duroxide_orchestration_infrastructure_errors_total` | `duroxide_orchestration_failures_total{error_type="infrastructure_error"}` |
      | `duroxide_orchestration_dispatcher_items_fetched` | `duroxide_dispatcher_polls_total{worker_type="orchestration", result="item"}` |
      | `duroxide_worker_dispatcher_items_fetched` | `duroxide_dispatcher_polls_total{worker_type="activity", result="item"}` |
      | `duroxide_orchestration_dispatcher_processing_duration_ms` | `duroxide_orchestration_turn_duration_seconds` |
      | `duroxide_worker_dispatcher_execution_duration_ms` | `duroxide_activity_duration_seconds` |
      | `duroxide_provider_operation_duration_seconds{operation="read"}` | `operation="read_history"` |
      | `duroxide_provider_operation_duration_seconds{operation="enqueue_orchestrator"}` | `operation="start_instance"`, `"enqueue_for_orchestrator"` and `"signal_with_start"` |
      | `duroxide_orchestration_starts_total{initiated_by="client"}`, which counts starts of children too | `initiated_by="client"` without them; children are `"suborchestration"` and `"detached"` |
      | log field `activity_tag` | label `tag` of the metrics, as in duroxide |
      """;

  private MetricsPage() {}

  static String text() {
    StringBuilder page = new StringBuilder(HEAD);
    for (Category category : Category.values()) {
      String title = category.name().toLowerCase(Locale.ROOT);
      List<Metric> rows = rows(category);
      if (!rows.isEmpty()) {
        page.append("\n## Category `").append(title).append("`\n\n").append(table(rows));
      }
    }
    return page + JVM + JvmRows.table() + OPTIONAL + table(MetricCatalogue.optional()) + COMING;
  }

  private static List<Metric> rows(Category category) {
    return MetricCatalogue.all().stream()
        .filter(metric -> metric.category() == category)
        .filter(metric -> !MetricCatalogue.optional().contains(metric))
        .toList();
  }

  private static String table(List<Metric> rows) {
    return "| Metric | Kind | Unit | Labels | Meaning |\n|---|---|---|---|---|\n"
        + rows.stream().map(MetricsPage::row).collect(Collectors.joining());
  }

  private static String row(Metric metric) {
    String labels =
        metric.labels().stream().map(MetricsPage::label).collect(Collectors.joining("; "));
    String buckets =
        metric.buckets().isEmpty()
            ? ""
            : " Buckets: "
                + metric.buckets().stream()
                    .map(bound -> bound.toString().replaceAll("\\.0$", ""))
                    .collect(Collectors.joining(" "))
                + ".";
    return String.format(
        "| `%s` | %s | %s | %s | %s%s |%n",
        metric.name(),
        metric.kind().name().toLowerCase(Locale.ROOT),
        metric.unit().isEmpty() ? "-" : "`" + metric.unit() + "`",
        labels.isEmpty() ? "-" : labels,
        metric.description(),
        buckets);
  }

  private static String label(Label label) {
    return "`"
        + label.key()
        + "`"
        + (label.values().isEmpty() ? "" : " = " + String.join(", ", label.values()));
  }
}

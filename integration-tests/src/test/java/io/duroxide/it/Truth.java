package io.duroxide.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.it.harness.MetricSnapshot;
import io.duroxide.it.harness.MetricSnapshot.Row;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/**
 * Holds both exports of a run against its store. A query has one column per label of the metric,
 * named like it, and the value as last column.
 */
final class Truth implements AutoCloseable {

  private final Map<String, MetricSnapshot> exports;
  private final Store store;

  private Truth(Map<String, MetricSnapshot> exports, Store store) {
    this.exports = exports;
    this.store = store;
  }

  static Truth of(MixedRunResult run) {
    return of(Map.of("scraped", run.scraped(), "pushed", run.pushed()), run.database());
  }

  /**
   * @param exports what was received, by how it was received
   */
  static Truth of(Map<String, MetricSnapshot> exports, Path database) {
    return new Truth(exports, Store.open(database));
  }

  Store store() {
    return store;
  }

  /** A counter or gauge has exactly the rows of the query. */
  void value(String metric, String sql) {
    hold(metric, sql, MetricSnapshot::table);
  }

  /** A histogram has exactly as many observations as the query says. */
  void count(String metric, String sql) {
    hold(metric, sql, MetricSnapshot::countTable);
  }

  /** The same for those series of a histogram about which the store knows something. */
  void count(String metric, String sql, Predicate<Row> known) {
    hold(
        metric, sql, (snapshot, name) -> snapshot.countTable(name).stream().filter(known).toList());
  }

  /** A histogram's observations add up to exactly what the query says. */
  void sum(String metric, String sql) {
    hold(metric, sql, MetricSnapshot::sumTable);
  }

  /** All counters about orchestrations, activities and clients' starts. */
  void everythingCounted() {
    value("duroxide_orchestration_starts_total", Facts.STARTS);
    value("duroxide_orchestration_completions_total", Facts.COMPLETIONS);
    value("duroxide_orchestration_failures_total", Facts.FAILURES);
    value("duroxide_orchestration_continue_as_new_total", Facts.CONTINUATIONS);
    value("duroxide_suborchestration_calls_total", Facts.CHILDREN.formatted("count(*)"));
    value("duroxide_activity_executions_total", Facts.ATTEMPTS);
    value("duroxide_client_orchestration_starts_total", Facts.CLIENT_STARTS);
  }

  private void hold(
      String metric, String sql, BiFunction<MetricSnapshot, String, List<Row>> table) {
    List<Row> expected = rounded(store.rows(sql));
    assertThat(expected).as("the run has something to say about %s", metric).isNotEmpty();
    exports.forEach(
        (how, snapshot) ->
            assertThat(rounded(table.apply(snapshot, metric)))
                .as("%s %s", metric, how)
                .containsExactlyElementsOf(expected));
  }

  /** Sums of seconds are binary fractions: what differs below a microsecond is equal. */
  private static List<Row> rounded(List<Row> rows) {
    return rows.stream()
        .map(row -> new Row(row.labels(), Math.rint(row.value() * 1e6) / 1e6))
        .toList();
  }

  @Override
  public void close() {
    store.close();
  }
}

package io.duroxide.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.it.harness.MetricSnapshot;
import io.duroxide.it.harness.MetricSnapshot.Row;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/**
 * Holds both exports of a run against its store. A query has one column per label of the metric,
 * named like it, and the value as last column.
 */
final class Truth implements AutoCloseable {

  private final MixedRunResult run;
  private final Store store;

  private Truth(MixedRunResult run, Store store) {
    this.run = run;
    this.store = store;
  }

  static Truth of(MixedRunResult run) {
    return new Truth(run, Store.open(run.database()));
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

  private void hold(
      String metric, String sql, BiFunction<MetricSnapshot, String, List<Row>> table) {
    List<Row> expected = rounded(store.rows(sql));
    assertThat(expected).as("the run has something to say about %s", metric).isNotEmpty();
    assertThat(rounded(table.apply(run.scraped(), metric)))
        .as("%s scraped", metric)
        .containsExactlyElementsOf(expected);
    assertThat(rounded(table.apply(run.pushed(), metric)))
        .as("%s pushed", metric)
        .containsExactlyElementsOf(expected);
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

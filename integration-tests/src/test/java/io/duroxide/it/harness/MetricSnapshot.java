package io.duroxide.it.harness;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** All series of one process at one moment, however they were received. */
public record MetricSnapshot(SortedMap<Series, Point> points) {

  /** A row of a table in which two snapshots, or a snapshot and a store, are compared. */
  public record Row(String labels, double value) implements Comparable<Row> {
    @Override
    public int compareTo(Row other) {
      int byLabels = labels.compareTo(other.labels);
      return byLabels != 0 ? byLabels : Double.compare(value, other.value);
    }

    @Override
    public String toString() {
      return labels + " -> " + value;
    }
  }

  public MetricSnapshot {
    points = Collections.unmodifiableSortedMap(new TreeMap<>(points));
  }

  public Set<String> metrics() {
    return points.keySet().stream().map(Series::metric).collect(Collectors.toSet());
  }

  public SortedMap<Series, Point> of(String metric) {
    SortedMap<Series, Point> found = new TreeMap<>(points);
    found.keySet().removeIf(series -> !series.metric().equals(metric));
    return found;
  }

  /**
   * A counter's or gauge's series as table rows. Zeros are left out: some series exist from the
   * beginning (contract R5, R7), and no store has rows for what never happened.
   */
  public List<Row> table(String metric) {
    return rows(metric, point -> ((Point.Scalar) point).value());
  }

  /** A histogram's counts as table rows, likewise. */
  public List<Row> countTable(String metric) {
    return rows(metric, point -> (double) ((Point.Histogram) point).count());
  }

  /** A histogram's sums as table rows, likewise. */
  public List<Row> sumTable(String metric) {
    return rows(metric, point -> ((Point.Histogram) point).sum());
  }

  private List<Row> rows(String metric, ToDoubleFunction<Point> value) {
    List<Row> rows = new ArrayList<>();
    of(metric)
        .forEach(
            (series, point) -> {
              if (value.applyAsDouble(point) != 0) {
                rows.add(new Row(series.labelText(), value.applyAsDouble(point)));
              }
            });
    Collections.sort(rows);
    return rows;
  }

  /** A counter's or gauge's values added up by some of its labels, zeros left out. */
  public SortedMap<List<String>, Double> sums(String metric, List<String> labels) {
    SortedMap<List<String>, Double> sums = new TreeMap<>(Comparator.comparing(List::toString));
    of(metric)
        .forEach(
            (series, point) -> {
              List<String> group =
                  labels.stream().map(label -> series.labels().getOrDefault(label, "")).toList();
              sums.merge(group, ((Point.Scalar) point).value(), Double::sum);
            });
    sums.values().removeIf(value -> value == 0);
    return sums;
  }

  /** Sum of a counter or gauge over all series that carry these labels; 0 if there are none. */
  public double sum(String metric, Map<String, String> labels) {
    return of(metric).entrySet().stream()
        .filter(entry -> entry.getKey().labels().entrySet().containsAll(labels.entrySet()))
        .mapToDouble(entry -> ((Point.Scalar) entry.getValue()).value())
        .sum();
  }

  public double sum(String metric) {
    return sum(metric, Map.of());
  }

  /** How many series Prometheus makes of it: a histogram is its buckets, its sum and its count. */
  public long size() {
    return points.values().stream()
        .mapToLong(
            point ->
                point instanceof Point.Histogram histogram ? histogram.buckets().size() + 2 : 1)
        .sum();
  }

  /** The values that a label has in a metric. */
  public Set<String> values(String metric, String label) {
    return of(metric).keySet().stream()
        .map(series -> series.labels().getOrDefault(label, ""))
        .collect(Collectors.toSet());
  }

  /** Observations of a histogram over all series that carry these labels. */
  public double observations(String metric, Map<String, String> labels) {
    return of(metric).entrySet().stream()
        .filter(entry -> entry.getKey().labels().entrySet().containsAll(labels.entrySet()))
        .mapToDouble(entry -> (double) ((Point.Histogram) entry.getValue()).count())
        .sum();
  }

  /** Observations of a histogram over all its series. */
  public double observations(String metric) {
    return observations(metric, Map.of());
  }
}

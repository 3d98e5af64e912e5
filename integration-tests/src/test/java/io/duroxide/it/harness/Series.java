package io.duroxide.it.harness;

import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** One time series: a metric and its labels, which are sorted so that equal means equal. */
public record Series(String metric, SortedMap<String, String> labels)
    implements Comparable<Series> {

  public Series {
    labels = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(labels));
  }

  public static Series of(String metric, Map<String, String> labels) {
    return new Series(metric, new TreeMap<>(labels));
  }

  /** The labels alone, as they appear in tables: {@code name=A status=failed}. */
  public String labelText() {
    return labels.entrySet().stream()
        .map(label -> label.getKey() + "=" + label.getValue())
        .collect(Collectors.joining(" "));
  }

  @Override
  public int compareTo(Series other) {
    return Comparator.comparing(Series::metric)
        .thenComparing(Series::labelText)
        .compare(this, other);
  }

  @Override
  public String toString() {
    return metric + "{" + labelText() + "}";
  }
}

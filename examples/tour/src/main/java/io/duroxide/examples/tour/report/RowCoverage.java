package io.duroxide.examples.tour.report;

import io.duroxide.examples.tour.report.ContractRow.Kind;
import io.duroxide.examples.toygres.report.Sample;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One metric of the contract, as it is found.
 *
 * @param series how many there are, those that are 0 included
 * @param seen by label the values of series that live
 * @param surprises label names and values that the contract does not have
 */
public record RowCoverage(
    ContractRow row,
    long series,
    Map<String, SortedSet<String>> seen,
    SortedSet<String> surprises) {

  /** Counters of what must not happen: it is enough that they are there. */
  private static final String ABOUT_THE_AGENT = "duroxide_telemetry_";

  static RowCoverage of(ContractRow row, List<Sample> samples) {
    Map<String, SortedSet<String>> seen = new LinkedHashMap<>();
    row.labels().keySet().forEach(label -> seen.put(label, new TreeSet<>()));
    SortedSet<String> surprises = new TreeSet<>();
    for (Sample sample : samples) {
      sample.labels().forEach((label, value) -> addSurprise(row, label, value, surprises));
      if (lives(row, sample)) {
        seen.forEach((label, values) -> values.add(sample.label(label)));
      }
    }
    return new RowCoverage(row, samples.size(), seen, surprises);
  }

  /** A series that is 0 says that something can happen; only one that counts says that it did. */
  private static boolean lives(ContractRow row, Sample sample) {
    return sample.value() != 0
        || row.kind() == Kind.GAUGE
        || row.name().startsWith(ABOUT_THE_AGENT);
  }

  private static void addSurprise(
      ContractRow row, String label, String value, SortedSet<String> surprises) {
    List<String> allowed = row.labels().get(label);
    if (allowed == null) {
      surprises.add(row.name() + " has label " + label);
    } else if (!allowed.isEmpty() && !allowed.contains(value)) {
      surprises.add(row.name() + " has " + label + "=" + value);
    }
  }

  /** Whether the metric was brought to life at all. */
  boolean isThere() {
    return series > 0 && seen.values().stream().noneMatch(Set::isEmpty);
  }

  SortedSet<String> seen(String label) {
    return seen.getOrDefault(label, new TreeSet<>());
  }

  /** The values of a closed label that nothing was counted for, in the order of the contract. */
  List<String> missing(String label) {
    return row.labels().getOrDefault(label, List.of()).stream()
        .filter(value -> !seen(label).contains(value))
        .toList();
  }

  /** What is missing of the metric, or the metric itself. */
  List<String> missing() {
    List<String> missing = new ArrayList<>();
    if (!isThere()) {
      missing.add(row.name());
    }
    for (String label : row.labels().keySet()) {
      missing(label).forEach(value -> missing.add(row.name() + " " + label + "=" + value));
    }
    return missing;
  }

  /** Values of closed labels in the contract. */
  int expectedValues() {
    return row.labels().values().stream().mapToInt(List::size).sum();
  }

  /** How many of them were found. */
  int foundValues() {
    return expectedValues()
        - row.labels().keySet().stream().mapToInt(label -> missing(label).size()).sum();
  }
}

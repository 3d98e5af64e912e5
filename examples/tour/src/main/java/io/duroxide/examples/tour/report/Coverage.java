package io.duroxide.examples.tour.report;

import io.duroxide.examples.tour.report.ContractRow.Kind;
import io.duroxide.examples.toygres.report.Sample;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a scrape shows of the contract, and what else.
 *
 * @param unlisted metrics, labels and values that the contract does not have
 */
public record Coverage(List<RowCoverage> rows, SortedSet<String> unlisted) {

  /** Says who is asked; part of Prometheus' way of naming OpenTelemetry's resources. */
  private static final String RESOURCE = "target_info";

  private static final List<String> HISTOGRAM_PARTS = List.of("_bucket", "_sum", "_count");

  /**
   * @param contract with the names that the samples have
   * @param samples of a histogram at least its count
   */
  public static Coverage of(Contract contract, List<Sample> samples) {
    Map<String, List<Sample>> byName = new HashMap<>();
    for (Sample sample : samples) {
      byName.computeIfAbsent(sample.name(), first -> new ArrayList<>()).add(sample);
    }
    SortedSet<String> unlisted = new TreeSet<>(byName.keySet());
    unlisted.remove(RESOURCE);
    List<RowCoverage> rows = new ArrayList<>();
    for (ContractRow row : contract.rows()) {
      boolean histogram = row.kind() == Kind.HISTOGRAM;
      String counted = histogram ? row.name() + "_count" : row.name();
      RowCoverage found = RowCoverage.of(row, byName.getOrDefault(counted, List.of()));
      rows.add(found);
      unlisted.addAll(found.surprises());
      unlisted.removeAll(histogram ? parts(row) : List.of(row.name()));
    }
    return new Coverage(rows, unlisted);
  }

  private static List<String> parts(ContractRow histogram) {
    return HISTOGRAM_PARTS.stream().map(part -> histogram.name() + part).toList();
  }

  /** Metrics and label values that nothing was counted for, for people to read. */
  public List<String> missing() {
    return rows.stream().flatMap(row -> row.missing().stream()).toList();
  }

  boolean isComplete() {
    return unlisted.isEmpty() && missing().isEmpty();
  }

  long foundMetrics() {
    return rows.stream().filter(RowCoverage::isThere).count();
  }

  int foundValues() {
    return rows.stream().mapToInt(RowCoverage::foundValues).sum();
  }

  int expectedValues() {
    return rows.stream().mapToInt(RowCoverage::expectedValues).sum();
  }
}

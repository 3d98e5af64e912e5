package io.duroxide.it;

import io.duroxide.examples.tour.report.Contract;
import io.duroxide.examples.tour.report.ContractRow;
import io.duroxide.examples.tour.report.Coverage;
import io.duroxide.examples.toygres.report.Sample;
import io.duroxide.it.harness.MetricSnapshot;
import io.duroxide.it.harness.Point;
import io.duroxide.it.harness.Series;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The telemetry contract, against which a whole export is held. */
final class MetricContract {

  /** Prometheus' form of the resource. */
  private static final String RESOURCE = "target_info";

  private final Contract contract;
  private final Map<String, ContractRow> rows = new LinkedHashMap<>();

  private MetricContract(Contract contract) {
    this.contract = contract;
    contract.rows().forEach(row -> rows.put(row.name(), row));
  }

  /** With the names that go out over OTLP. */
  static MetricContract pushed() {
    return new MetricContract(read());
  }

  /** With the names that are scraped. */
  static MetricContract scraped() {
    return new MetricContract(read().scraped());
  }

  private static Contract read() {
    try {
      return Contract.read(Artifacts.docs());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Set<String> metrics() {
    return rows.keySet();
  }

  Map<String, String> units() {
    Map<String, String> units = new TreeMap<>();
    rows.values().forEach(row -> units.put(row.name(), row.unit()));
    return units;
  }

  /** Everything in the export that the contract does not allow, for people to read. */
  Set<String> violations(MetricSnapshot snapshot) {
    Set<String> violations = new TreeSet<>(coverage(snapshot).unlisted());
    snapshot.points().forEach((series, point) -> violations.addAll(violations(series, point)));
    return violations;
  }

  /** Metrics and label values of the contract that nothing was counted for. */
  List<String> missing(MetricSnapshot snapshot) {
    return coverage(snapshot).missing();
  }

  private List<String> violations(Series series, Point point) {
    ContractRow row = rows.get(series.metric());
    if (row == null) {
      return List.of();
    }
    List<String> violations = new ArrayList<>();
    if (!point.kind().name().equals(row.kind().name())) {
      violations.add(series.metric() + " is a " + point.kind());
    }
    if (!series.labels().keySet().equals(row.labels().keySet())) {
      violations.add(series.metric() + " has labels " + series.labels().keySet());
    }
    if (point instanceof Point.Histogram histogram && !bounds(histogram).equals(row.buckets())) {
      violations.add(series.metric() + " has buckets " + bounds(histogram));
    }
    return violations;
  }

  private Coverage coverage(MetricSnapshot snapshot) {
    List<Sample> samples = new ArrayList<>();
    snapshot
        .points()
        .forEach(
            (series, point) -> {
              if (!series.metric().equals(RESOURCE)) {
                samples.add(sample(series, point));
              }
            });
    return Coverage.of(contract, samples);
  }

  private static Sample sample(Series series, Point point) {
    return point instanceof Point.Histogram histogram
        ? new Sample(series.metric() + "_count", series.labels(), (double) histogram.count())
        : new Sample(series.metric(), series.labels(), ((Point.Scalar) point).value());
  }

  private static List<Double> bounds(Point.Histogram histogram) {
    return histogram.buckets().keySet().stream().filter(bound -> !bound.isInfinite()).toList();
  }
}

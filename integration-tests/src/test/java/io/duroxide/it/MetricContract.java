package io.duroxide.it;

import static java.util.Objects.requireNonNull;

import io.duroxide.it.harness.MetricSnapshot;
import io.duroxide.it.harness.Point;
import io.duroxide.it.harness.Series;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The telemetry contract, against which a whole export is held. */
final class MetricContract {

  /** What the SDK says about itself, and what the exporter adds for Prometheus. */
  private static final List<String> FOREIGN = List.of("otel.", "otel_", "target_info");

  /** How an export came; the names of OpenTelemetry differ. */
  enum Way {
    PUSHED,
    SCRAPED
  }

  private final Map<String, Entry> entries;

  private MetricContract(Map<String, Entry> entries) {
    this.entries = entries;
  }

  /**
   * @param labels the allowed values by label; an empty set allows all
   */
  private record Entry(Point.Kind kind, Map<String, Set<String>> labels, List<Double> buckets) {

    static Entry parse(String[] columns, Way way) {
      Map<String, Set<String>> labels = new LinkedHashMap<>();
      for (String label : words(columns[2])) {
        int equals = label.indexOf('=');
        String name = equals < 0 ? label : label.substring(0, equals);
        labels.put(
            way == Way.SCRAPED ? name.replace('.', '_') : name,
            equals < 0 ? Set.of() : Set.of(label.substring(equals + 1).split(",", -1)));
      }
      Point.Kind kind = Point.Kind.valueOf(columns[1].strip().toUpperCase(Locale.ROOT));
      List<Double> buckets =
          columns.length < 4 ? List.of() : words(columns[3]).stream().map(Double::valueOf).toList();
      return new Entry(kind, labels, buckets);
    }

    private static List<String> words(String column) {
      return Arrays.stream(column.strip().split(" +", -1)).filter(word -> !word.isEmpty()).toList();
    }
  }

  static MetricContract of(Way way) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                requireNonNull(MetricContract.class.getResourceAsStream("contract.txt")),
                StandardCharsets.UTF_8))) {
      lines
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> line.split("\\|", -1))
          .forEach(columns -> entries.put(name(columns[0], way), Entry.parse(columns, way)));
      return new MetricContract(entries);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String name(String column, Way way) {
    String[] names = column.split("=", -1);
    return names[way == Way.PUSHED ? 0 : names.length - 1].strip();
  }

  Set<String> metrics() {
    return entries.keySet();
  }

  /** Everything in the export that the contract does not allow, for people to read. */
  Set<String> violations(MetricSnapshot snapshot) {
    Set<String> violations = new TreeSet<>();
    snapshot.points().forEach((series, point) -> violations.addAll(violations(series, point)));
    return violations;
  }

  private List<String> violations(Series series, Point point) {
    Entry entry = entries.get(series.metric());
    if (entry == null) {
      boolean foreign = FOREIGN.stream().anyMatch(series.metric()::startsWith);
      return foreign ? List.of() : List.of("unknown metric " + series.metric());
    }
    List<String> violations = new ArrayList<>();
    if (point.kind() != entry.kind()) {
      violations.add(series.metric() + " is a " + point.kind());
    }
    if (!series.labels().keySet().equals(entry.labels().keySet())) {
      violations.add(series.metric() + " has labels " + series.labels().keySet());
    }
    series
        .labels()
        .forEach(
            (label, value) -> {
              Set<String> allowed = entry.labels().getOrDefault(label, Set.of());
              if (!allowed.isEmpty() && !allowed.contains(value)) {
                violations.add(series.metric() + " has " + label + "=" + value);
              }
            });
    if (point instanceof Point.Histogram histogram && !bounds(histogram).equals(entry.buckets())) {
      violations.add(series.metric() + " has buckets " + bounds(histogram));
    }
    return violations;
  }

  private static List<Double> bounds(Point.Histogram histogram) {
    return histogram.buckets().keySet().stream().filter(bound -> !bound.isInfinite()).toList();
  }
}

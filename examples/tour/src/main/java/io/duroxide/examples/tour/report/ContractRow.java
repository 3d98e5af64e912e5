package io.duroxide.examples.tour.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One metric of the contract.
 *
 * @param name as it is pushed over OTLP
 * @param labels in the order of the contract, each with all its values; none if they are open
 * @param buckets upper bounds of a histogram, else empty
 */
public record ContractRow(
    String name, Kind kind, String unit, Map<String, List<String>> labels, List<Double> buckets) {

  /** What the value means over time. */
  public enum Kind {
    COUNTER,
    GAUGE,
    HISTOGRAM
  }

  /** What Prometheus puts behind a name for the sake of a unit that is a word. */
  private static final Map<String, String> UNIT_SUFFIXES = Map.of("s", "_seconds", "By", "_bytes");

  private static final int COLUMNS = 5;

  static ContractRow parse(String line) {
    String[] columns = line.split("\\|", -1);
    if (columns.length != COLUMNS) {
      throw new IllegalArgumentException("a row has " + COLUMNS + " columns: " + line);
    }
    Map<String, List<String>> labels = new LinkedHashMap<>();
    for (String label : words(columns[3])) {
      String[] parts = label.split("=", 2);
      labels.put(parts[0], parts.length == 1 ? List.of() : List.of(parts[1].split(",", -1)));
    }
    return new ContractRow(
        columns[0].strip(),
        Kind.valueOf(columns[1].strip().toUpperCase(Locale.ROOT)),
        columns[2].strip(),
        labels,
        words(columns[4]).stream().map(Double::valueOf).toList());
  }

  private static List<String> words(String column) {
    return Arrays.stream(column.strip().split(" +", -1)).filter(word -> !word.isEmpty()).toList();
  }

  /** The same row as it is scraped: Prometheus knows no dots, and units are part of names. */
  public ContractRow scraped() {
    Map<String, List<String>> scrapedLabels = new LinkedHashMap<>();
    labels.forEach((label, values) -> scrapedLabels.put(label.replace('.', '_'), values));
    return new ContractRow(scrapedName(), kind, unit, scrapedLabels, buckets);
  }

  private String scrapedName() {
    List<String> suffixes = new ArrayList<>();
    suffixes.add(UNIT_SUFFIXES.getOrDefault(unit, ""));
    if (kind == Kind.COUNTER) {
      suffixes.add("_total");
    }
    String scraped = name.replace('.', '_');
    for (String suffix : suffixes) {
      scraped = scraped.endsWith("_total") || scraped.endsWith(suffix) ? scraped : scraped + suffix;
    }
    return scraped;
  }
}

package io.duroxide.examples.tour.report;

import java.util.List;
import java.util.Locale;
import java.util.SortedSet;

/** The report for people. */
final class CoverageText {

  private static final int WIDTH = 100;
  private static final int LABEL_WIDTH = 22;
  private static final int MOST_NAMES = 12;

  private final StringBuilder text = new StringBuilder();

  private CoverageText() {}

  static String of(Coverage coverage) {
    CoverageText report = new CoverageText();
    coverage.rows().forEach(report::row);
    report.text.append('\n');
    for (String unlisted : coverage.unlisted()) {
      report.text.append("NOT IN THE CONTRACT: ").append(unlisted).append('\n');
    }
    report.text.append(
        String.format(
            Locale.ROOT,
            "%d of %d metrics, %d of %d label values%n",
            coverage.foundMetrics(),
            coverage.rows().size(),
            coverage.foundValues(),
            coverage.expectedValues()));
    return report.text.toString();
  }

  private void row(RowCoverage found) {
    ContractRow row = found.row();
    text.append(
        String.format(
            Locale.ROOT,
            "%n%s%n  %s, %d series%s%n",
            row.name(),
            row.kind().name().toLowerCase(Locale.ROOT),
            found.series(),
            found.isThere() ? "" : ": MISSING"));
    row.labels().forEach((label, values) -> label(found, label, values));
  }

  private void label(RowCoverage found, String label, List<String> expected) {
    SortedSet<String> seen = found.seen(label);
    if (expected.isEmpty()) {
      String names = seen.size() > MOST_NAMES ? "" : ": " + String.join(" ", seen);
      wrapped(label, seen.size() + " values" + names);
      return;
    }
    List<String> missing = found.missing(label);
    List<String> present = expected.stream().filter(value -> !missing.contains(value)).toList();
    wrapped(
        label,
        "%d of %d: %s%s"
            .formatted(
                present.size(),
                expected.size(),
                String.join(" ", present),
                missing.isEmpty() ? "" : " MISSING: " + String.join(" ", missing)));
  }

  private void wrapped(String label, String values) {
    String indentation = " ".repeat(LABEL_WIDTH + 4);
    StringBuilder line = new StringBuilder("    " + label);
    line.append(" ".repeat(Math.max(1, indentation.length() - line.length())));
    for (String word : values.split(" ", -1)) {
      if (line.length() + word.length() > WIDTH) {
        text.append(line.toString().stripTrailing()).append('\n');
        line = new StringBuilder(indentation);
      }
      line.append(word).append(' ');
    }
    text.append(line.toString().stripTrailing()).append('\n');
  }
}

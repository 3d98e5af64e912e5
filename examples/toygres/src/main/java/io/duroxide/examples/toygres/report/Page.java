package io.duroxide.examples.toygres.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The report as text. */
final class Page {

  private static final int MOST_ROWS = 8;

  private final StringBuilder text = new StringBuilder();
  private boolean sectionBegins;

  void title(String title) {
    text.append('\n').append(title).append('\n');
    sectionBegins = true;
  }

  void line(String line) {
    text.append("  ").append(line).append('\n');
    sectionBegins = false;
  }

  /** Says that a question cannot be answered, and for want of what. */
  void absent(String metric) {
    line("(no " + metric + " in this scrape)");
  }

  /** Begins a table whose first column is text and whose other columns are figures. */
  static Table table(String... header) {
    return new Table(List.of(header));
  }

  /** Adds the rows, the greatest weights first; says so if there are none. */
  void add(Table table) {
    if (table.rows.isEmpty()) {
      line(table.header.get(0) + ": none so far");
      return;
    }
    if (!sectionBegins) {
      text.append('\n');
    }
    table.rows.sort(Comparator.comparingDouble(Row::weight).reversed());
    List<Row> shown = table.rows.subList(0, Math.min(MOST_ROWS, table.rows.size()));
    int[] widths = new int[table.header.size()];
    widen(widths, table.header);
    shown.forEach(row -> widen(widths, row.cells));
    line(aligned(table.header, widths));
    shown.forEach(row -> line(aligned(row.cells, widths)));
    if (shown.size() < table.rows.size()) {
      line("... and " + (table.rows.size() - shown.size()) + " more");
    }
  }

  @Override
  public String toString() {
    return text.toString();
  }

  private static void widen(int[] widths, List<String> cells) {
    for (int i = 0; i < widths.length; i++) {
      widths[i] = Math.max(widths[i], cells.get(i).length());
    }
  }

  private static String aligned(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String padding = " ".repeat(widths[i] - cells.get(i).length());
      line.append(i == 0 ? cells.get(i) + padding : "   " + padding + cells.get(i));
    }
    return line.toString();
  }

  /** Rows that are sorted by weight when they are printed. */
  static final class Table {

    private final List<String> header;
    private final List<Row> rows = new ArrayList<>();

    private Table(List<String> header) {
      this.header = header;
    }

    Table row(double weight, String... cells) {
      rows.add(new Row(weight, List.of(cells)));
      return this;
    }
  }

  private record Row(double weight, List<String> cells) {}
}

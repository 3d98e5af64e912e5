package io.duroxide.examples.toygres.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads one sample of Prometheus' text format 0.0.4: {@code name{label="value",...} value
 * [timestamp]}. An OpenMetrics exemplar behind it is left alone.
 */
final class ExpositionLine {

  private static final String VALUE_END = " \t";

  private final String line;
  private int position;

  private ExpositionLine(String line) {
    this.line = line;
  }

  /** All samples of an exposition; comments and blank lines carry none. */
  static List<Sample> parseAll(String exposition) {
    return exposition
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .map(line -> new ExpositionLine(line).sample())
        .toList();
  }

  private Sample sample() {
    String name = word();
    skipBlanks();
    Map<String, String> labels = new LinkedHashMap<>();
    if (accept('{')) {
      readLabels(labels);
    }
    skipBlanks();
    return new Sample(name, labels, value());
  }

  private void readLabels(Map<String, String> labels) {
    skipBlanks();
    while (!accept('}')) {
      String label = word();
      skipBlanks();
      expect('=');
      skipBlanks();
      labels.put(label, quoted());
      skipBlanks();
      if (!accept(',') && peek() != '}') {
        throw problem("',' or '}' expected");
      }
      skipBlanks();
    }
  }

  private String quoted() {
    expect('"');
    StringBuilder text = new StringBuilder();
    while (!accept('"')) {
      char c = next();
      text.append(c == '\\' ? escaped() : c);
    }
    return text.toString();
  }

  private char escaped() {
    char c = next();
    return switch (c) {
      case 'n' -> '\n';
      case '\\', '"' -> c;
      default -> throw problem("unknown escape \\" + c);
    };
  }

  private double value() {
    int end = position;
    while (end < line.length() && VALUE_END.indexOf(line.charAt(end)) < 0) {
      end++;
    }
    String text = line.substring(position, end);
    return switch (text) {
      case "+Inf", "Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> number(text);
    };
  }

  private double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw problem("a number expected, not '" + text + "'");
    }
  }

  private String word() {
    int start = position;
    while (position < line.length() && isWordPart(line.charAt(position))) {
      position++;
    }
    if (start == position) {
      throw problem("a name expected");
    }
    return line.substring(start, position);
  }

  private static boolean isWordPart(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == ':';
  }

  private void skipBlanks() {
    while (position < line.length() && VALUE_END.indexOf(line.charAt(position)) >= 0) {
      position++;
    }
  }

  private boolean accept(char expected) {
    if (peek() != expected) {
      return false;
    }
    position++;
    return true;
  }

  private void expect(char expected) {
    if (!accept(expected)) {
      throw problem("'" + expected + "' expected");
    }
  }

  private char next() {
    char c = peek();
    position++;
    return c;
  }

  private char peek() {
    if (position >= line.length()) {
      throw problem("unexpected end");
    }
    return line.charAt(position);
  }

  private ExpositionException problem(String what) {
    return new ExpositionException(what + " at column " + (position + 1), line);
  }
}

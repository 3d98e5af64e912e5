package io.duroxide.it.harness;

import java.util.Map;
import java.util.TreeMap;

/** One sample of the exposition format: {@code name{label="value",...} number [timestamp]}. */
record SampleLine(String name, Map<String, String> labels, double value) {

  static SampleLine parse(String line) {
    return new Reader(line).sample();
  }

  static double number(String text) {
    return switch (text) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }

  /** Walks over the line once. */
  private static final class Reader {

    private final String line;
    private int at;

    Reader(String line) {
      this.line = line;
    }

    SampleLine sample() {
      String name = word();
      Map<String, String> labels = at < line.length() && peek() == '{' ? labels() : Map.of();
      String[] numbers = line.substring(at).strip().split("\\s+", 3);
      if (numbers.length > 2) {
        throw malformed("a number and at most a timestamp");
      }
      return new SampleLine(name, labels, number(numbers[0]));
    }

    private Map<String, String> labels() {
      Map<String, String> labels = new TreeMap<>();
      expect('{');
      while (peek() != '}') {
        String label = word();
        expect('=');
        if (labels.put(label, quoted()) != null) {
          throw malformed("each label once");
        }
        if (peek() != '}') {
          expect(',');
        }
      }
      expect('}');
      return labels;
    }

    private String word() {
      int start = at;
      while (at < line.length()
          && (Character.isLetterOrDigit(peek()) || "_:".indexOf(peek()) >= 0)) {
        at++;
      }
      if (at == start) {
        throw malformed("a name");
      }
      return line.substring(start, at);
    }

    private String quoted() {
      StringBuilder value = new StringBuilder();
      expect('"');
      while (peek() != '"') {
        value.append(peek() == '\\' ? escaped() : peek());
        at++;
      }
      expect('"');
      return value.toString();
    }

    private char escaped() {
      at++;
      return switch (peek()) {
        case 'n' -> '\n';
        case '"' -> '"';
        case '\\' -> '\\';
        default -> throw malformed("\\n, \\\" or \\\\");
      };
    }

    private char peek() {
      if (at >= line.length()) {
        throw malformed("more");
      }
      return line.charAt(at);
    }

    private void expect(char wanted) {
      if (peek() != wanted) {
        throw malformed("'" + wanted + "'");
      }
      at++;
    }

    private IllegalArgumentException malformed(String wanted) {
      return new IllegalArgumentException("expected " + wanted + " at " + at + " of: " + line);
    }
  }
}

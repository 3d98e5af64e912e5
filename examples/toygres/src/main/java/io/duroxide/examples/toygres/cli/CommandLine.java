package io.duroxide.examples.toygres.cli;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Options of the forms {@code --name value}, {@code --name=value} and {@code --flag}. */
public final class CommandLine {

  private static final Pattern DURATION = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,3})?)(ms|s|m|h)?");

  private final Map<String, String> values;

  private CommandLine(Map<String, String> values) {
    this.values = values;
  }

  /**
   * @throws UsageException on an option that is in neither set, or that lacks its value
   */
  public static CommandLine parse(String[] args, Set<String> withValue, Set<String> flags) {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < args.length; i++) {
      int equals = args[i].indexOf('=');
      String name = equals < 0 ? args[i] : args[i].substring(0, equals);
      if (flags.contains(name) && equals < 0) {
        values.put(name, "");
      } else if (!withValue.contains(name)) {
        throw new UsageException("unknown option " + args[i]);
      } else if (equals >= 0) {
        values.put(name, args[i].substring(equals + 1));
      } else if (i + 1 < args.length) {
        values.put(name, args[++i]);
      } else {
        throw new UsageException(name + " needs a value");
      }
    }
    return new CommandLine(values);
  }

  public boolean flag(String name) {
    return values.containsKey(name);
  }

  public String text(String name, String defaultValue) {
    return values.getOrDefault(name, defaultValue);
  }

  public int integer(String name, int defaultValue, int min, int max) {
    return converted(name, defaultValue, Integer::valueOf, min, max);
  }

  public long longInteger(String name, long defaultValue) {
    return converted(name, defaultValue, Long::valueOf, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  public double decimal(String name, double defaultValue, double min, double max) {
    return converted(name, defaultValue, Double::valueOf, min, max);
  }

  /** {@code 90}, {@code 90s}, {@code 2m}, {@code 500ms}, {@code 1h}; a bare number is seconds. */
  public Duration duration(String name, Duration defaultValue) {
    String value = values.get(name);
    if (value == null) {
      return defaultValue;
    }
    Matcher matcher = DURATION.matcher(value);
    if (!matcher.matches()) {
      throw new UsageException(
          name + " needs a duration such as 90s, 2m or 90, not '" + value + "'");
    }
    String unit = matcher.group(2);
    double millis = Double.parseDouble(matcher.group(1)) * millisPer(unit == null ? "s" : unit);
    return Duration.ofMillis((long) millis);
  }

  private static long millisPer(String unit) {
    return switch (unit) {
      case "ms" -> 1;
      case "s" -> 1000;
      case "m" -> 60_000;
      default -> 3_600_000;
    };
  }

  private <N extends Comparable<N>> N converted(
      String name, N defaultValue, Function<String, N> conversion, N min, N max) {
    String value = values.get(name);
    if (value == null) {
      return defaultValue;
    }
    N number;
    try {
      number = conversion.apply(value);
    } catch (NumberFormatException e) {
      throw new UsageException(name + " needs a number, not '" + value + "'");
    }
    if (number.compareTo(min) < 0 || number.compareTo(max) > 0) {
      throw new UsageException(name + " must be from " + min + " to " + max + ", not " + value);
    }
    return number;
  }
}

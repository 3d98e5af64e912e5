package io.duroxide.telemetry.config;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** What a value may look like: words for people, and a parser that throws on anything else. */
enum ValueType {
  TEXT("any text", text -> text),
  BOOLEAN("true or false", ValueType::parseBoolean),
  SWITCH("auto, true or false", text -> oneOf(text, "auto", "true", "false")),
  PORT("a port number from 0 to 65535", text -> (int) number(text, 0, 65_535)),
  RATIO("a number from 0 to 1", text -> number(text, 0, 1)),
  LIMIT("a whole number from 1 to 100000", text -> (int) whole(text, 1, 100_000)),
  DURATION("a time such as 500ms, 5s or 2m; a plain number is milliseconds", ValueType::time),
  PROTOCOL("http/protobuf or grpc", text -> oneOf(text, "http/protobuf", "grpc")),
  COMPRESSION("gzip or none", text -> oneOf(text, "gzip", "none")),
  LEVEL("trace, debug, info, warn or error", ValueType::severity),
  ADDRESS("an http:// or https:// address", ValueType::address),
  FILE("a readable file", ValueType::readableFile),
  PAIRS("name=value,name=value", ValueType::pairs),
  NAMES("class names or prefixes, separated by commas", ValueType::names),
  ERROR_CATEGORIES(
      "class prefix=category, separated by commas; categories: " + ErrorTable.CATEGORIES,
      ValueType::errorCategories),
  BUCKETS("1 to 200 increasing numbers above 0, separated by commas", ValueType::buckets);

  private static final int MAX_BUCKETS = 200;

  /** Each four numbers of OpenTelemetry's, from 1 on. */
  private static final List<String> LEVELS = List.of("trace", "debug", "info", "warn", "error");

  private final String allowed;

  @SuppressWarnings("ImmutableEnumChecker") // the parsers above keep nothing
  private final Function<String, Object> parser;

  ValueType(String allowed, Function<String, Object> parser) {
    this.allowed = allowed;
    this.parser = parser;
  }

  String allowed() {
    return allowed;
  }

  /**
   * @throws IllegalArgumentException if the text is not of this type
   */
  Object parse(String text) {
    return parser.apply(text);
  }

  private static Object parseBoolean(String text) {
    return oneOf(text, "true", "false").equals("true");
  }

  private static String oneOf(String text, String... allowed) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (!List.of(allowed).contains(lower)) {
      throw new IllegalArgumentException(text);
    }
    return lower;
  }

  private static Object severity(String text) {
    return 1 + 4 * LEVELS.indexOf(oneOf(text, LEVELS.toArray(new String[0])));
  }

  private static double number(String text, double least, double most) {
    double value = Double.parseDouble(text);
    if (!(value >= least && value <= most)) {
      throw new IllegalArgumentException(text);
    }
    return value;
  }

  private static long whole(String text, long least, long most) {
    long value = Long.parseLong(text);
    if (value < least || value > most) {
      throw new IllegalArgumentException(text);
    }
    return value;
  }

  private static Duration time(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    int unitAt = lower.length();
    while (unitAt > 0 && Character.isLetter(lower.charAt(unitAt - 1))) {
      unitAt--;
    }
    long millisPerUnit =
        switch (lower.substring(unitAt)) {
          case "", "ms" -> 1L;
          case "s" -> 1_000L;
          case "m" -> 60_000L;
          case "h" -> 3_600_000L;
          default -> throw new IllegalArgumentException(text);
        };
    long amount = whole(lower.substring(0, unitAt).strip(), 1, 1_000_000_000);
    return Duration.ofMillis(amount * millisPerUnit);
  }

  private static String address(String text) {
    URI uri = URI.create(text);
    if (uri.getHost() == null) {
      throw new IllegalArgumentException(text);
    }
    oneOf(String.valueOf(uri.getScheme()), "http", "https");
    return text;
  }

  private static Path readableFile(String text) {
    Path file = Path.of(text);
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new IllegalArgumentException(text);
    }
    return file;
  }

  private static List<String> names(String text) {
    List<String> names = new ArrayList<>();
    for (String name : text.split(",", -1)) {
      if (!name.isBlank()) {
        names.add(name.strip());
      }
    }
    return List.copyOf(names);
  }

  /** Values may be percent-encoded, as OpenTelemetry's variables are. */
  private static Map<String, String> pairs(String text) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String pair : names(text)) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException(pair);
      }
      String value = pair.substring(equals + 1).strip().replace("+", "%2B");
      pairs.put(
          pair.substring(0, equals).strip(), URLDecoder.decode(value, StandardCharsets.UTF_8));
    }
    return Map.copyOf(pairs);
  }

  private static Map<String, String> errorCategories(String text) {
    Map<String, String> table = pairs(text);
    if (!ErrorTable.CATEGORIES.containsAll(table.values())) {
      throw new IllegalArgumentException(text);
    }
    return table;
  }

  private static List<Double> buckets(String text) {
    List<Double> bounds = new ArrayList<>();
    for (String bound : text.split(",", -1)) {
      double value = number(bound.strip(), Double.MIN_VALUE, Double.MAX_VALUE);
      if (!bounds.isEmpty() && value <= bounds.get(bounds.size() - 1)) {
        throw new IllegalArgumentException(text);
      }
      bounds.add(value);
    }
    if (bounds.size() > MAX_BUCKETS) {
      throw new IllegalArgumentException(text);
    }
    return List.copyOf(bounds);
  }
}

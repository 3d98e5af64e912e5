package io.duroxide.telemetry.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How exception classes are understood. A class is matched by the longest prefix of its name.
 *
 * @param categories class prefix to error category
 * @param infrastructure prefixes of classes that make a failure one of the infrastructure
 */
public record ErrorTable(Map<String, String> categories, List<String> infrastructure) {

  /** Every value of the label {@code error_category}. */
  public static final List<String> CATEGORIES =
      List.of(
          "database",
          "network",
          "timeout",
          "validation",
          "logic",
          "panic",
          "limit",
          "nondeterminism",
          "unregistered",
          "corruption",
          "other");

  static final String DEFAULT_INFRASTRUCTURE =
      "java.sql.SQLTransient,java.sql.SQLRecoverableException,"
          + "java.sql.SQLNonTransientConnectionException,java.net.,java.nio.channels.,"
          + "javax.net.ssl.,java.io.IOException,java.io.UncheckedIOException,java.io.EOFException,"
          + "java.io.InterruptedIOException,java.io.FileNotFoundException,java.nio.file.";

  private static final Map<String, List<String>> DEFAULT_CATEGORIES =
      Map.of(
          "database",
          List.of(
              "java.sql.",
              "javax.sql.",
              "org.postgresql.",
              "org.sqlite.",
              "org.hibernate.",
              "org.springframework.dao.",
              "org.springframework.jdbc.",
              "com.zaxxer.hikari."),
          "network",
          List.of(
              "java.net.",
              "java.nio.channels.",
              "javax.net.ssl.",
              "java.io.IOException",
              "io.grpc."),
          "timeout",
          List.of(
              "java.util.concurrent.TimeoutException",
              "java.net.SocketTimeoutException",
              "java.net.http.HttpTimeoutException",
              "java.net.http.HttpConnectTimeoutException",
              "java.sql.SQLTimeoutException"),
          "validation",
          List.of(
              "java.lang.IllegalArgumentException",
              "java.lang.NumberFormatException",
              "java.time.DateTimeException",
              "java.time.format.DateTimeParseException",
              "javax.validation.",
              "jakarta.validation.",
              "com.fasterxml.jackson."),
          "logic",
          List.of(
              "java.lang.IllegalStateException",
              "java.lang.NullPointerException",
              "java.lang.ClassCastException",
              "java.lang.ArithmeticException",
              "java.lang.UnsupportedOperationException",
              "java.lang.IndexOutOfBoundsException",
              "java.lang.ArrayIndexOutOfBoundsException",
              "java.lang.StringIndexOutOfBoundsException",
              "java.util.NoSuchElementException",
              "java.util.ConcurrentModificationException"),
          "panic",
          List.of(
              "java.lang.AssertionError",
              "java.lang.StackOverflowError",
              "java.lang.OutOfMemoryError",
              "java.lang.LinkageError",
              "java.lang.NoClassDefFoundError"));

  public ErrorTable {
    categories = Map.copyOf(categories);
    infrastructure = List.copyOf(infrastructure);
  }

  /** The built-in table, with {@code added} entries winning over it. */
  static ErrorTable withDefaults(Map<String, String> added, List<String> infrastructure) {
    Map<String, String> all = new HashMap<>();
    DEFAULT_CATEGORIES.forEach(
        (category, prefixes) -> prefixes.forEach(prefix -> all.put(prefix, category)));
    all.putAll(added);
    return new ErrorTable(all, infrastructure);
  }
}

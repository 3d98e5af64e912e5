package io.duroxide.it;

import io.duroxide.it.harness.Jdk;
import io.duroxide.it.harness.JvmCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What an application logs with, and how it is told to write to stdout without times. */
enum LogBackend {
  SLF4J_SIMPLE("slf4j"),
  LOGBACK("slf4j"),
  LOG4J("log4j"),
  LOG4J_ASYNC("log4j"),
  SLF4J_TO_LOG4J("slf4j"),
  JUL("jul"),
  JUL_TO_LOGBACK("jul");

  private static final String LOGBACK_XML =
      """
      <configuration>
        <appender name="out" class="ch.qos.logback.core.ConsoleAppender">
          <encoder><pattern>%level %logger %msg%n%ex</pattern></encoder>
        </appender>
        <root level="info"><appender-ref ref="out"/></root>
      </configuration>
      """;

  /** Its own shutdown hook would race with the application's. */
  private static final String LOG4J_XML =
      """
      <Configuration shutdownHook="disable">
        <Appenders>
          <Console name="out"><PatternLayout pattern="%level %logger %msg%n%ex"/></Console>
        </Appenders>
        <Loggers><Root level="info"><AppenderRef ref="out"/></Root></Loggers>
      </Configuration>
      """;

  private static final String JUL_PROPERTIES =
      """
      handlers=java.util.logging.ConsoleHandler
      java.util.logging.SimpleFormatter.format=%4$s %3$s %5$s%6$s%n
      """;

  private final String library;

  LogBackend(String library) {
    this.library = library;
  }

  /** The application's side of it. */
  String library() {
    return library;
  }

  List<String> arguments() {
    return this == JUL_TO_LOGBACK ? List.of("bridge") : List.of();
  }

  /** How the level of a line is called. */
  String level(String slf4j) {
    Map<String, String> names = Map.of("WARN", "WARNING", "ERROR", "SEVERE");
    return this == JUL ? names.getOrDefault(slf4j, slf4j) : slf4j;
  }

  /** Whether it makes text of arguments once, whoever asks. */
  boolean keepsText() {
    return this == SLF4J_SIMPLE || this == LOGBACK;
  }

  /** How a line with an argument that cannot be written looks. */
  String hostile() {
    return switch (this) {
      case SLF4J_SIMPLE, LOGBACK -> "hostile [FAILED toString()]";
      case JUL, JUL_TO_LOGBACK -> "hostile {0}";
      case LOG4J, LOG4J_ASYNC, SLF4J_TO_LOG4J ->
          "hostile [!!!io.duroxide.it.apps.LoggingRun$Hostile@=>java.lang.IllegalStateException:S3cr3t!!!]";
    };
  }

  JvmCommand command(Jdk jdk, Path directory) throws IOException {
    JvmCommand command = JvmCommand.on(jdk);
    if (jdk.feature() >= 24) {
      command = command.jvmArgument("--enable-native-access=ALL-UNNAMED");
    }
    return switch (this) {
      case SLF4J_SIMPLE ->
          command
              .classPathAppend(Artifacts.applicationClassPath())
              .property("org.slf4j.simpleLogger.logFile", "System.out")
              .property("org.slf4j.simpleLogger.showThreadName", "false");
      case LOGBACK, JUL_TO_LOGBACK ->
          command
              .classPathAppend(Artifacts.applicationClassPath("logback"))
              .property("logback.configurationFile", file(directory, "logback.xml", LOGBACK_XML));
      case LOG4J, SLF4J_TO_LOG4J -> log4j(command, directory);
      case LOG4J_ASYNC ->
          log4j(command, directory)
              .property(
                  "log4j2.contextSelector",
                  "org.apache.logging.log4j.core.async.AsyncLoggerContextSelector");
      case JUL ->
          command
              .classPathAppend(Artifacts.applicationClassPath("jul"))
              .property(
                  "java.util.logging.config.file",
                  file(directory, "logging.properties", JUL_PROPERTIES));
    };
  }

  private static JvmCommand log4j(JvmCommand command, Path directory) throws IOException {
    return command
        .classPathAppend(Artifacts.applicationClassPath("log4j"))
        .property("log4j2.configurationFile", file(directory, "log4j2.xml", LOG4J_XML));
  }

  private static Path file(Path directory, String name, String content) throws IOException {
    return Files.writeString(directory.resolve(name), content);
  }
}

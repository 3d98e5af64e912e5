package io.duroxide.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.it.apps.LoggingRun;
import io.duroxide.it.harness.ChildJvm;
import io.duroxide.it.harness.Jdk;
import io.duroxide.it.harness.Jdks;
import io.duroxide.it.harness.JvmCommand;
import io.duroxide.it.harness.LogLine;
import io.duroxide.it.harness.OtlpReceiver;
import io.duroxide.it.harness.OtlpReceiver.Protocol;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What an application and the runtime log arrives, each line once and with what it belongs to, from
 * every backend; and the application writes what it always wrote.
 */
class LogCaptureIT {

  private static final String APP = "app";
  private static final String ACTIVITY_LOG = "io.duroxide.activity";
  private static final String ORCHESTRATION_LOG = "io.duroxide.orchestration";

  private static final Map<String, String> TALK =
      Map.of(
          "instance_id", "talk-1",
          "execution_id", "1",
          "orchestration_name", "Talk",
          "orchestration_version", "1.0.0",
          "worker_id", "orchestration-0");
  private static final Map<String, String> WORK =
      with(
          with(with(TALK, "worker_id", "activity-0"), "activity_name", "Work"), "activity_id", "2");
  private static final Map<String, String> FAIL =
      with(with(TALK, "instance_id", "fail-1"), "orchestration_name", "Fail");
  private static final Map<String, String> BREAK =
      with(
          with(with(FAIL, "worker_id", "activity-0"), "activity_name", "Break"),
          "activity_id",
          "2");

  static Stream<Arguments> everywhere() {
    return Stream.of(LogBackend.values())
        .flatMap(backend -> jdks(backend).stream().map(jdk -> Arguments.of(backend, jdk)));
  }

  private static List<Jdk> jdks(LogBackend backend) {
    return backend == LogBackend.LOGBACK ? Jdks.underTest() : Jdks.underLongTest();
  }

  @ParameterizedTest
  @MethodSource("everywhere")
  void everyLineArrivesOnce_withWhatItBelongsTo(LogBackend backend, Jdk jdk) throws Exception {
    Path directory = Artifacts.freshDirectory("logs");
    List<LogLine> received;
    Set<String> instrumented;
    double failed;
    ChildJvm.Exit with;
    try (OtlpReceiver receiver = OtlpReceiver.start(Protocol.HTTP)) {
      with = run(observed(backend.command(jdk, directory), receiver), backend, directory, "with");
      received = receiver.logLines();
      instrumented = instrumentations(receiver);
      failed = receiver.metrics().sum("duroxide_telemetry_advice_errors_total");
    }
    ChildJvm.Exit without = run(backend.command(jdk, directory), backend, directory, "without");

    assertThat(with.code()).as(String.join("\n", with.stderr())).isZero();
    assertThat(without.code()).isZero();
    assertThat(written(with)).anyMatch(line -> line.contains("counted once"));
    if (backend != LogBackend.LOG4J_ASYNC) { // it ends with lines not written yet
      assertThat(written(with)).isEqualTo(written(without));
      assertThat(console(with.stdout())).isEqualTo(console(without.stdout()));
    }
    if (backend.keepsText()) {
      assertThat(with.stdout()).contains("asked 1");
      assertThat(without.stdout()).contains("asked 1");
    }
    assertThat(lines(received)).containsExactlyInAnyOrderElementsOf(expected(backend));
    assertThat(instrumented).contains("logs Coroutine#resume", "logs HandlerCall#run");
    assertThat(failed).isZero();
  }

  /** Nothing is woven for logs, and nothing is said about it. */
  @ParameterizedTest
  @EnumSource(names = {"LOGBACK", "JUL"})
  void off_nothingIsInstrumented(LogBackend backend) throws Exception {
    Path directory = Artifacts.freshDirectory("logs-off");
    try (OtlpReceiver receiver = OtlpReceiver.start(Protocol.HTTP)) {
      JvmCommand command =
          observed(backend.command(Jdks.current(), directory), receiver)
              .property("duroxide.telemetry.logs.enabled", "false");
      ChildJvm.Exit exit = run(command, backend, directory, "off");

      assertThat(exit.code()).isZero();
      assertThat(receiver.logLines()).isEmpty();
      assertThat(instrumentations(receiver))
          .contains("OrchestrationTurn#run")
          .noneMatch(name -> name.contains(" "));
    }
  }

  /** Those of logs have the library's name in front, or that they are for logs. */
  private static Set<String> instrumentations(OtlpReceiver receiver) {
    return receiver.metrics().values("duroxide_telemetry_advice_errors_total", "instrumentation");
  }

  private static JvmCommand observed(JvmCommand command, OtlpReceiver receiver) {
    return command
        .agent(Artifacts.agentJar())
        .property("duroxide.telemetry.prometheus.enabled", "false")
        .property("duroxide.telemetry.shutdown.timeout", "1m")
        .property("duroxide.telemetry.otlp.endpoint", receiver.url());
  }

  private static ChildJvm.Exit run(
      JvmCommand command, LogBackend backend, Path directory, String name) throws Exception {
    List<Object> arguments = new ArrayList<>();
    arguments.add(directory.resolve(name + ".db"));
    arguments.add(backend.library());
    arguments.addAll(backend.arguments());
    try (ChildJvm child = command.main(LoggingRun.class, arguments.toArray()).start()) {
      return child.awaitExit(Instrumented.LIMIT);
    }
  }

  /** What one thread wrote; the order of the others' lines is a matter of luck. */
  private static List<String> console(List<String> stdout) {
    int begin = stdout.indexOf(LoggingRun.BEGIN);
    int end = stdout.indexOf(LoggingRun.END);
    assertThat(begin).isNotNegative().isLessThan(end);
    return stdout.subList(begin, end).stream().map(LogCaptureIT::withoutHash).toList();
  }

  /** Where an object is in memory is different each time. */
  private static String withoutHash(String text) {
    return text.replaceAll("@[0-9a-f]+", "@");
  }

  /** Everything, in no order; but from where in a backend toString() is called may differ. */
  private static List<String> written(ChildJvm.Exit exit) {
    return Stream.concat(exit.stdout().stream(), exit.stderr().stream())
        .filter(line -> !line.startsWith("[duroxide-telemetry]"))
        .filter(line -> !line.startsWith("\tat ") && !line.startsWith("asked "))
        .map(line -> withoutHash(line.replaceAll("duration_ms=\\d+", "duration_ms=")))
        .sorted()
        .toList();
  }

  private static List<String> lines(List<LogLine> received) {
    List<String> lines = new ArrayList<>();
    for (LogLine line : received) {
      Map<String, String> attributes = new TreeMap<>(line.attributes());
      attributes.computeIfPresent("duration_ms", (key, value) -> "?");
      // Backends without key values write them before the text.
      String text = withoutHash(line.body()).replaceFirst("^instance=\\S+ execution=1 ", "");
      if (!line.logger().equals(APP)) {
        text = text.replaceFirst("(started|ended|failed) .*", "$1").replaceFirst(" on .*", "");
      }
      lines.add(line(line.severity(), line.logger(), text, attributes));
    }
    return lines;
  }

  private static String line(
      String level, String logger, String text, Map<String, String> attributes) {
    return level + ' ' + logger + " '" + text + "' " + new TreeMap<>(attributes);
  }

  private static Map<String, String> with(Map<String, String> map, String key, String value) {
    Map<String, String> changed = new TreeMap<>(map);
    changed.put(key, value);
    return changed;
  }

  private static List<String> expected(LogBackend backend) {
    String error = IllegalStateException.class.getName();
    Map<String, String> none = Map.of();
    Map<String, String> thrown = Map.of("exception.type", error);
    List<String> lines = new ArrayList<>();
    // Of the application, outside.
    lines.add(line(backend.level("INFO"), APP, "in main", none));
    if (backend != LogBackend.JUL_TO_LOGBACK) {
      lines.add(line(backend.level("WARN"), APP, backend.hostile(), none));
    }
    lines.add(line(backend.level("ERROR"), APP, "with a cause", thrown));
    lines.add(line(backend.level("INFO"), APP, "counted once", none));
    if (!backend.library().equals("jul")) {
      lines.add(line(backend.level("INFO"), APP, "in a hook too", none));
    }
    // Of a library.
    String pool = "com.zaxxer.hikari.HikariDataSource";
    for (String step : new String[] {"initiated...", "completed."}) {
      lines.add(line(backend.level("INFO"), pool, "duroxide-sqlite - Shutdown " + step, none));
    }
    // In an orchestration, whose code runs twice.
    for (int turn = 1; turn <= 2; turn++) {
      lines.add(line(backend.level("INFO"), APP, "code begins", TALK));
      lines.add(line(backend.level("INFO"), APP, "in a block", TALK));
    }
    lines.add(line(backend.level("INFO"), ORCHESTRATION_LOG + ".Talk", "once", TALK));
    lines.add(line(backend.level("WARN"), ORCHESTRATION_LOG + ".Talk", "after a replay", TALK));
    lines.add(line(backend.level("INFO"), APP, "code ends", TALK));
    // In an activity.
    lines.add(line(backend.level("INFO"), APP, "in an activity", WORK));
    lines.add(
        line(
            backend.level("ERROR"),
            ACTIVITY_LOG + ".Work",
            "by its own logger",
            with(WORK, "exception.type", error)));
    // Of the runtime.
    String runtime = "io.duroxide.runtime.DuroxideRuntime";
    lines.add(line(backend.level("INFO"), runtime, "duroxide 0.2.0-SNAPSHOT started", none));
    lines.add(line(backend.level("INFO"), ORCHESTRATION_LOG, "started", TALK));
    lines.add(line(backend.level("INFO"), ORCHESTRATION_LOG, "started", FAIL));
    lines.add(
        line(backend.level("INFO"), ORCHESTRATION_LOG, "ended", ended(TALK, "success", null)));
    lines.add(
        line(
            backend.level("WARN"),
            ORCHESTRATION_LOG,
            "failed",
            ended(FAIL, "failed", "app_error")));
    lines.add(line(backend.level("INFO"), ACTIVITY_LOG, "ended", ended(WORK, "success", null)));
    lines.add(
        line(
            backend.level("WARN"), ACTIVITY_LOG, "failed", ended(BREAK, "app_error", "app_error")));
    return lines;
  }

  private static Map<String, String> ended(
      Map<String, String> context, String outcome, @Nullable String errorType) {
    Map<String, String> ended = with(with(context, "outcome", outcome), "duration_ms", "?");
    return errorType == null ? ended : with(ended, "error_type", errorType);
  }
}

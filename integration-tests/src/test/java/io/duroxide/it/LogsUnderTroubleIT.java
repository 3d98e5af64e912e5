package io.duroxide.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.duroxide.it.apps.LogRun;
import io.duroxide.it.harness.BrokenCollector;
import io.duroxide.it.harness.ChildJvm;
import io.duroxide.it.harness.Jdks;
import io.duroxide.it.harness.JvmCommand;
import io.duroxide.it.harness.OtlpReceiver;
import io.duroxide.it.harness.OtlpReceiver.Protocol;
import io.duroxide.it.harness.PrometheusScrape;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What becomes of an application's log records when the collector is in trouble: they wait, as many
 * as there is room for, and arrive once, errors first. The application does not notice.
 */
@ParameterizedClass(name = "{0}")
@MethodSource("protocols")
class LogsUnderTroubleIT {

  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final String COMPLAINT = FailOpenRun.BANNER + "WARNING export of logs to ";
  private static final int QUEUE = 100;
  private static final long HEAP_BOUND = 1 << 20;
  private static final Duration BOUND = Duration.ofSeconds(4);

  /** What the end of the application and of its JVM may take on a busy machine. */
  private static final Duration SLACK = Duration.ofSeconds(10);

  private final Protocol protocol;

  LogsUnderTroubleIT(Protocol protocol) {
    this.protocol = protocol;
  }

  static List<Protocol> protocols() {
    return Protocol.underLongTest();
  }

  @Test
  void collector_absent_whatWaitedArrivesOnceErrorsFirst() throws Exception {
    survive(run -> run.collector.goAway());
  }

  @Test
  void collector_answering503_whatWaitedArrivesOnceErrorsFirst() throws Exception {
    survive(run -> run.receiver.refuse());
  }

  @Test
  void collector_hanging_whatWaitedArrivesOnceErrorsFirst() throws Exception {
    survive(run -> run.collector.hang());
  }

  private void survive(Consumer<Run> trouble) throws Exception {
    try (Run run = new Run(protocol)) {
      run.say("info", 1, 10);
      run.say("error", 1, 1);
      run.awaitArrived("info", 10);
      run.awaitArrived("error", 1);

      trouble.accept(run);
      run.say("info", 11, 20);
      run.say("error", 2, 3);
      run.awaitFailures(3);
      run.say("info", 21, 30);
      run.say("error", 4, 5);
      assertThat(run.complaints()).singleElement().asString().contains("failing");

      run.collector.recover();
      run.receiver.recover();
      run.awaitArrived("info", 30);
      run.awaitArrived("error", 5);
      assertThat(run.stop()).isEqualTo(LogRun.EXIT_CODE);
      List<String> arrived = run.arrived();
      assertThat(only("info", arrived)).isEqualTo(numbered("info", 1, 30));
      assertThat(only("error", arrived))
          .isEqualTo(
              Stream.concat(numbered("error", 1, 5).stream(), Stream.of(LogRun.LAST_WORDS))
                  .toList());
      // What waited together.
      assertThat(arrived).containsSubsequence("error 5", "info 30");
      assertThat(run.complaints()).hasSize(2).last().asString().endsWith("working again");
    }
  }

  /** More than there is room for, for as long as it takes: the rest is counted, to the record. */
  @Test
  void collector_absentForLong_memoryIsFlatAndTheRestIsCounted() throws Exception {
    try (Run run = new Run(protocol)) {
      run.collector.goAway();
      run.say("error", 1, 2 * QUEUE);
      run.say("info", 1, 50_000);
      run.awaitFailures(2);
      long before = run.heap();
      run.say("info", 50_001, 150_000);
      run.awaitFailures(4);
      await()
          .atMost(LIMIT)
          .pollInterval(Duration.ofSeconds(1))
          .until(() -> run.heap() - before < HEAP_BOUND);
      assertThat(run.complaints()).hasSize(1);

      run.collector.recover();
      await()
          .atMost(LIMIT)
          .untilAsserted(
              () -> {
                assertThat(only("error", run.arrived()).size() + run.dropped("error"))
                    .isEqualTo(2 * QUEUE);
                assertThat(only("info", run.arrived()).size() + run.dropped("info"))
                    .isBetween(150_000.0, 150_100.0); // the runtime's own lines may be among them
              });
      assertThat(only("error", run.arrived())).hasSizeGreaterThanOrEqualTo(QUEUE);
    }
  }

  @Test
  void collector_rejecting_batchIsGivenUpAndTheNextArrives() throws Exception {
    try (Run run = new Run(protocol)) {
      run.receiver.reject();
      run.say("error", 1, 3);
      await().atMost(LIMIT).until(() -> run.dropped("error") == 3);
      run.receiver.recover();
      run.say("error", 4, 4);
      run.awaitArrived("error", 1);
      assertThat(only("error", run.arrived())).containsExactly("error 4");
      assertThat(run.complaints()).hasSize(2);
    }
  }

  @Test
  void exit_collectorHanging_isBounded() throws Exception {
    try (Run run = new Run(protocol)) {
      run.collector.hang();
      run.say("error", 1, 3);
      long before = System.nanoTime();
      assertThat(run.stop()).isEqualTo(LogRun.EXIT_CODE);
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(BOUND.plus(SLACK));
    }
  }

  private static List<String> only(String level, List<String> bodies) {
    return bodies.stream().filter(body -> body.matches(level + " \\d+")).toList();
  }

  private static List<String> numbered(String level, int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(i -> level + " " + i).toList();
  }

  /** The application under the agent, its collector, and a port between them that gives trouble. */
  private static final class Run implements AutoCloseable {

    private final int port = Artifacts.freePort();
    private final OtlpReceiver receiver;
    private final BrokenCollector collector;
    private final ChildJvm child;

    Run(Protocol protocol) throws InterruptedException {
      Path directory = Artifacts.freshDirectory("logs");
      receiver = OtlpReceiver.start(protocol);
      collector = BrokenCollector.inFrontOf(receiver);
      JvmCommand command =
          Artifacts.application(Jdks.current(), directory.resolve("app.log"))
              .agent(Artifacts.agentJar())
              .jvmArgument("-Xmx128m")
              .property("duroxide.telemetry.prometheus.port", port)
              .property("duroxide.telemetry.otlp.logs.endpoint", endpoint(protocol))
              .property("duroxide.telemetry.otlp.protocol", protocol.setting())
              .property("duroxide.telemetry.otlp.timeout", "5s")
              .property("duroxide.telemetry.shutdown.timeout", BOUND.toSeconds() + "s")
              .property("duroxide.telemetry.logs.queue-size", QUEUE)
              .property("duroxide.telemetry.logs.export-interval", "200ms");
      child = command.main(LogRun.class, directory.resolve("store.db")).start();
      awaitCapture();
    }

    /** On a busy machine the application does not wait until the telemetry is there. */
    private void awaitCapture() {
      await()
          .atMost(LIMIT)
          .pollInterval(Duration.ofMillis(500))
          .until(
              () -> {
                say("info", -1, -1);
                return arrived().contains("info -1");
              });
    }

    private String endpoint(Protocol protocol) {
      return collector.url() + (protocol == Protocol.HTTP ? "/v1/logs" : "");
    }

    void say(String level, int from, int to) throws InterruptedException {
      String words = level + " " + from + " " + to;
      child.tell(words);
      String unused = child.awaitLine(LogRun.SAID + " " + words, LIMIT);
    }

    long heap() throws InterruptedException {
      long before = said().count();
      child.tell("memory");
      await().atMost(LIMIT).until(() -> said().count() > before);
      String last = said().reduce((first, second) -> second).orElseThrow();
      return Long.parseLong(last.substring(LogRun.MEMORY.length() + 1));
    }

    private Stream<String> said() {
      return child.stdout().stream().filter(line -> line.startsWith(LogRun.MEMORY));
    }

    List<String> arrived() {
      return receiver.logs().stream().map(record -> record.getBody().getStringValue()).toList();
    }

    void awaitArrived(String level, int count) {
      await().atMost(LIMIT).until(() -> only(level, arrived()).size() >= count);
    }

    double dropped(String severity) throws InterruptedException {
      return PrometheusScrape.scrape(port)
          .sum("duroxide_telemetry_dropped_log_records_total", Map.of("severity", severity));
    }

    void awaitFailures(int count) {
      await()
          .atMost(LIMIT)
          .until(
              () ->
                  PrometheusScrape.scrape(port)
                          .sum("duroxide_telemetry_export_failures_total", Map.of("signal", "logs"))
                      >= count);
    }

    List<String> complaints() {
      return child.stderr().stream().filter(line -> line.startsWith(COMPLAINT)).toList();
    }

    int stop() throws InterruptedException {
      child.tell("stop");
      return child.awaitExit(LIMIT).code();
    }

    @Override
    public void close() {
      child.close();
      collector.close();
      receiver.close();
    }
  }
}

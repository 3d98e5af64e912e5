package io.duroxide.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.duroxide.it.ObservedLoad.Memory;
import io.duroxide.it.apps.LoadRun;
import io.duroxide.it.harness.OtlpReceiver.Protocol;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A collector in trouble costs no total, no memory, no more than two lines on stderr, and the
 * application does not notice. An interval is 10 ms here instead of a minute; with {@code -Dlong}
 * there are more kinds of trouble, most last for 1 800 intervals, and both protocols meet them.
 */
@ParameterizedClass(name = "{0}")
@MethodSource("protocols")
class ExportUnderTroubleIT {

  private static final boolean LONG = Boolean.getBoolean("long");
  private static final int THIRTY_HOURS = 1_800;
  private static final int INTERVALS = LONG ? THIRTY_HOURS : 200;
  private static final int FEW = 20;

  private static final int INTERVAL_MILLIS = 10;
  private static final int TIMEOUT_MILLIS = 2_000;

  /** Trouble loads classes of its own, once. */
  private static final int WARM_UP = 2;

  /** One attempt may find a dead connection and open another. */
  private static final int CONNECTIONS_EACH = 2;

  private static final int LONGEST_CHAIN_OF_REDIRECTS = 21;

  private static final long HEAP_BOUND = 1 << 20;
  private static final int THREADS_BOUND = 2;
  private static final int LONGEST_LINE = 500;

  private static final Map<String, String> SETTINGS =
      Map.of("export.interval", INTERVAL_MILLIS + "ms", "otlp.timeout", TIMEOUT_MILLIS + "ms");

  private final Protocol protocol;

  ExportUnderTroubleIT(Protocol protocol) {
    this.protocol = protocol;
  }

  static List<Protocol> protocols() {
    return Protocol.underLongTest();
  }

  @Test
  void collector_absentForThirtyHours_totalsAreExactAfterwards() throws Exception {
    survive(run -> run.collector().goAway(), THIRTY_HOURS);
  }

  @Test
  void collector_resettingConnections_totalsAreExactAfterwards() throws Exception {
    survive(run -> run.collector().reset(), INTERVALS);
  }

  @Test
  void collector_answering503_totalsAreExactAfterwards() throws Exception {
    survive(run -> run.receiver().refuse(), INTERVALS);
  }

  /** Each attempt lasts until its timeout; the intervals meanwhile pass without one. */
  @Test
  void collector_hanging_totalsAreExactAfterwards() throws Exception {
    survive(
        run -> run.collector().hang(), Math.max(3, INTERVALS * INTERVAL_MILLIS / TIMEOUT_MILLIS));
  }

  /** Nothing is retried, so there is nothing that the collector could put off for an hour. */
  @Test
  @EnabledIfSystemProperty(named = "long", matches = "true")
  void collector_askingToRetryInAnHour_isAskedAtTheNextInterval() throws Exception {
    survive(
        run ->
            run.collector()
                .answer("HTTP/1.1 503 Busy\r\nRetry-After: 3600\r\nContent-Length: 0\r\n\r\n", 0),
        INTERVALS);
  }

  @Test
  @EnabledIfSystemProperty(named = "long", matches = "true")
  void collector_answeringWithoutEnd_totalsAreExactAfterwards() throws Exception {
    survive(
        run ->
            run.collector()
                .answer("HTTP/1.1 500 Oops\r\nContent-Length: 1000000000000\r\n\r\n", 1L << 40),
        FEW);
  }

  @Test
  @EnabledIfSystemProperty(named = "long", matches = "true")
  void collector_answeringGarbage_lineStaysReadable() throws Exception {
    survive(run -> run.collector().answer("\u001b[2J\0garbage ".repeat(10_000), 0), FEW);
  }

  @Test
  @EnabledIfSystemProperty(named = "long", matches = "true")
  void collector_redirectingToItself_isNotAskedForEver() throws Exception {
    survive(
        run ->
            run.collector()
                .answer(
                    "HTTP/1.1 307 There\r\nLocation: "
                        + run.collector().url()
                        + "/v1/metrics\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
                    0),
        FEW,
        LONGEST_CHAIN_OF_REDIRECTS);
  }

  @Test
  void collector_slowerThanTheInterval_isAskedOneByOne() throws Exception {
    Map<String, String> patient = Map.of("export.interval", "10ms", "otlp.timeout", "10s");
    try (ObservedLoad run = ObservedLoad.start(protocol, patient)) {
      run.load(100, 200);
      Duration delay = Duration.ofMillis(700);
      run.receiver().delay(delay);
      int before = run.receiver().requests();
      long start = System.nanoTime();

      run.load(100, 200);
      await().atMost(ObservedLoad.LIMIT).until(() -> run.receiver().requests() >= before + 5);

      Duration took = Duration.ofNanos(System.nanoTime() - start);
      // The first one may have been under way.
      assertThat(run.receiver().requests() - before)
          .isLessThanOrEqualTo((int) (took.toMillis() / delay.toMillis()) + 2);
      assertThat(run.exportFailures()).isZero();
      run.receiver().recover();
      assertTotalsAndEnd(run);
      assertThat(run.complaints()).isEmpty();
    }
  }

  /** Takes turns with trouble: a line for each would be two per interval. */
  @Test
  void collector_flapping_isComplainedAboutOnce() throws Exception {
    try (ObservedLoad run = ObservedLoad.start(protocol, SETTINGS)) {
      run.load(40, 200);
      for (int i = 1; i <= 10; i++) {
        run.receiver().refuse();
        run.awaitFailures(run.exportFailures() + 1);
        run.receiver().recover();
        run.nextPush();
      }
      assertTotalsAndEnd(run);
      assertThat(run.complaints()).hasSize(2);
    }
  }

  private void survive(Consumer<ObservedLoad> trouble, int failures) throws Exception {
    survive(trouble, failures, CONNECTIONS_EACH);
  }

  private void survive(Consumer<ObservedLoad> trouble, int failures, int connectionsEach)
      throws Exception {
    try (ObservedLoad run = ObservedLoad.start(protocol, SETTINGS)) {
      // From the beginning: a busy machine may let a first export time out by itself.
      trouble.accept(run);
      run.load(100, 200);
      run.awaitFailures(WARM_UP);
      Memory before = run.memory();
      int connectionsBefore = run.collector().connections();
      double failuresBefore = run.exportFailures();

      run.beginLoad(400, 200);
      run.awaitFailures(failuresBefore + failures);
      run.awaitLoad();

      double failed = run.exportFailures() - failuresBefore;
      int connected = run.collector().connections() - connectionsBefore;
      assertThat((double) connected).isLessThanOrEqualTo((failed + 1) * connectionsEach);
      Memory after = awaitFlat(run, before);
      System.out.printf(
          "%s: %.0f exports failed, %d connections, %s -> %s%n%s%n",
          protocol, failed, connected, before, after, run.complaints());
      assertThat(run.complaints())
          .singleElement()
          .asString()
          .contains("export to " + run.collector().url(), "failing")
          .hasSizeLessThan(LONGEST_LINE)
          .doesNotContainPattern("\\p{Cntrl}");

      run.collector().recover();
      run.receiver().recover();
      assertTotalsAndEnd(run);
      assertThat(run.complaints()).hasSize(2).last().asString().endsWith("working again");
    }
  }

  /** The application's own threads and caches come and go; what is kept for the collector stays. */
  private static Memory awaitFlat(ObservedLoad run, Memory before) {
    return await()
        .atMost(ObservedLoad.LIMIT)
        .pollInterval(Duration.ofSeconds(1))
        .until(
            run::memory,
            now ->
                now.heapBytes() - before.heapBytes() < HEAP_BOUND
                    && now.threads() - before.threads() <= THREADS_BOUND);
  }

  private static void assertTotalsAndEnd(ObservedLoad run) throws InterruptedException {
    await().atMost(ObservedLoad.LIMIT).untilAsserted(run::assertEverythingCounted);
    assertThat(run.stop().code()).isEqualTo(LoadRun.EXIT_CODE);
    run.assertEverythingPushed();
  }
}

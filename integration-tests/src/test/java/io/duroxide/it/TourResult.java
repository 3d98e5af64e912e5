package io.duroxide.it;

import io.duroxide.it.harness.ChildJvm;
import io.duroxide.it.harness.Jdk;
import io.duroxide.it.harness.MetricSnapshot;
import io.duroxide.it.harness.OtlpReceiver;
import io.duroxide.it.harness.OtlpReceiver.Protocol;
import io.duroxide.it.harness.PrometheusScrape;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * One complete tour under the agent, seen through both exporters.
 *
 * @param units as pushed, by metric
 * @param took from the start of its JVM until it said that everything has happened
 */
record TourResult(
    MetricSnapshot scraped,
    MetricSnapshot pushed,
    Map<String, String> units,
    Duration took,
    List<String> stderr) {

  private static final Duration RUN_LIMIT = Duration.ofMinutes(3);
  private static final Duration SETTLE_LIMIT = Duration.ofSeconds(30);

  private static final Map<Jdk, TourResult> RUNS = new ConcurrentHashMap<>();

  static TourResult of(Jdk jdk, Protocol protocol) {
    return RUNS.computeIfAbsent(jdk, any -> run(jdk, protocol));
  }

  private static TourResult run(Jdk jdk, Protocol protocol) {
    Path directory = Artifacts.freshDirectory("tour-" + jdk.feature());
    int port = Artifacts.freePort();
    long beganAt = System.nanoTime();
    try (OtlpReceiver receiver = OtlpReceiver.start(protocol);
        ChildJvm child =
            Artifacts.tour(jdk, directory, port)
                .property("duroxide.telemetry.otlp.endpoint", receiver.url())
                .property("duroxide.telemetry.otlp.protocol", protocol.setting())
                .property("duroxide.telemetry.export.interval", "500ms")
                .start()) {
      receiver.refuse();
      child.awaitLine("tour: done", RUN_LIMIT);
      Duration took = Duration.ofNanos(System.nanoTime() - beganAt);
      receiver.recover();
      awaitComplete(port, receiver);
      return new TourResult(
          PrometheusScrape.scrape(port),
          receiver.metrics(),
          receiver.units(),
          took,
          child.stderr());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Gauges follow with their next poll. What never comes is for the tests to tell. */
  private static void awaitComplete(int port, OtlpReceiver receiver) {
    try {
      Awaitility.await()
          .atMost(SETTLE_LIMIT)
          .pollInterval(Duration.ofMillis(250))
          .until(
              () ->
                  MetricContract.scraped().missing(PrometheusScrape.scrape(port)).isEmpty()
                      && MetricContract.pushed().missing(receiver.metrics()).isEmpty());
    } catch (ConditionTimeoutException incomplete) {
      // The snapshot says what is missing.
    }
  }
}

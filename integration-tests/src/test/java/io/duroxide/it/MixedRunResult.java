package io.duroxide.it;

import io.duroxide.it.apps.MixedRun;
import io.duroxide.it.harness.ChildJvm;
import io.duroxide.it.harness.Jdk;
import io.duroxide.it.harness.Jdks;
import io.duroxide.it.harness.MetricSnapshot;
import io.duroxide.it.harness.OtlpReceiver;
import io.duroxide.it.harness.OtlpReceiver.Protocol;
import io.duroxide.it.harness.Point;
import io.duroxide.it.harness.PrometheusScrape;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;

/**
 * One complete run of {@link MixedRun} under the agent, seen through both exporters. A run takes
 * seconds, so the test classes share one per set-up.
 */
record MixedRunResult(
    MetricSnapshot scraped,
    MetricSnapshot pushed,
    Map<String, String> units,
    ChildJvm.Exit exit,
    Path database) {

  /** What a run varies in. */
  record Setup(Jdk jdk, Protocol protocol) {
    /** Each JDK and each protocol once; with {@code -Dlong} each with each. */
    static List<Setup> all() {
      List<Setup> all = new ArrayList<>();
      List<Jdk> jdks = Jdks.underTest();
      boolean each = jdks.size() == 1 || Boolean.getBoolean("long");
      for (Jdk jdk : jdks) {
        for (Protocol protocol : Protocol.values()) {
          boolean own = jdk.equals(Jdks.current());
          if (each || own == (protocol == Protocol.HTTP)) {
            all.add(new Setup(jdk, protocol));
          }
        }
      }
      return all;
    }
  }

  private static final Duration RUN_LIMIT = Duration.ofMinutes(2);
  private static final Duration SETTLE_LIMIT = Duration.ofSeconds(30);

  /** Longer than the intervals of polling and pushing below, so that a pause means the end. */
  private static final Duration QUIET = Duration.ofSeconds(2);

  private static final String INTERVAL = "200ms";

  private static final Map<Setup, MixedRunResult> RUNS = new ConcurrentHashMap<>();

  static MixedRunResult of(Setup setup) {
    return RUNS.computeIfAbsent(setup, MixedRunResult::run);
  }

  private static MixedRunResult run(Setup setup) {
    Path directory = Artifacts.freshDirectory("mixed-" + setup.jdk().feature());
    Path database = directory.resolve("store.db");
    int port = Artifacts.freePort();
    try (OtlpReceiver receiver = OtlpReceiver.start(setup.protocol());
        ChildJvm child =
            Artifacts.application(setup.jdk(), directory.resolve("app.log"))
                // Little for the young, so that there is a collection to be measured.
                .jvmArgument("-Xmn8m")
                .agent(Artifacts.agentJar())
                .property("duroxide.telemetry.prometheus.port", port)
                .property("duroxide.telemetry.otlp.endpoint", receiver.url())
                .property("duroxide.telemetry.otlp.protocol", setup.protocol().setting())
                .property("duroxide.telemetry.export.interval", INTERVAL)
                .property("duroxide.telemetry.gauge.poll-interval", INTERVAL)
                .main(MixedRun.class, database)
                .start()) {
      child.awaitLine(MixedRun.DONE, RUN_LIMIT);
      awaitQuiet(port);
      MetricSnapshot scraped = PrometheusScrape.scrape(port);
      MetricSnapshot pushed = nextPush(receiver);
      child.tell("stop");
      return new MixedRunResult(
          scraped, pushed, receiver.units(), child.awaitExit(RUN_LIMIT), database);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The last commit and its record are two moments; no event tells when the second has come. */
  private static void awaitQuiet(int port) {
    AtomicReference<Map<?, ?>> last = new AtomicReference<>(Map.of());
    Awaitility.await()
        .atMost(SETTLE_LIMIT)
        .during(QUIET)
        .pollInterval(Duration.ofMillis(100))
        .until(
            () -> {
              Map<?, ?> now = facts(PrometheusScrape.scrape(port));
              return now.equals(last.getAndSet(now));
            });
  }

  /** The series that stand still when nothing happens any more. */
  private static Map<?, ?> facts(MetricSnapshot snapshot) {
    TreeMap<Object, Point> facts = new TreeMap<>();
    snapshot
        .points()
        .forEach(
            (series, point) -> {
              if (series.metric().matches("duroxide_(orchestration|activity|timers)_.*")) {
                facts.put(series.toString(), point);
              }
            });
    return facts;
  }

  private static MetricSnapshot nextPush(OtlpReceiver receiver) {
    int before = receiver.requests();
    // The first request after now may have been collected before it; the second was not.
    Awaitility.await().atMost(SETTLE_LIMIT).until(() -> receiver.requests() >= before + 2);
    return receiver.metrics();
  }
}

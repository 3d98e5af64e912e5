package io.duroxide.telemetry.export;

import static io.duroxide.telemetry.logs.Entries.DEBUG;
import static io.duroxide.telemetry.logs.Entries.ERROR;
import static io.duroxide.telemetry.logs.Entries.INFO;
import static io.duroxide.telemetry.logs.Entries.TRACE;
import static io.duroxide.telemetry.logs.Entries.WARN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.duroxide.telemetry.config.AgentConfig;
import io.duroxide.telemetry.config.ConfigLoader;
import io.duroxide.telemetry.logs.Entries;
import io.duroxide.telemetry.logs.LogLanes;
import io.duroxide.telemetry.metrics.MetricCatalogue;
import io.duroxide.telemetry.status.AgentStatus.DroppedRecords;
import io.duroxide.telemetry.status.AgentStatus.Exporter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Log records on their way to a collector that is well or not. */
final class LogExportTest {

  /** How the messages of these tests look on the wire, too. */
  private static final Pattern MESSAGE = Pattern.compile("<(\\w+)>");

  private static final Duration LONG = Duration.ofSeconds(20);
  private static final int HANG = -1;

  private final List<String> log = new CopyOnWriteArrayList<>();
  private final List<String> arrived = new CopyOnWriteArrayList<>();
  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private final AtomicInteger attempts = new AtomicInteger();
  private final AtomicInteger metricExports = new AtomicInteger();
  private final CountDownLatch over = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private volatile int answer = 200;
  private volatile int arrivedBeforeMetrics;
  private HttpServer collector;
  private @Nullable Telemetry telemetry;

  @BeforeEach
  void startCollector() throws IOException {
    collector = listen(0);
  }

  private HttpServer listen(int port) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext("/v1/logs", this::logs);
    server.createContext(
        "/v1/metrics",
        exchange -> {
          metricExports.incrementAndGet();
          arrivedBeforeMetrics = arrived.size();
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.setExecutor(threads);
    server.start();
    return server;
  }

  private void logs(HttpExchange exchange) throws IOException {
    int status = answer;
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1);
    attempts.incrementAndGet();
    if (status == HANG) {
      try {
        over.await();
      } catch (InterruptedException end) {
        Thread.currentThread().interrupt();
      }
    } else if (status == 200) {
      bodies.add(body);
      for (Matcher message = MESSAGE.matcher(body); message.find(); ) {
        arrived.add(message.group(1));
      }
    }
    exchange.sendResponseHeaders(Math.max(200, status), -1);
    exchange.close();
  }

  @AfterEach
  void stop() {
    over.countDown();
    if (telemetry != null) {
      telemetry.flushAndStop(Duration.ofSeconds(1));
    }
    collector.stop(0);
    threads.shutdownNow();
  }

  private Telemetry start(String... settings) {
    Map<String, String> properties = new HashMap<>();
    properties.put("duroxide.telemetry.prometheus.enabled", "false");
    properties.put("duroxide.telemetry.resource.enabled", "false");
    properties.put("duroxide.telemetry.service.name", "shop");
    properties.put("duroxide.telemetry.logs.level", "trace");
    properties.put("duroxide.telemetry.logs.export-interval", "200ms");
    properties.put(
        "duroxide.telemetry.otlp.endpoint", "http://localhost:" + collector.getAddress().getPort());
    for (int i = 0; i < settings.length; i += 2) {
      properties.put("duroxide.telemetry." + settings[i], settings[i + 1]);
    }
    AgentConfig config =
        new ConfigLoader(properties, Map.of(), null, MetricCatalogue.histograms()).load(null);
    Telemetry started = Telemetry.start(config, "1.2.3", List::of, log::add);
    telemetry = started;
    return started;
  }

  private static void offer(Telemetry telemetry, int severity, String... names) {
    LogLanes lanes = Objects.requireNonNull(telemetry.logs());
    for (String name : names) {
      lanes.offer(Entries.of(severity, "<" + name + ">"));
    }
  }

  private static Exporter state(Telemetry telemetry) {
    return telemetry.exporters().get(2);
  }

  private static List<DroppedRecords> dropped(Telemetry telemetry) {
    return telemetry.metricsUse().droppedLogRecords();
  }

  private static Duration timeOf(Runnable work) {
    long before = System.nanoTime();
    work.run();
    return Duration.ofNanos(System.nanoTime() - before);
  }

  @Test
  void recordsArriveErrorsFirst() {
    Telemetry running = start();
    offer(running, INFO, "i1", "i2");
    offer(running, WARN, "w1");
    offer(running, TRACE, "t1");
    offer(running, ERROR, "e1");
    await().atMost(LONG).until(() -> arrived.size() == 5);
    assertThat(bodies.get(0)).contains("shop", "service.instance.id", "com.shop.Orders", "LEVEL");
    assertThat(arrived).startsWith("w1");
    assertThat(arrived).containsSubsequence("w1", "e1").containsSubsequence("i1", "i2", "t1");
    await().atMost(LONG).until(() -> state(running).state().equals("ok"));
    assertThat(dropped(running)).isEmpty();
    assertThat(log).isEmpty();
  }

  @Test
  void whatWaitedArrivesOnceWhenTheCollectorIsBack() throws Exception {
    int port = collector.getAddress().getPort();
    collector.stop(0);
    Telemetry running = start("export.interval", "1h");
    offer(running, INFO, "i1", "i2", "i3");
    offer(running, ERROR, "e1", "e2");
    await().atMost(LONG).until(() -> state(running).failures() >= 3);
    offer(running, INFO, "i4");
    offer(running, WARN, "w3");
    collector = listen(port);
    await().atMost(LONG).until(() -> arrived.size() >= 7);

    running.flushAndStop(LONG);
    assertThat(arrived)
        .containsExactlyInAnyOrder("e1", "e2", "i1", "i2", "i3", "w3", "i4")
        .containsSubsequence("e1", "e2", "w3")
        .containsSubsequence("i1", "i2", "i3", "i4")
        .containsSubsequence("w3", "i4");
    assertThat(dropped(running)).isEmpty();
    assertThat(log)
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .startsWith("export of logs to http://localhost:" + port + "/v1/logs is fail"),
            line -> assertThat(line).endsWith("/v1/logs is working again"));
  }

  @Test
  void whatTheCollectorCannotTakeNowIsSentAgain() {
    answer = 503;
    Telemetry running = start();
    offer(running, INFO, "i1");
    await().atMost(LONG).until(() -> attempts.get() >= 3);
    assertThat(state(running).state()).isEqualTo("failing");
    answer = 200;
    await().atMost(LONG).until(() -> arrived.size() == 1);
    await().atMost(LONG).until(() -> state(running).state().equals("ok"));
    assertThat(dropped(running)).isEmpty();
    assertThat(log).hasSize(2);
  }

  @Test
  void whatTheCollectorDoesNotWantIsGivenUpAndCounted() {
    answer = 400;
    Telemetry running = start();
    offer(running, INFO, "i1", "i2");
    offer(running, TRACE, "t1");
    offer(running, ERROR, "e1");
    await()
        .atMost(LONG)
        .until(
            () ->
                dropped(running)
                    .equals(
                        List.of(
                            new DroppedRecords("error", 1),
                            new DroppedRecords("info", 2),
                            new DroppedRecords("debug", 1))));
    answer = 200;
    offer(running, INFO, "i3");
    await().atMost(LONG).until(() -> arrived.size() == 1);
    assertThat(arrived).containsExactly("i3");
  }

  @Test
  void aFullLaneCountsWhatItGivesUp() {
    answer = HANG;
    Telemetry running = start("logs.queue-size", "2", "logs.export-interval", "1h");
    offer(running, INFO, "i1", "i2", "i3");
    offer(running, DEBUG, "d1");
    offer(running, ERROR, "e1", "e2", "e3");
    offer(running, WARN, "w1");
    assertThat(dropped(running))
        .containsExactly(
            new DroppedRecords("error", 1),
            new DroppedRecords("warn", 1),
            new DroppedRecords("info", 1),
            new DroppedRecords("debug", 1));
  }

  @Test
  void aWholeBatchDoesNotWaitForTheInterval() {
    Telemetry running = start("logs.export-interval", "1h");
    IntStream.range(0, 512).forEach(i -> offer(running, INFO, "i" + i));
    await().atMost(LONG).until(() -> arrived.size() == 512);
    assertThat(attempts).hasValue(1);
  }

  @Test
  void theExitSendsWhatIsLeftAndThenTheMetrics() {
    Telemetry running = start("logs.export-interval", "1h", "export.interval", "1h");
    offer(running, INFO, "i1");
    offer(running, ERROR, "e1");
    running.flushAndStop(LONG);
    assertThat(arrived).containsExactly("e1", "i1");
    assertThat(metricExports).hasValue(1);
    assertThat(arrivedBeforeMetrics).isEqualTo(2);
    offer(running, ERROR, "e2");
    assertThat(dropped(running)).containsExactly(new DroppedRecords("error", 1));
  }

  @Test
  void theExitWaitsForNothingIfThereIsNothing() {
    Telemetry running = start("logs.export-interval", "1h", "export.interval", "1h");
    assertThat(timeOf(() -> running.flushAndStop(LONG))).isLessThan(LONG.dividedBy(2));
    assertThat(attempts).hasValue(0);
  }

  @Test
  void aCollectorThatHangsTakesHalfOfTheBoundAndTheMetricsStillArrive() {
    answer = HANG;
    Telemetry running = start("export.interval", "1h");
    offer(running, INFO, "i1");
    await().atMost(LONG).until(() -> attempts.get() == 1);
    offer(running, ERROR, "e1");
    Duration bound = Duration.ofSeconds(4);
    assertThat(timeOf(() -> running.flushAndStop(bound))).isBetween(bound.dividedBy(2), bound);
    assertThat(metricExports).hasValue(1);
    assertThat(dropped(running))
        .containsExactly(new DroppedRecords("error", 1), new DroppedRecords("info", 1));
  }

  @Test
  void logsThatNobodyWantsHaveNoLanes() {
    Telemetry off = start("logs.enabled", "false");
    assertThat(off.logs()).isNull();
    assertThat(off.banner()).contains("Logs off: duroxide.telemetry.logs.enabled is false");
    assertThat(state(off).state()).isEqualTo("off");
  }

  @Test
  void theBannerSaysWhereLogsGo() {
    assertThat(start().banner())
        .contains(
            "Logs to http://localhost:"
                + collector.getAddress().getPort()
                + "/v1/logs by http/protobuf: an endpoint is configured");
  }

  @Test
  void whatCannotBePreparedIsAProblem(@TempDir Path directory) throws IOException {
    Path garbage = Files.writeString(directory.resolve("garbage.pem"), "garbage");
    Telemetry running = start("otlp.certificate", garbage.toString());
    assertThat(running.logs()).isNull();
    List<String> starts = new ArrayList<>();
    running.problems().forEach(line -> starts.add(line.split(":", 2)[0]));
    assertThat(starts).containsExactly("OTLP off", "Logs off");
    assertThat(running.banner().toString()).doesNotContain("Logs to");
  }
}

package io.duroxide.telemetry.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.duroxide.telemetry.bootstrap.TelemetrySink;
import io.duroxide.telemetry.config.AgentConfig;
import io.duroxide.telemetry.config.ConfigLoader;
import io.duroxide.telemetry.metrics.Metric;
import io.duroxide.telemetry.metrics.MetricCatalogue;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class TelemetryTest {

  private final List<String> log = new CopyOnWriteArrayList<>();
  private @Nullable Telemetry telemetry;

  @AfterEach
  void stop() {
    if (telemetry != null) {
      telemetry.flushAndStop(Duration.ofSeconds(1));
    }
  }

  private Telemetry start(String... settings) {
    Map<String, String> properties = new HashMap<>();
    properties.put("duroxide.telemetry.prometheus.port", "0");
    properties.put("sun.java.command", "com.shop.Main");
    for (int i = 0; i < settings.length; i += 2) {
      properties.put("duroxide.telemetry." + settings[i], settings[i + 1]);
    }
    AgentConfig config =
        new ConfigLoader(properties, Map.of(), null, MetricCatalogue.histograms()).load(null);
    Telemetry started = Telemetry.start(config, "1.2.3", List::of, log::add);
    telemetry = started;
    return started;
  }

  private static String address(Telemetry telemetry) {
    String line =
        telemetry.banner().stream().filter(l -> l.contains("http://localhost")).findFirst().get();
    return line.replaceAll(".*(http://\\S+).*", "$1");
  }

  private static String scrape(Telemetry telemetry) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(address(telemetry))).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
  }

  private static void activity(TelemetrySink sink, String name) {
    sink.activityEnded(
        sink.activityStarted(0),
        0,
        "SUCCEEDED",
        "i",
        1,
        2,
        name,
        null,
        0,
        1,
        1_000_000,
        500_000,
        null,
        null,
        null,
        null,
        null,
        false,
        0);
  }

  private static void everything(TelemetrySink sink) {
    sink.runtimeStarted(sink, new Object(), "sqlite", "0.9", 1, 1);
    activity(sink, "Charge");
    for (String status : List.of("FAILED", "CONTINUED_AS_NEW")) {
      sink.turnEnded(
          sink.turnStarted(0),
          0,
          "COMMITTED",
          "i",
          1,
          "Order",
          "1",
          "CLIENT",
          "Parent",
          "p",
          1,
          true,
          1,
          5,
          1_000,
          1_000,
          2_000,
          status,
          "POISON",
          "UNSPECIFIED",
          null,
          null,
          status.equals("FAILED"),
          0);
    }
    for (String call :
        List.of(
            "fetchOrchestrationItem",
            "ackOrchestrationItem",
            "fetchWorkItem",
            "ackWorkItem",
            "startInstance")) {
      sink.providerCallEnded(sink.providerCallStarted(), call, false, 0, -1, "BUSY");
    }
    sink.clientCall(0, "startOrchestration", "i", "Order", null);
    sink.clientCall(0, "raiseEvent", "i", "Paid", null);
    sink.clientWait(1_000_000, "i", false, null);
    sink.adviceFailed("turn", new IllegalStateException());
  }

  @Test
  void namesComeOutAsInTheCatalogue() throws Exception {
    Telemetry running = start("provider.guide-names", "true");
    everything(running.sink());
    String text = scrape(running);
    // No store answers here, and no join points are given.
    List<String> fromStore =
        List.of("active", "orchestrator_queue", "oldest_age", "timers", "pool", "join_points");
    for (Metric metric : MetricCatalogue.all()) {
      if (fromStore.stream().noneMatch(metric.name()::contains)) {
        String kind = metric.kind().name().toLowerCase(java.util.Locale.ROOT);
        assertThat(text).contains("# TYPE " + exposed(metric) + " " + kind + "\n");
      }
    }
    assertThat(text.lines().filter(line -> line.startsWith("# TYPE")))
        .allMatch(
            line ->
                line.contains(" target_info ")
                    || MetricCatalogue.all().stream()
                        .anyMatch(metric -> line.contains(" " + exposed(metric) + " ")));
    assertThat(text).doesNotContain("otel_scope").contains("service_name=\"Main\"");
    assertThat(text)
        .contains(
            "duroxide_activity_executions_total{activity_name=\"Charge\",outcome=\"success\","
                + "retry_attempt=\"0\",tag=\"default\"} 1.0\n");
  }

  /** Names with dots are the only ones that Prometheus changes. */
  private static String exposed(Metric metric) {
    boolean guide = metric.name().startsWith("provider.");
    String suffix = guide && metric.kind() == Metric.Kind.COUNTER ? "_total" : "";
    return metric.name().replace('.', '_') + suffix;
  }

  @Test
  void metricsOfTheJvmHaveTheNamesOfOpenTelemetry() throws Exception {
    Telemetry running = start();
    running.watchJvm();
    await()
        .untilAsserted(
            () ->
                assertThat(scrape(running))
                    .contains(
                        "\njvm_memory_used_bytes{jvm_memory_pool_name=",
                        "\njvm_cpu_time_seconds_total ",
                        "\njvm_cpu_count ",
                        "\njvm_class_loaded_total ",
                        "\njvm_thread_count{jvm_thread_daemon="));
    running.flushAndStop(Duration.ofSeconds(1));

    Telemetry without = start("resource.enabled", "false");
    without.watchJvm();
    assertThat(scrape(without)).doesNotContain("jvm_").contains("duroxide_");
  }

  @Test
  void hostileNamesLeaveTheExpositionValid() throws Exception {
    Telemetry running = start();
    String[] names = {
      "quo\"te",
      "new\nline",
      "back\\slash",
      "n\0ul",
      "\uD83D\uDE00",
      "half\uD83D",
      "x".repeat(4096),
      "",
      "a=\"b\"} 1\nfake_metric 1"
    };
    for (String name : names) {
      activity(running.sink(), name);
    }
    String text = scrape(running);
    String sample = "[a-z_]+(\\{([a-z_]+=\"([^\"\\\\\n\0]|\\\\[\\\\\"n])*\",?)*})? \\S+";
    assertThat(text.lines()).allMatch(line -> line.startsWith("# ") || line.matches(sample));
    assertThat(text).contains("activity_name=\"\uD83D\uDE00\"").doesNotContain("\nfake_metric");
    assertThat(text).doesNotContain("x".repeat(257));
  }

  @Test
  void aTakenPortMovesToTheNext() throws IOException {
    try (ServerSocket taken = new ServerSocket()) {
      taken.bind(new InetSocketAddress("localhost", 0));
      int port = taken.getLocalPort();
      Telemetry running = start("prometheus.port", Integer.toString(port));
      assertThat(running.problems())
          .singleElement()
          .asString()
          .startsWith("port " + port + " is taken, metrics are at http://localhost:");
    }
  }

  @Test
  void bannerSaysWhatRunsAndWhy() {
    Telemetry running = start("limits.tags", "7", "limits.nothing", "1", "buckets.nope", "1,2");
    assertThat(running.banner().get(0)).isEqualTo("duroxide-telemetry 1.2.3, service Main");
    assertThat(running.banner())
        .contains("OTLP off: no endpoint is configured")
        .anyMatch(line -> line.startsWith("duroxide.telemetry.limits.tags = 7 (system property"));
    assertThat(running.problems())
        .hasSize(2)
        .anyMatch(line -> line.startsWith("no histogram is called nope, as in system property "))
        .anyMatch(line -> line.startsWith("unknown key duroxide.telemetry.limits.nothing"));
  }

  @Test
  void configuredBucketsAreUsed() throws Exception {
    Telemetry running = start("buckets.duroxide_activity_duration_seconds", "0.25,7");
    activity(running.sink(), "Charge");
    assertThat(
            scrape(running)
                .lines()
                .filter(l -> l.startsWith("duroxide_activity_duration_seconds_bucket")))
        .hasSize(3)
        .anyMatch(line -> line.contains("le=\"7.0\""));
  }

  @Test
  void otlpArrivesWithHeadersAndFailuresAreCountedOnce() throws Exception {
    AtomicInteger status = new AtomicInteger(200);
    List<String> bodies = new CopyOnWriteArrayList<>();
    List<String> secrets = new CopyOnWriteArrayList<>();
    HttpServer collector =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    collector.createContext(
        "/v1/metrics",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          bodies.add(new String(body, StandardCharsets.ISO_8859_1));
          secrets.add(exchange.getRequestHeaders().getFirst("x-key"));
          exchange.sendResponseHeaders(status.get(), -1);
          exchange.close();
        });
    collector.start();
    try {
      Telemetry running =
          start(
              "otlp.endpoint", "http://localhost:" + collector.getAddress().getPort(),
              "otlp.headers", "x-key=s3cret",
              "export.interval", "100ms");
      activity(running.sink(), "Charge");
      await().until(() -> bodies.stream().anyMatch(body -> body.contains("Charge")));
      assertThat(secrets).contains("s3cret");
      assertThat(running.banner().toString()).contains("OTLP to http://").doesNotContain("s3cret");
      status.set(503);
      await()
          .untilAsserted(
              () ->
                  assertThat(scrape(running))
                      .containsPattern("export_failures_total\\{signal=\"metrics\"} [1-9]"));
      assertThat(log).singleElement().asString().contains("failing");
      status.set(200);
      await().until(() -> log.size() == 2);
    } finally {
      collector.stop(0);
    }
  }

  @Test
  void theLastValuesAreExportedAtStop() throws Exception {
    List<String> bodies = new CopyOnWriteArrayList<>();
    HttpServer collector =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    collector.createContext(
        "/v1/metrics",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          bodies.add(new String(body, StandardCharsets.ISO_8859_1));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    collector.start();
    try {
      Telemetry running =
          start("otlp.endpoint", "http://localhost:" + collector.getAddress().getPort());
      activity(running.sink(), "LastWords");
      running.flushAndStop(Duration.ofSeconds(10));
      assertThat(bodies).anyMatch(body -> body.contains("LastWords"));
    } finally {
      collector.stop(0);
    }
  }

  @Test
  void theLastValuesDoNotWaitForAnExportUnderWay() throws Exception {
    List<String> bodies = new CopyOnWriteArrayList<>();
    CountDownLatch over = new CountDownLatch(1);
    ExecutorService threads = Executors.newCachedThreadPool();
    HttpServer collector =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    collector.setExecutor(threads);
    collector.createContext(
        "/v1/metrics",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          bodies.add(new String(body, StandardCharsets.ISO_8859_1));
          try (exchange) {
            over.await();
          } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
          }
        });
    collector.start();
    try {
      Telemetry running =
          start(
              "otlp.endpoint",
              "http://localhost:" + collector.getAddress().getPort(),
              "export.interval",
              "50ms");
      await().until(() -> !bodies.isEmpty());
      activity(running.sink(), "LastWords");
      running.flushAndStop(Duration.ofSeconds(2));
      assertThat(bodies).hasSize(2).last().asString().contains("LastWords");
      assertThat(log).singleElement().asString().contains("no answer to the last export");
    } finally {
      over.countDown();
      collector.stop(0);
      threads.shutdown();
    }
  }

  @Test
  void aHangingCollectorDoesNotDelayTheStop() throws IOException {
    // Accepts connections and never answers.
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      for (String protocol : List.of("http/protobuf", "grpc")) {
        Telemetry running =
            start(
                "otlp.endpoint",
                "http://localhost:" + silent.getLocalPort(),
                "otlp.protocol",
                protocol);
        activity(running.sink(), "Charge");
        long before = System.nanoTime();
        running.flushAndStop(Duration.ofMillis(300));
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(2));
      }
    }
  }
}

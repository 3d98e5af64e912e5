package io.duroxide.telemetry.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.duroxide.telemetry.bootstrap.TelemetrySink;
import io.duroxide.telemetry.config.AgentConfig;
import io.duroxide.telemetry.config.ConfigLoader;
import io.duroxide.telemetry.metrics.MetricCatalogue;
import io.duroxide.telemetry.metrics.MetricsSink;
import io.duroxide.telemetry.status.AgentStatus.Exporter;
import io.duroxide.telemetry.traces.TraceIds;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Spans on their way to a collector that is well or not. */
final class TraceExportTest {

  private static final Duration LONG = Duration.ofSeconds(20);

  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private volatile int answer = 200;
  private HttpServer collector;
  private @Nullable Telemetry telemetry;

  @BeforeEach
  void startCollector() throws IOException {
    collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    collector.createContext(
        "/spans",
        exchange -> {
          bodies.add(HexFormat.of().formatHex(exchange.getRequestBody().readAllBytes()));
          exchange.sendResponseHeaders(answer, -1);
          exchange.close();
        });
    collector.start();
  }

  @AfterEach
  void stop() {
    if (telemetry != null) {
      telemetry.flushAndStop(Duration.ofSeconds(2));
    }
    collector.stop(0);
  }

  @Test
  void offUnlessSwitchedOn() {
    Telemetry running = start("traces.enabled", "false");

    assertThat(running.sink()).isInstanceOf(MetricsSink.class);
    assertThat(traces(running).state()).isEqualTo("off");
    assertThat(running.banner()).noneMatch(line -> line.startsWith("Traces "));
    called(running.sink(), "i");
    running.flushAndStop(Duration.ofSeconds(2));
    assertThat(bodies).isEmpty();
  }

  @Test
  void spansArriveInTheirTrace() {
    Telemetry running = start();
    called(running.sink(), "i");

    await().atMost(LONG).until(() -> !bodies.isEmpty());
    assertThat(bodies.get(0)).contains(TraceIds.trace("i")).contains(TraceIds.execution("i", 1));
    await().atMost(LONG).until(() -> traces(running).state().equals("ok"));
    assertThat(running.banner()).anyMatch(line -> line.matches("Traces to http://.*/spans by .*"));
  }

  @Test
  void aBatchThatCouldNotBeTakenIsCountedAndComesAgain() {
    answer = 503;
    Telemetry running = start();
    called(running.sink(), "i");
    await().atMost(LONG).until(() -> traces(running).failures() > 0);
    assertThat(traces(running).state()).isEqualTo("failing");

    answer = 200;
    await().atMost(LONG).until(() -> traces(running).successes() == 1);
    assertThat(bodies).hasSizeGreaterThan(1).allMatch(body -> body.equals(bodies.get(0)));
    assertThat(traces(running).detail()).doesNotContain("dropped");
  }

  @Test
  void aBatchThatIsRefusedForGoodIsDroppedAndSaidSo() {
    answer = 400;
    Telemetry running = start();
    called(running.sink(), "i");

    await().atMost(LONG).until(() -> traces(running).detail().endsWith("; 1 spans dropped"));
    answer = 200;
    called(running.sink(), "j");
    await().atMost(LONG).until(() -> traces(running).successes() == 1);
    assertThat(bodies).hasSize(2);
    assertThat(bodies.get(1)).contains(TraceIds.trace("j")).doesNotContain(TraceIds.trace("i"));
  }

  @Test
  void theLastSpansAreSentAtTheEndEvenIfNoStoreKnowsThem() {
    Telemetry running = start();
    running.sink().clientWait(1_000, "stranger", false, null);
    running.flushAndStop(Duration.ofSeconds(10));

    assertThat(bodies).hasSize(1);
    assertThat(bodies.get(0)).contains(TraceIds.trace("stranger"));
  }

  private static void called(TelemetrySink sink, String instance) {
    sink.clientCall(sink.clientCallStarted(), "start", instance, "Order", null);
  }

  private static Exporter traces(Telemetry running) {
    return running.exporters().stream()
        .filter(exporter -> exporter.name().equals("otlp traces"))
        .findFirst()
        .orElseThrow();
  }

  private Telemetry start(String... settings) {
    Map<String, String> properties = new HashMap<>();
    properties.put("duroxide.telemetry.prometheus.enabled", "false");
    properties.put("duroxide.telemetry.traces.enabled", "true");
    properties.put(
        "duroxide.telemetry.otlp.traces.endpoint",
        "http://127.0.0.1:" + collector.getAddress().getPort() + "/spans");
    for (int i = 0; i < settings.length; i += 2) {
      properties.put("duroxide.telemetry." + settings[i], settings[i + 1]);
    }
    AgentConfig config =
        new ConfigLoader(properties, Map.of(), null, MetricCatalogue.histograms()).load(null);
    assertThat(config.problems()).isEmpty();
    Telemetry started = Telemetry.start(config, "1.2.3", List::of, line -> {});
    telemetry = started;
    return started;
  }
}

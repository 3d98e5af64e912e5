package io.duroxide.telemetry.export;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.duroxide.telemetry.bootstrap.TelemetrySink;
import io.duroxide.telemetry.config.ConfigKey;
import io.duroxide.telemetry.config.ConfigLoader;
import io.duroxide.telemetry.config.ExampleValues;
import io.duroxide.telemetry.logs.LogLanes;
import io.duroxide.telemetry.metrics.MetricCatalogue;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a setting changes can be seen from outside: in a scrape, a push, or the status. */
final class SettingsInEffectTest {

  private static final String METRIC = "duroxide_activity_duration_seconds";

  /** What is there once the key has its example value, and is not there without it. */
  private static final Map<ConfigKey, String> SIGNS =
      Map.ofEntries(
          entry(ConfigKey.PROMETHEUS_ENABLED, "name=prometheus, state=off"),
          entry(ConfigKey.PROMETHEUS_HOST, "http://127\\.0\\.0\\.1:\\d+/metrics"),
          entry(ConfigKey.OTLP_ENABLED, "name=otlp metrics, state=(?!off)"),
          entry(ConfigKey.OTLP_ENDPOINT, "target=http://localhost:9/base/v1/metrics,"),
          entry(ConfigKey.OTLP_LOGS_ENDPOINT, "name=otlp logs[^]]*target=http://localhost:9/base,"),
          entry(ConfigKey.OTLP_METRICS_ENDPOINT, "target=http://localhost:9/base,"),
          entry(ConfigKey.OTLP_PROTOCOL, "detail=grpc: "),
          entry(ConfigKey.OTLP_HEADERS, "header some-key=some value"),
          entry(ConfigKey.OTLP_COMPRESSION, "header content-encoding=gzip"),
          entry(ConfigKey.LOGS_ENABLED, "name=otlp logs, state=off"),
          entry(ConfigKey.LOGS_LEVEL, "takes debug"),
          entry(ConfigKey.SERVICE_NAME, "target_info\\{.*service_name=\"some-service\""),
          entry(ConfigKey.SERVICE_INSTANCE_ID, "service_instance_id=\"some-service\""),
          entry(ConfigKey.RESOURCE_ATTRIBUTES, "target_info\\{.*some_key=\"some value\""),
          entry(ConfigKey.ORCHESTRATION_ENABLED, without("duroxide_orchestration_starts_total")),
          entry(ConfigKey.ACTIVITY_ENABLED, without("duroxide_activity_executions_total")),
          entry(ConfigKey.PROVIDER_ENABLED, without("duroxide_provider_operation_duration")),
          entry(ConfigKey.WORKER_ENABLED, without("duroxide_worker_active_time_seconds")),
          entry(ConfigKey.CLIENT_ENABLED, without("duroxide_client_orchestration_starts")),
          entry(ConfigKey.PROVIDER_GUIDE_NAMES, "provider_ack_worker_duration_ms_count"),
          entry(
              ConfigKey.ACTIVITY_SAMPLE_RATE,
              without(METRIC + "_count\\{[^\n]*\"success\"[^\n]* 1")),
          entry(ConfigKey.ACTIVITY_TAG_LABEL, without("tag=\"tag-a\"")),
          entry(ConfigKey.LIMIT_LABEL_VALUES, "activity_name=\"__other__\""),
          entry(ConfigKey.LIMIT_ACTIVITY_NAMES, "activity_name=\"__other__\""),
          entry(ConfigKey.LIMIT_ORCHESTRATION_NAMES, "orchestration_name=\"__other__\""),
          entry(ConfigKey.LIMIT_VERSIONS, "version=\"__other__\""),
          entry(ConfigKey.LIMIT_ERROR_CODES, "error_code=\"__other__\""),
          entry(ConfigKey.LIMIT_TAGS, "tag=\"__other__\""),
          entry(ConfigKey.LIMIT_EVENT_NAMES, "event_name=\"__other__\""),
          entry(ConfigKey.ERROR_CATEGORIES, "failures_total\\{.*\"validation\".*} [1-9]"),
          entry(ConfigKey.INFRASTRUCTURE_CLASSES, "errors_total\\{.*\"infrastructure_error\".*} 1"),
          entry(ConfigKey.BUCKETS, METRIC + "_bucket\\{.*le=\"0\\.25\""));

  /** What cannot be seen by one scrape and push, and the test that shows it. */
  private static final Map<ConfigKey, String> SEEN_ELSEWHERE =
      Map.ofEntries(
          entry(ConfigKey.ENABLED, "ToolIT, StrictIT"),
          entry(ConfigKey.CONFIG, "ConfigLoaderTest"),
          entry(ConfigKey.STRICT, "StrictIT"),
          entry(ConfigKey.PROMETHEUS_PORT, "TelemetryTest"),
          entry(ConfigKey.OTLP_TIMEOUT, "OtlpConnectionTest"),
          entry(ConfigKey.OTLP_CERTIFICATE, "OtlpConnectionTest"),
          entry(ConfigKey.OTLP_CLIENT_KEY, "OtlpConnectionTest"),
          entry(ConfigKey.OTLP_CLIENT_CERTIFICATE, "OtlpConnectionTest"),
          entry(ConfigKey.EXPORT_INTERVAL, "TelemetryTest"),
          entry(ConfigKey.RESOURCE_ENABLED, "TelemetryTest"),
          entry(ConfigKey.LOGS_QUEUE_SIZE, "LogExportTest"),
          entry(ConfigKey.LOGS_EXPORT_INTERVAL, "LogExportTest"),
          entry(ConfigKey.INCLUDE_ERROR_MESSAGES, "the capture of log records"),
          entry(ConfigKey.GAUGE_POLL_INTERVAL, "StoreGaugesTest"),
          entry(ConfigKey.GAUGE_POLL_TIMEOUT, "StoreGaugesTest"),
          entry(ConfigKey.SHUTDOWN_TIMEOUT, "FailOpenIT"));

  private static final List<String> RECEIVED = new CopyOnWriteArrayList<>();
  private static HttpServer collector;

  /** Of a whole text. */
  private static String without(String pattern) {
    return "(?s)\\A(?!.*" + pattern + ")";
  }

  @BeforeAll
  static void startCollector() throws IOException {
    collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    collector.createContext(
        "/",
        exchange -> {
          exchange
              .getRequestHeaders()
              .forEach(
                  (name, values) ->
                      RECEIVED.add(
                          "header "
                              + name.toLowerCase(java.util.Locale.ROOT)
                              + "="
                              + String.join(",", values)));
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    collector.start();
  }

  @AfterAll
  static void stopCollector() {
    collector.stop(0);
  }

  @Test
  void everyKeyIsShownSomewhere() {
    Set<ConfigKey> all = new TreeSet<>(SIGNS.keySet());
    all.addAll(SEEN_ELSEWHERE.keySet());
    assertThat(all).containsExactly(ConfigKey.values());
  }

  static Set<ConfigKey> keys() {
    return new TreeSet<>(SIGNS.keySet());
  }

  @ParameterizedTest
  @MethodSource("keys")
  void itsExampleValueCanBeSeen(ConfigKey key) throws Exception {
    String metric = key == ConfigKey.BUCKETS ? METRIC : "";
    String value = ExampleValues.of(key, Path.of("."));
    Pattern sign = Pattern.compile(SIGNS.get(key));

    assertThat(sign.matcher(run(base(key))).find()).as("without it").isFalse();
    Map<String, String> changed = base(key);
    changed.put(key.property() + metric, value);
    assertThat(run(changed)).containsPattern(sign);
  }

  private static Map<String, String> base(ConfigKey key) {
    Map<String, String> base = new HashMap<>();
    base.put(ConfigKey.PROMETHEUS_PORT.property(), "0");
    if (key != ConfigKey.OTLP_ENABLED) {
      base.put(
          ConfigKey.OTLP_ENDPOINT.property(),
          "http://localhost:" + collector.getAddress().getPort());
    }
    return base;
  }

  /** All that can be seen of a telemetry with these settings. */
  private static String run(Map<String, String> settings) throws Exception {
    Telemetry telemetry =
        Telemetry.start(
            new ConfigLoader(settings, Map.of(), null, MetricCatalogue.histograms()).load(null),
            "1.2.3",
            List::of,
            line -> {});
    RECEIVED.clear();
    work(telemetry.sink());
    String scraped = scrape(telemetry);
    String exporters = telemetry.exporters().toString();
    LogLanes logs = telemetry.logs();
    String levels = logs != null && logs.takes(5) ? "takes debug" : "";
    telemetry.flushAndStop(Duration.ofSeconds(10));
    return String.join("\n", scraped, exporters, levels, String.join("\n", RECEIVED));
  }

  private static String scrape(Telemetry telemetry) throws Exception {
    String status = telemetry.statusAddress();
    if (status == null) {
      return "";
    }
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(status.replaceAll("/status.*", "/metrics"))).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
  }

  private static void work(TelemetrySink sink) {
    sink.runtimeStarted(sink, new Object(), "sqlite", "0.9", 1, 1);
    for (String each : List.of("a", "b")) {
      activity(sink, each, "SUCCEEDED");
      activity(sink, each, "FAILED");
      turn(sink, each, "1");
      turn(sink, each, "2");
      sink.clientCall("raiseEvent", "event-" + each);
    }
    sink.clientCall("startOrchestration", "order-a");
    sink.providerCallEnded(sink.providerCallStarted(), "ackWorkItem", false, 0, -1, null);
  }

  private static void activity(TelemetrySink sink, String name, String result) {
    boolean failed = result.equals("FAILED");
    sink.activityEnded(
        sink.activityStarted(0),
        0,
        result,
        "activity-" + name,
        "tag-" + name,
        0,
        1_000_000,
        500_000,
        failed ? "APPLICATION" : null,
        failed ? "UNSPECIFIED" : null,
        failed ? new String[] {"com.shop.Broken"} : null,
        failed ? "CODE-" + name : null,
        false,
        0);
  }

  private static void turn(TelemetrySink sink, String name, String version) {
    sink.turnEnded(
        sink.turnStarted(0),
        0,
        "COMMITTED",
        "i",
        1,
        "order-" + name,
        version,
        "CLIENT",
        null,
        true,
        1,
        5,
        1_000,
        2_000,
        "FAILED",
        "APPLICATION",
        "UNSPECIFIED",
        new String[] {"com.shop.Broken"},
        false,
        0);
  }
}

package io.duroxide.telemetry.config;

import static io.duroxide.telemetry.config.Loading.NONE;
import static io.duroxide.telemetry.config.Loading.load;
import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.telemetry.config.AgentConfig.Otlp;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What OpenTelemetry's own settings do here, and which do nothing. */
final class OpenTelemetrySettingsTest {

  @Test
  void settingsOfOpenTelemetryWithoutEffectAreNamedOnce() {
    AgentConfig config =
        load(
            Map.of(
                "otel.propagators", "none",
                "otel.exporter.otlp.timeout", "1000",
                "otel.javaagent.debug", "true"),
            Map.of(
                "OTEL_TRACES_SAMPLER", "always_on",
                "OTEL_EXPORTER_OTLP_HEADERS", "a=b",
                "OTEL_INSTRUMENTATION_KAFKA_ENABLED", "false"));
    assertThat(config.problems()).isEmpty();
    assertThat(config.notices())
        .containsExactly(
            "settings of OpenTelemetry without effect on this agent: OTEL_TRACES_SAMPLER,"
                + " otel.propagators");
  }

  @Test
  void oursComeBeforeTheMoreSpecificOfOpenTelemetry() {
    Map<String, String> theirs =
        Map.of("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "http://theirs:1/metrics");
    String ours = "duroxide.telemetry.otlp.endpoint";
    assertThat(load(NONE, theirs).otlp().endpoint()).isEqualTo("http://theirs:1/metrics");
    assertThat(load(Map.of(ours, "http://ours:2"), theirs).otlp().endpoint())
        .isEqualTo("http://ours:2/v1/metrics");
    assertThat(
            load(Map.of("otel.exporter.otlp.endpoint", "http://also:3"), theirs).otlp().endpoint())
        .isEqualTo("http://theirs:1/metrics");
  }

  @ParameterizedTest
  @CsvSource({
    "http://c:4318,,false,http://c:4318/v1/metrics",
    "http://c:4318/,,false,http://c:4318/v1/metrics",
    "http://c/base/v1/metrics,,false,http://c/base/v1/metrics",
    "http://c:4317,,true,http://c:4317",
    "http://c:4317,http/protobuf,false,http://c:4317/v1/metrics",
    "https://c:443,grpc,true,https://c:443"
  })
  void endpointsAndProtocols(String endpoint, String protocol, boolean grpc, String result) {
    AgentConfig config =
        load(
            NONE,
            protocol == null
                ? Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint)
                : Map.of(
                    "OTEL_EXPORTER_OTLP_ENDPOINT", endpoint,
                    "OTEL_EXPORTER_OTLP_PROTOCOL", protocol));
    assertThat(config.otlp().enabled()).isTrue();
    assertThat(config.otlp().grpc()).isEqualTo(grpc);
    assertThat(config.otlp().endpoint()).isEqualTo(result);
  }

  @ParameterizedTest
  @CsvSource({
    "http://c:4318,false,http://c:4318/v1/logs",
    "http://c:4318/,false,http://c:4318/v1/logs",
    "http://c/base/v1/metrics,false,http://c/base/v1/logs",
    "http://c:4317,true,http://c:4317"
  })
  void logsGoToTheSameCollector(String endpoint, boolean grpc, String result) {
    Otlp logs = load(NONE, Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint)).logs().otlp();
    assertThat(logs.enabled()).isTrue();
    assertThat(logs.grpc()).isEqualTo(grpc);
    assertThat(logs.endpoint()).isEqualTo(result);
  }

  @ParameterizedTest
  @CsvSource({
    "'',false,no endpoint is configured",
    "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT=http://c,false,no endpoint is configured",
    "OTEL_EXPORTER_OTLP_LOGS_ENDPOINT=http://c,true,an endpoint is configured",
    "OTEL_METRICS_EXPORTER=otlp,false,no endpoint is configured",
    "OTEL_METRICS_EXPORTER=none OTEL_EXPORTER_OTLP_ENDPOINT=http://c,true,an endpoint is configured",
    "OTEL_LOGS_EXPORTER=none OTEL_EXPORTER_OTLP_ENDPOINT=http://c,false,"
        + "OTEL_LOGS_EXPORTER does not name it",
    "OTEL_LOGS_EXPORTER=otlp,true,OTEL_LOGS_EXPORTER names it",
    "DUROXIDE_TELEMETRY_OTLP_ENABLED=true,true,duroxide.telemetry.otlp.enabled is true",
    "DUROXIDE_TELEMETRY_OTLP_ENABLED=false OTEL_EXPORTER_OTLP_LOGS_ENDPOINT=http://c,false,"
        + "duroxide.telemetry.otlp.enabled is false",
    "DUROXIDE_TELEMETRY_OTLP_ENABLED=false DUROXIDE_TELEMETRY_LOGS_ENABLED=true,true,"
        + "duroxide.telemetry.logs.enabled is true",
    "OTEL_LOGS_EXPORTER=none DUROXIDE_TELEMETRY_OTLP_LOGS_ENDPOINT=http://c,true,"
        + "an endpoint is configured"
  })
  void logsAreOnIfSomebodyWantsThem(String settings, boolean on, String reason) {
    Map<String, String> environment = new HashMap<>();
    for (String setting : settings.isEmpty() ? new String[0] : settings.split(" ", -1)) {
      environment.put(setting.split("=", 2)[0], setting.split("=", 2)[1]);
    }
    Otlp logs = load(NONE, environment).logs().otlp();
    assertThat(logs.enabled()).isEqualTo(on);
    assertThat(logs.reason()).isEqualTo(reason);
  }

  @Test
  void whatIsForOneSignalIsNotForTheOther() {
    AgentConfig config =
        load(
            Map.of("otel.exporter.otlp.logs.protocol", "grpc"),
            Map.of(
                "OTEL_EXPORTER_OTLP_ENDPOINT", "http://c:4318",
                "OTEL_EXPORTER_OTLP_METRICS_HEADERS", "key=secret-of-metrics",
                "OTEL_EXPORTER_OTLP_TIMEOUT", "7000",
                "OTEL_EXPORTER_OTLP_LOGS_TIMEOUT", "3000"));
    assertThat(config.problems()).isEmpty();
    assertThat(config.notices()).isEmpty();
    assertThat(config.otlp().headers()).isEqualTo(Map.of("key", "secret-of-metrics"));
    assertThat(config.logs().otlp().headers()).isEmpty();
    assertThat(config.otlp().grpc()).isFalse();
    assertThat(config.logs().otlp().grpc()).isTrue();
    assertThat(config.logs().otlp().endpoint()).isEqualTo("http://c:4318");
    assertThat(config.otlp().timeout()).hasSeconds(7);
    assertThat(config.logs().otlp().timeout()).hasSeconds(3);
    assertThat(config.describe())
        .contains(
            "duroxide.telemetry.otlp.timeout of logs = 3000"
                + " (environment OTEL_EXPORTER_OTLP_LOGS_TIMEOUT)");
    assertThat(
            load(
                    Map.of("duroxide.telemetry.otlp.headers", "key=ours"),
                    Map.of("OTEL_EXPORTER_OTLP_LOGS_HEADERS", "key=theirs"))
                .logs()
                .otlp()
                .headers())
        .isEqualTo(Map.of("key", "ours"));
  }

  @Test
  void resourceAttributes() {
    AgentConfig config =
        load(NONE, Map.of("OTEL_RESOURCE_ATTRIBUTES", "service.name=shop,region=eu%20west"));
    assertThat(config.service().name()).isEqualTo("shop");
    assertThat(config.service().attributes()).isEqualTo(Map.of("region", "eu west"));
  }

  @Test
  void exportersOfOpenTelemetryAreOurs() {
    assertThat(exporters("otlp")).isEqualTo("prometheus false, otlp true");
    assertThat(exporters("prometheus")).isEqualTo("prometheus true, otlp false");
    assertThat(exporters("prometheus, OTLP")).isEqualTo("prometheus true, otlp true");
    assertThat(exporters("none")).isEqualTo("prometheus false, otlp false");
  }

  private static String exporters(String named) {
    AgentConfig config = load(NONE, Map.of("OTEL_METRICS_EXPORTER", named));
    assertThat(config.problems()).isEmpty();
    assertThat(config.notices()).isEmpty();
    return "prometheus " + config.prometheus().enabled() + ", otlp " + config.otlp().enabled();
  }

  @Test
  void exportersThatAreNotOursAreOneLine() {
    AgentConfig config = load(Map.of("otel.metrics.exporter", "console,otlp"), NONE);
    assertThat(config.problems()).isEmpty();
    assertThat(config.notices())
        .containsExactly(
            "system property otel.metrics.exporter names exporters without effect on this agent:"
                + " console");
    assertThat(load(NONE, Map.of("OTEL_LOGS_EXPORTER", "prometheus,otlp")).notices())
        .containsExactly(
            "environment OTEL_LOGS_EXPORTER names exporters without effect on this agent:"
                + " prometheus");
    assertThat(config.otlp().reason()).isEqualTo("OTEL_METRICS_EXPORTER names it");
  }

  @Test
  void anExporterConfiguredForUsIsWanted() {
    AgentConfig config =
        load(
            Map.of(
                "duroxide.telemetry.otlp.endpoint", "http://ours:2",
                "duroxide.telemetry.prometheus.port", "9000"),
            Map.of("OTEL_METRICS_EXPORTER", "none"));
    assertThat(config.otlp().enabled()).isTrue();
    assertThat(config.prometheus().enabled()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"true,false,0", "FALSE,true,0", "maybe,true,1"})
  void theirSdkSwitchedOffIsOurs(String text, boolean enabled, int problems) {
    AgentConfig config = load(NONE, Map.of("OTEL_SDK_DISABLED", text));
    assertThat(config.enabled()).isEqualTo(enabled);
    assertThat(config.problems()).hasSize(problems);
    assertThat(config.decisive().toString()).startsWith("duroxide.telemetry.enabled = " + enabled);
    assertThat(
            load(Map.of("duroxide.telemetry.enabled", "true"), Map.of("OTEL_SDK_DISABLED", text))
                .enabled())
        .isTrue();
  }
}

package io.duroxide.telemetry.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class ConfigLoaderTest {

  private static final Map<String, String> NONE = Map.of();

  private final Path directory;

  ConfigLoaderTest(@TempDir Path directory) {
    this.directory = directory;
  }

  private static AgentConfig load(Map<String, String> properties, Map<String, String> environment) {
    return new ConfigLoader(properties, environment, null).load(null);
  }

  private Path file(String text) throws IOException {
    return Files.writeString(directory.resolve("some.properties"), text);
  }

  @Test
  void defaultsNeedNothing() {
    AgentConfig config = load(NONE, NONE);
    assertThat(config.problems()).isEmpty();
    assertThat(config.describe()).isEmpty();
    assertThat(config.enabled()).isTrue();
    assertThat(config.prometheus()).isEqualTo(new AgentConfig.Prometheus(true, "localhost", 9464));
    assertThat(config.otlp().enabled()).isFalse();
    assertThat(config.otlp().reason()).isEqualTo("no endpoint is configured");
    assertThat(config.exportInterval()).isEqualTo(Duration.ofSeconds(60));
    assertThat(config.categories()).containsExactlyInAnyOrder(Category.values());
    assertThat(config.service().instanceId()).isNotEqualTo(load(NONE, NONE).service().instanceId());
  }

  @Test
  void systemPropertyWinsOverEnvironmentOverFileOverOpenTelemetry() throws IOException {
    String key = "duroxide.telemetry.export.interval";
    String argument = file(key + "=3s").toString();
    Map<String, String> otel = Map.of("OTEL_METRIC_EXPORT_INTERVAL", "4000");
    Map<String, String> both =
        Map.of("OTEL_METRIC_EXPORT_INTERVAL", "4000", "DUROXIDE_TELEMETRY_EXPORT_INTERVAL", "2s");
    assertThat(seconds(Map.of(key, "1s"), both, argument)).isEqualTo(1);
    assertThat(seconds(NONE, both, argument)).isEqualTo(2);
    assertThat(seconds(NONE, otel, argument)).isEqualTo(3);
    assertThat(seconds(NONE, otel, null)).isEqualTo(4);
    assertThat(seconds(Map.of("otel.metric.export.interval", "5000"), otel, null)).isEqualTo(5);
  }

  private static long seconds(
      Map<String, String> properties, Map<String, String> environment, @Nullable String argument) {
    AgentConfig config = new ConfigLoader(properties, environment, null).load(argument);
    assertThat(config.problems()).isEmpty();
    return config.exportInterval().toSeconds();
  }

  @Test
  void everyCarrierOfTheFileWorks() throws IOException {
    String text = "duroxide.telemetry.enabled=false";
    String path = file(text).toString();
    Files.writeString(directory.resolve("duroxide-telemetry.properties"), text);
    assertThat(new ConfigLoader(NONE, NONE, null).load(path).enabled()).isFalse();
    assertThat(load(Map.of("duroxide.telemetry.config", path), NONE).enabled()).isFalse();
    assertThat(load(NONE, Map.of("DUROXIDE_TELEMETRY_CONFIG", path)).enabled()).isFalse();
    assertThat(new ConfigLoader(NONE, NONE, directory).load(null).enabled()).isFalse();
    assertThat(load(NONE, Map.of("DUROXIDE_TELEMETRY_ENABLED", "FALSE")).enabled()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "DUROXIDE_METRICS_ORCHESTRATION,ORCHESTRATION",
    "DUROXIDE_METRICS_ACTIVITY,ACTIVITY",
    "DUROXIDE_METRICS_PROVIDER,PROVIDER",
    "DUROXIDE_METRICS_WORKER,WORKER",
    "DUROXIDE_TELEMETRY_CLIENT_ENABLED,CLIENT"
  })
  void categoriesAreSwitchedOff(String variable, Category category) {
    AgentConfig config = load(NONE, Map.of(variable, "false"));
    assertThat(config.categories()).doesNotContain(category).hasSize(5);
  }

  @Test
  void olderVariablesOfTheSpecification() {
    AgentConfig config =
        load(
            NONE,
            Map.of(
                "DUROXIDE_METRICS_SAMPLE_RATE", "0.25",
                "DUROXIDE_METRICS_INCLUDE_ERROR_MESSAGES", "true",
                "DUROXIDE_METRICS_MAX_LABEL_VALUES", "10"));
    assertThat(config.problems()).isEmpty();
    assertThat(config.activitySampleRate()).isEqualTo(0.25);
    assertThat(config.includeErrorMessages()).isTrue();
    assertThat(config.limits()).isEqualTo(new AgentConfig.Limits(10, 10, 10, 10, 10, 10, 10));
  }

  @ParameterizedTest
  @CsvSource({
    "prometheus.port,seventy,9464",
    "prometheus.port,70000,9464",
    "activity.sample-rate,NaN,1.0",
    "activity.sample-rate,2,1.0",
    "enabled,yes,true",
    "export.interval,-1s,60s",
    "export.interval,5 parsecs,60s",
    "limits.tags,0,20",
    "otlp.protocol,http/json,nothing",
    "otlp.endpoint,collector:4317,nothing",
    "otlp.certificate,/no/such/file,nothing",
    "error-categories,com.shop=weird,nothing",
    "buckets.duroxide_orchestration_turns,5;4,nothing"
  })
  void badValueIsOneLineAndTheDefault(String key, String value, String instead) {
    AgentConfig config = load(Map.of("duroxide.telemetry." + key, value), NONE);
    assertThat(config.problems())
        .singleElement()
        .asString()
        .startsWith("duroxide.telemetry." + key + " is '" + value + "' in system property ")
        .contains("allowed is ")
        .endsWith("using " + (instead.equals("nothing") ? instead : "'" + instead + "'"));
  }

  @Test
  void unknownKeysAreNamedWithTheNearest() throws IOException {
    String path =
        file("duroxide.telemetry.promethus.port=1\nprometheus.host=x\nother=1").toString();
    AgentConfig config =
        new ConfigLoader(
                Map.of("duroxide.telemetry.activty.enabled", "false"),
                Map.of(
                    "DUROXIDE_METRICS_ACTIVITIES", "false", "DUROXIDE_TELEMETRY_OTLP_HEADER", "x"),
                null)
            .load(path);
    assertThat(config.problems())
        .satisfiesExactly(
            line -> assertThat(line).endsWith("did you mean duroxide.telemetry.activity.enabled?"),
            line -> assertThat(line).endsWith("did you mean DUROXIDE_METRICS_ACTIVITY?"),
            line -> assertThat(line).endsWith("did you mean DUROXIDE_TELEMETRY_OTLP_HEADERS?"),
            line -> assertThat(line).endsWith("did you mean duroxide.telemetry.prometheus.port?"),
            line -> assertThat(line).endsWith("did you mean duroxide.telemetry.prometheus.host?"));
  }

  @Test
  void unusableFilesAreOneLine() throws IOException {
    for (String name :
        List.of(
            directory.toString(),
            directory.resolve("missing").toString(),
            "\0",
            file("a=\\u00zz").toString())) {
      AgentConfig config = new ConfigLoader(NONE, NONE, null).load(name);
      assertThat(config.problems()).singleElement().asString().contains("is not used: ");
      assertThat(config.enabled()).isTrue();
    }
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

  @Test
  void secretsAreNeverShown() {
    AgentConfig config =
        load(
            Map.of("duroxide.telemetry.otlp.headers", "Authorization=Bearer%20s3cret"),
            Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://user:s3cret@c:4318"));
    assertThat(config.otlp().headers()).containsEntry("Authorization", "Bearer s3cret");
    assertThat(config.toString()).doesNotContain("s3cret@", "Bearer");
    assertThat(config.describe())
        .containsExactly(
            "duroxide.telemetry.otlp.endpoint = http://***@c:4318"
                + " (environment OTEL_EXPORTER_OTLP_ENDPOINT)",
            "duroxide.telemetry.otlp.headers = ***"
                + " (system property duroxide.telemetry.otlp.headers)");
    AgentConfig bad = load(Map.of("duroxide.telemetry.otlp.headers", "s3cret"), NONE);
    assertThat(bad.problems().toString()).doesNotContain("s3cret");
  }

  @ParameterizedTest
  @CsvSource({
    "com.shop.Main arg,Main",
    "/opt/app/shop-1.2.jar --x,shop-1.2",
    "shop/com.shop.Main,Main",
    "'',duroxide"
  })
  void serviceNameTellsSomething(String command, String name) {
    assertThat(load(Map.of("sun.java.command", command), NONE).service().name()).isEqualTo(name);
  }

  @Test
  void resourceAttributes() {
    AgentConfig config =
        load(NONE, Map.of("OTEL_RESOURCE_ATTRIBUTES", "service.name=shop,region=eu%20west"));
    assertThat(config.service().name()).isEqualTo("shop");
    assertThat(config.service().attributes()).isEqualTo(Map.of("region", "eu west"));
  }

  @Test
  void bucketsFromAnyCarrier() {
    AgentConfig config =
        load(NONE, Map.of("DUROXIDE_TELEMETRY_BUCKETS_DUROXIDE_ORCHESTRATION_TURNS", "1, 2.5"));
    assertThat(config.buckets())
        .isEqualTo(Map.of("duroxide_orchestration_turns", List.of(1.0, 2.5)));
  }

  @ParameterizedTest
  @EnumSource(ConfigKey.class)
  void everyDefaultIsAllowed(ConfigKey key) {
    if (!key.defaultText().isEmpty()) {
      assertThat(key.type().parse(key.defaultText())).isNotNull();
    }
  }

  @Test
  void referencePageIsTheTable() throws IOException {
    Path page = Path.of("../docs/configuration.md");
    if (Boolean.getBoolean("docs.write")) {
      Files.writeString(page, ConfigurationPage.text());
    }
    assertThat(Files.readString(page))
        .as("docs/configuration.md; -Ddocs.write=true rewrites it")
        .isEqualTo(ConfigurationPage.text());
  }
}

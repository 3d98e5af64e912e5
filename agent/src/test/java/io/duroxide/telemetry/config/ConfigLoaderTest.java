package io.duroxide.telemetry.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class ConfigLoaderTest {

  private static final Map<String, String> NONE = Map.of();
  private static final List<String> HISTOGRAMS =
      List.of(
          "duroxide_orchestration_turns",
          "duroxide_orchestration_history_size",
          "provider.ack_worker_duration_ms");

  private final Path directory;

  ConfigLoaderTest(@TempDir Path directory) {
    this.directory = directory;
  }

  private static AgentConfig load(Map<String, String> properties, Map<String, String> environment) {
    return loader(properties, environment, null).load(null);
  }

  private static ConfigLoader loader(
      Map<String, String> properties, Map<String, String> environment, @Nullable Path jar) {
    return new ConfigLoader(properties, environment, jar, HISTOGRAMS);
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
    AgentConfig config = loader(properties, environment, null).load(argument);
    assertThat(config.problems()).isEmpty();
    return config.exportInterval().toSeconds();
  }

  @Test
  void everyCarrierOfTheFileWorks() throws IOException {
    String text = "duroxide.telemetry.enabled=false";
    String path = file(text).toString();
    Files.writeString(directory.resolve("duroxide-telemetry.properties"), text);
    assertThat(loader(NONE, NONE, null).load(path).enabled()).isFalse();
    assertThat(load(Map.of("duroxide.telemetry.config", path), NONE).enabled()).isFalse();
    assertThat(load(NONE, Map.of("DUROXIDE_TELEMETRY_CONFIG", path)).enabled()).isFalse();
    assertThat(loader(NONE, NONE, directory).load(null).enabled()).isFalse();
    assertThat(load(NONE, Map.of("DUROXIDE_TELEMETRY_ENABLED", "FALSE")).enabled()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "DUROXIDE_METRICS_ORCHESTRATION,ORCHESTRATION",
    "DUROXIDE_METRICS_ACTIVITY,ACTIVITY",
    "DUROXIDE_METRICS_PROVIDER,PROVIDER",
    "DUROXIDE_METRICS_WORKER,WORKER",
    "DUROXIDE_TELEMETRY_CLIENT_ENABLED,CLIENT",
    "DUROXIDE_TELEMETRY_RESOURCE_ENABLED,RESOURCE"
  })
  void categoriesAreSwitchedOff(String variable, Category category) {
    AgentConfig config = load(NONE, Map.of(variable, "false"));
    assertThat(config.categories()).doesNotContain(category).hasSize(6);
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
    "buckets.duroxide_orchestration_turns,5;4,nothing",
    "buckets.duroxide_orchestration_turns,'5,4',nothing",
    "buckets.duroxide_orchestration_turns,'0,4',nothing",
    "buckets.duroxide_orchestration_turns,'1,Infinity',nothing",
    "buckets.duroxide_orchestration_turns,'1,NaN',nothing",
    "buckets.duroxide_orchestration_turns,'1,,2',nothing"
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
        file("duroxide.telemetry.promethus.port=1\nprometheus.host=x\notlp.endpont=x\n"
                + "duroxid.telemetry.strict=true\nduroxide.telemetry.tags=3\nother=1")
            .toString();
    AgentConfig config =
        loader(
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
            line -> assertThat(line).endsWith("did you mean duroxide.telemetry.limits.tags?"),
            line -> assertThat(line).endsWith("did you mean duroxide.telemetry.strict?"),
            line -> assertThat(line).endsWith("did you mean duroxide.telemetry.otlp.endpoint?"),
            line -> assertThat(line).endsWith("did you mean duroxide.telemetry.prometheus.host?"));
    assertThat(config.notices())
        .containsExactly("keys in " + path + " that are not the agent's: other");
  }

  @Test
  void settingsOfOpenTelemetryWithoutEffectAreNamedOnce() {
    AgentConfig config =
        load(
            Map.of(
                "otel.metrics.exporter", "none",
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
                + " otel.metrics.exporter");
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

  @Test
  void everySettingInEffectIsListedWithItsSource() throws IOException {
    String path = file("duroxide.telemetry.limits.tags=7").toString();
    AgentConfig config = loader(NONE, Map.of("DUROXIDE_TELEMETRY_STRICT", "true"), null).load(path);
    assertThat(config.strict()).isTrue();
    assertThat(config.file()).isEqualTo(path);
    assertThat(config.settings()).hasSize(ConfigKey.values().length - 1); // buckets are none
    assertThat(config.settings())
        .map(Object::toString)
        .contains(
            "duroxide.telemetry.config = " + path + " (argument of the agent)",
            "duroxide.telemetry.strict = true (environment DUROXIDE_TELEMETRY_STRICT)",
            "duroxide.telemetry.limits.tags = 7 (" + path + " duroxide.telemetry.limits.tags)",
            "duroxide.telemetry.export.interval = 60s (default)");
  }

  @Test
  void unusableFilesAreOneLine() throws IOException {
    for (String name :
        List.of(
            directory.toString(),
            directory.resolve("missing").toString(),
            "\0",
            file("a=\\u00zz").toString())) {
      AgentConfig config = loader(NONE, NONE, null).load(name);
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
            Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://user:s3cret@c:4318/x?key=s3cret"));
    assertThat(config.otlp().headers()).containsEntry("Authorization", "Bearer s3cret");
    assertThat(config.toString()).doesNotContain("s3cret");
    assertThat(config.describe())
        .containsExactly(
            "duroxide.telemetry.otlp.endpoint = http://***@c:4318/x?***"
                + " (environment OTEL_EXPORTER_OTLP_ENDPOINT)",
            "duroxide.telemetry.otlp.headers = ***"
                + " (system property duroxide.telemetry.otlp.headers)");
    assertThat(config.otlp().withoutSecrets("401 for Bearer s3cret at " + config.otlp().endpoint()))
        .isEqualTo("401 for *** at http://***@c:4318/x?***");
  }

  @ParameterizedTest
  @CsvSource({
    "otlp.headers,s3cret",
    "otlp.endpoint,http://user:s3/cret@c:4318",
    "otlp.endpoint,collector?key=s3cret//x",
    "otlp.endpoint,ftp://c?key=s3cret"
  })
  void secretsInWrongValuesAreNeverShown(String key, String value) {
    AgentConfig config = load(Map.of("duroxide.telemetry." + key, value), NONE);
    assertThat(config.problems()).hasSize(1);
    assertThat(config.toString()).doesNotContain("s3", "cret");
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
  void bucketsFromAnyCarrier() throws IOException {
    String prefix = "duroxide.telemetry.buckets.";
    String path =
        file(prefix + "duroxide_orchestration_turns=9\n" + prefix + HISTOGRAMS.get(1) + "=10")
            .toString();
    AgentConfig config =
        loader(
                Map.of(prefix + "provider.ack_worker_duration_ms", "3"),
                Map.of(
                    "DUROXIDE_TELEMETRY_BUCKETS_DUROXIDE_ORCHESTRATION_TURNS", "1, 2.5",
                    "DUROXIDE_TELEMETRY_BUCKETS_PROVIDER_ACK_WORKER_DURATION_MS", "4"),
                null)
            .load(path);
    assertThat(config.problems()).isEmpty();
    assertThat(config.buckets())
        .isEqualTo(
            Map.of(
                "duroxide_orchestration_turns", List.of(1.0, 2.5),
                "duroxide_orchestration_history_size", List.of(10.0),
                "provider.ack_worker_duration_ms", List.of(3.0)));
  }

  @Test
  void bucketsOfAnUnknownHistogramAreNamedWithTheNearest() {
    AgentConfig config =
        load(
            Map.of("duroxide.telemetry.buckets.duroxide_orchestration_turn", "1"),
            Map.of("DUROXIDE_TELEMETRY_BUCKETS_ORCHESTRATION_HISTORY_SIZE", "1"));
    assertThat(config.buckets()).isEmpty();
    assertThat(config.problems())
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .startsWith("no histogram is called ORCHESTRATION_HISTORY_SIZE")
                    .endsWith("did you mean duroxide_orchestration_history_size?"),
            line ->
                assertThat(line)
                    .startsWith("no histogram is called duroxide_orchestration_turn,")
                    .endsWith("did you mean duroxide_orchestration_turns?"));
  }

  @Test
  void moreBucketsThanAnybodyNeedsAreNotAllowed() {
    String many =
        IntStream.rangeClosed(1, 201).mapToObj(Integer::toString).collect(Collectors.joining(","));
    AgentConfig config =
        load(Map.of("duroxide.telemetry.buckets.duroxide_orchestration_turns", many), NONE);
    assertThat(config.buckets()).isEmpty();
    assertThat(config.problems()).singleElement().asString().hasSizeLessThan(500);
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

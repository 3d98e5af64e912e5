package io.duroxide.telemetry.config;

import static io.duroxide.telemetry.config.Loading.HISTOGRAMS;
import static io.duroxide.telemetry.config.Loading.NONE;
import static io.duroxide.telemetry.config.Loading.load;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Carriers, their order, and what holds if nobody says anything. */
final class ConfigLoaderTest {

  private final Path directory;

  ConfigLoaderTest(@TempDir Path directory) {
    this.directory = directory;
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
    AgentConfig config = load(properties, environment, argument);
    assertThat(config.problems()).isEmpty();
    return config.exportInterval().toSeconds();
  }

  @Test
  void everyCarrierOfTheFileWorks() throws IOException {
    String text = "duroxide.telemetry.enabled=false";
    String path = file(text).toString();
    Files.writeString(directory.resolve("duroxide-telemetry.properties"), text);
    assertThat(load(NONE, NONE, path).enabled()).isFalse();
    assertThat(load(Map.of("duroxide.telemetry.config", path), NONE).enabled()).isFalse();
    assertThat(load(NONE, Map.of("DUROXIDE_TELEMETRY_CONFIG", path)).enabled()).isFalse();
    assertThat(new ConfigLoader(NONE, NONE, directory, HISTOGRAMS).load(null).enabled()).isFalse();
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

  @Test
  void everySettingInEffectIsListedWithItsSource() throws IOException {
    String path = file("duroxide.telemetry.limits.tags=7").toString();
    AgentConfig config = load(NONE, Map.of("DUROXIDE_TELEMETRY_STRICT", "true"), path);
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
}

package io.duroxide.telemetry.config;

import static io.duroxide.telemetry.config.Loading.HISTOGRAMS;
import static io.duroxide.telemetry.config.Loading.NONE;
import static io.duroxide.telemetry.config.Loading.load;
import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.telemetry.config.AgentConfig.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every key changes the configuration, and the same whichever carrier it came by. What the changed
 * configuration then does is the subject of the tests of export and metrics.
 */
final class EveryKeyTest {

  /** OpenTelemetry's own words for the same, where they differ. */
  private static final Map<String, String> THEIR_WORDS =
      Map.of(
          "OTEL_SDK_DISABLED",
          "true",
          "OTEL_METRICS_EXPORTER",
          "otlp",
          "OTEL_LOGS_EXPORTER",
          "none");

  private static final Map<String, String> SAME_INSTANCE =
      Map.of(ConfigKey.SERVICE_INSTANCE_ID.property(), "same");

  private final Path directory;

  EveryKeyTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "CONFIG") // it says where the third carrier is
  void everyCarrierHasTheSameEffect(ConfigKey key) throws IOException {
    Path readable = Files.writeString(directory.resolve("readable"), "");
    String metric = key == ConfigKey.BUCKETS ? HISTOGRAMS.get(0) : "";
    String property = key.property() + metric;
    String variable = key.variable() + ConfigKey.variable(metric);
    String value = ExampleValues.of(key, readable);
    Path file = Files.writeString(directory.resolve("f.properties"), property + "=" + value);

    AgentConfig byProperty = loadWith(Map.of(property, value), NONE, key, readable);
    AgentConfig byVariable = loadWith(NONE, Map.of(variable, value), key, readable);
    AgentConfig byFile = fileWith(file, key, readable);

    assertThat(effect(byProperty)).isNotEqualTo(effect(load(SAME_INSTANCE, NONE)));
    assertThat(effect(byVariable)).isEqualTo(effect(byProperty));
    assertThat(effect(byFile)).isEqualTo(effect(byProperty));
    assertThat(source(byProperty, property)).isEqualTo("system property " + property);
    assertThat(source(byVariable, property)).isEqualTo("environment " + variable);
    assertThat(source(byFile, property)).isEqualTo(file + " " + property);
  }

  static Stream<Object[]> aliases() {
    return Stream.of(ConfigKey.values())
        .flatMap(key -> key.aliases().stream().map(alias -> new Object[] {key, alias}));
  }

  @ParameterizedTest
  @MethodSource("aliases")
  void everyOtherNameHasTheSameEffect(ConfigKey key, String alias) throws IOException {
    Path readable = Files.writeString(directory.resolve("readable"), "");
    String value = ExampleValues.of(key, readable);
    String theirs = THEIR_WORDS.getOrDefault(alias, value);

    AgentConfig ours = loadWith(Map.of(key.property(), value), NONE, key, readable);
    AgentConfig byVariable = loadWith(NONE, Map.of(alias, theirs), key, readable);

    Setting expected = setting(ours, key.property());
    assertThat(setting(byVariable, key.property()))
        .isEqualTo(new Setting(expected.key(), expected.value(), "environment " + alias, true));
    if (alias.startsWith("OTEL_")) {
      String property = alias.toLowerCase(Locale.ROOT).replace('_', '.');
      AgentConfig byProperty = loadWith(Map.of(property, theirs), NONE, key, readable);
      assertThat(setting(byProperty, key.property()).value()).isEqualTo(expected.value());
    }
  }

  private static AgentConfig loadWith(
      Map<String, String> properties,
      Map<String, String> environment,
      ConfigKey key,
      Path readable) {
    Map<String, String> all = new HashMap<>(companion(key, readable));
    all.putAll(properties);
    return checked(load(all, environment, null));
  }

  private static AgentConfig fileWith(Path file, ConfigKey key, Path readable) {
    return checked(load(companion(key, readable), NONE, file));
  }

  private static AgentConfig checked(AgentConfig config) {
    assertThat(config.problems()).isEmpty();
    return config;
  }

  /** The two keys that only work together; and what is otherwise made up at each start. */
  private static Map<String, String> companion(ConfigKey key, Path readable) {
    Map<String, String> companion = new HashMap<>(SAME_INSTANCE);
    if (key == ConfigKey.OTLP_CLIENT_KEY) {
      companion.put(ConfigKey.OTLP_CLIENT_CERTIFICATE.property(), readable.toString());
    } else if (key == ConfigKey.OTLP_CLIENT_CERTIFICATE) {
      companion.put(ConfigKey.OTLP_CLIENT_KEY.property(), readable.toString());
    }
    companion.remove(key.property());
    return companion;
  }

  private static Setting setting(AgentConfig config, String property) {
    return config.settings().stream()
        .filter(setting -> setting.key().equals(property))
        .findFirst()
        .orElseThrow();
  }

  private static String source(AgentConfig config, String property) {
    return setting(config, property).source();
  }

  /** Everything but where it came from. */
  private static Map<String, Object> effect(AgentConfig config) {
    Map<String, Object> effect = new HashMap<>();
    for (var part : AgentConfig.class.getRecordComponents()) {
      if (!List.of("file", "settings", "notices").contains(part.getName())) {
        try {
          effect.put(part.getName(), part.getAccessor().invoke(config));
        } catch (ReflectiveOperationException impossible) {
          throw new LinkageError(part.getName(), impossible);
        }
      }
    }
    return effect;
  }
}

package io.duroxide.telemetry.config;

import static io.duroxide.telemetry.config.Loading.NONE;
import static io.duroxide.telemetry.config.Loading.load;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One clear line for each thing that is wrong, and the default instead. */
final class BadSettingsTest {

  private final Path directory;

  BadSettingsTest(@TempDir Path directory) {
    this.directory = directory;
  }

  private Path file(String text) throws IOException {
    return Files.writeString(directory.resolve("some.properties"), text);
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
        load(
            Map.of("duroxide.telemetry.activty.enabled", "false"),
            Map.of("DUROXIDE_METRICS_ACTIVITIES", "false", "DUROXIDE_TELEMETRY_OTLP_HEADER", "x"),
            path);
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
  void unusableFilesAreOneLine() throws IOException {
    for (String name :
        List.of(
            directory.toString(),
            directory.resolve("missing").toString(),
            "\0",
            file("a=\\u00zz").toString())) {
      AgentConfig config = load(NONE, NONE, name);
      assertThat(config.problems()).singleElement().asString().contains("is not used: ");
      assertThat(config.enabled()).isTrue();
    }
  }
}

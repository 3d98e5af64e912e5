package io.duroxide.telemetry.config;

import static io.duroxide.telemetry.config.Loading.NONE;
import static io.duroxide.telemetry.config.Loading.load;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may hold credentials is shown to nobody. */
final class SecretsTest {

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
}

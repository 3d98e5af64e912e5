package io.duroxide.telemetry.config;

import static io.duroxide.telemetry.config.Loading.HISTOGRAMS;
import static io.duroxide.telemetry.config.Loading.NONE;
import static io.duroxide.telemetry.config.Loading.load;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bucket lists, the one setting whose name has an end of its own. */
final class BucketKeysTest {

  private final Path directory;

  BucketKeysTest(@TempDir Path directory) {
    this.directory = directory;
  }

  private Path file(String text) throws IOException {
    return Files.writeString(directory.resolve("some.properties"), text);
  }

  @Test
  void bucketsFromAnyCarrier() throws IOException {
    String prefix = "duroxide.telemetry.buckets.";
    String path =
        file(prefix + "duroxide_orchestration_turns=9\n" + prefix + HISTOGRAMS.get(1) + "=10")
            .toString();
    AgentConfig config =
        load(
            Map.of(prefix + "provider.ack_worker_duration_ms", "3"),
            Map.of(
                "DUROXIDE_TELEMETRY_BUCKETS_DUROXIDE_ORCHESTRATION_TURNS", "1, 2.5",
                "DUROXIDE_TELEMETRY_BUCKETS_PROVIDER_ACK_WORKER_DURATION_MS", "4"),
            path);
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
}

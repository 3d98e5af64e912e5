package io.duroxide.telemetry.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands, what they print where, and how they end. */
final class ToolTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Path directory;

  ToolTest(@TempDir Path directory) {
    this.directory = directory;
  }

  private int run(String... arguments) {
    return Tool.run(
        List.of(arguments),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private String file(String text) throws IOException {
    return Files.writeString(directory.resolve("some.properties"), text).toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "frobnicate",
        "check",
        "check a b",
        "list all",
        "attach",
        "attach me",
        "attach 1 2",
        "attach 1 --config",
        "attach 1 --config /no/such/file",
        "attach --config",
        "status",
        "status --json",
        "status me"
      })
  void wrongUsageIsTwoAndHelps(String line) {
    assertThat(run(line.isEmpty() ? new String[0] : line.split(" ", -1))).isEqualTo(2);
    assertThat(out()).isEmpty();
    assertThat(err()).contains("\nusage: ");
  }

  @Test
  void helpAndVersionAreAnswers() {
    assertThat(run("--help")).isZero();
    assertThat(out()).isEqualTo(Usage.TEXT);
    out.reset();
    assertThat(run("--version")).isZero();
    assertThat(out()).isEqualTo("duroxide-telemetry unknown" + System.lineSeparator());
    assertThat(err()).isEmpty();
  }

  @Test
  void aGoodFileIsZero() throws IOException {
    String file = file("duroxide.telemetry.limits.tags=7\nmine=1");

    assertThat(run("check", file)).isZero();
    assertThat(out().lines())
        .contains(
            "duroxide.telemetry.limits.tags = 7 (" + file + " duroxide.telemetry.limits.tags)",
            "duroxide.telemetry.limits.event-names = 50 (default)",
            "duroxide.telemetry.otlp.endpoint = (not set) (default)",
            "note: keys in " + file + " that are not the agent's: mine");
    assertThat(err()).isEmpty();
  }

  @Test
  void problemsAreOneAndNamed() throws IOException {
    String file =
        file(
            """
            duroxide.telemetry.limits.tag=7
            duroxide.telemetry.export.interval=soon
            duroxide.telemetry.buckets.duroxide_activity_duration_second=1
            duroxide.telemetry.otlp.headers=authorization=s3cret
            """);

    assertThat(run("check", file)).isEqualTo(1);
    assertThat(err().lines())
        .hasSize(3)
        .allMatch(line -> line.startsWith("problem: "))
        .anyMatch(line -> line.endsWith("did you mean duroxide_activity_duration_seconds?"));
    assertThat(out()).contains("duroxide.telemetry.otlp.headers = *** (").doesNotContain("s3cret");
  }

  @Test
  void anUnreadableFileIsTwo() throws IOException {
    assertThat(run("check", directory.toString())).isEqualTo(2);
    assertThat(run("check", directory.resolve("missing").toString())).isEqualTo(2);
    assertThat(run("check", file("broken=\\u00zz"))).isEqualTo(2);
    assertThat(out()).isEmpty();
    assertThat(err().lines()).hasSize(3).allMatch(line -> line.contains("is not used: "));
  }

  @Test
  void aProcessThatIsNotThereIsOneLine() {
    assertThat(run("status", Long.toString(Long.MAX_VALUE))).isEqualTo(1);
    assertThat(err().lines()).containsExactly("no process " + Long.MAX_VALUE);
  }
}

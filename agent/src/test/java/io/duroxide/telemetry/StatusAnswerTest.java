package io.duroxide.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StatusAnswerTest {

  private final Path directory;

  StatusAnswerTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void noFileOfSomebodyElseIsTouched() throws Exception {
    Path precious = Files.writeString(directory.resolve("precious"), "data");

    StatusAnswer.write("status:json:" + precious);
    StatusAnswer.write("status:text:" + directory.resolve("absent"));
    StatusAnswer.write("status:nonsense");

    assertThat(precious).hasContent("data");
    assertThat(directory.resolve("absent")).doesNotExist();
  }
}

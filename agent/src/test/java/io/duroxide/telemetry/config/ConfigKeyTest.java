package io.duroxide.telemetry.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The table of keys and the page made from it. */
final class ConfigKeyTest {

  @ParameterizedTest
  @EnumSource(ConfigKey.class)
  void everyDefaultIsAllowed(ConfigKey key) {
    if (!key.defaultText().isEmpty()) {
      assertThat(key.type().parse(key.defaultText())).isNotNull();
    }
  }

  /** Nothing writes that file: a key that is renamed or gone must be noticed. */
  @Test
  void keysAreThoseOfTheContract() throws IOException {
    List<String> contract =
        Files.readAllLines(Path.of("../docs/configuration-contract.txt")).stream()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .toList();
    assertThat(Arrays.stream(ConfigKey.values()).map(ConfigKeyTest::row))
        .containsExactlyElementsOf(contract);
  }

  private static String row(ConfigKey key) {
    String names =
        String.join(" ", key.property(), key.variable(), String.join(" ", key.aliases()));
    return String.join(" | ", names.strip(), key.allowed(), key.defaultText()).strip();
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

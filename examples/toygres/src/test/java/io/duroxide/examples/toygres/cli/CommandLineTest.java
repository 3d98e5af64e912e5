package io.duroxide.examples.toygres.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {

  @Test
  void readsBothSpellingsOfAValue() {
    assertThat(parse("--time", "a").text("--time", "")).isEqualTo("a");
    assertThat(parse("--time=a=b").text("--time", "")).isEqualTo("a=b");
  }

  @Test
  void usesTheDefaultOfAnAbsentOption() {
    CommandLine line = parse();
    assertThat(line.duration("--time", Duration.ofSeconds(7))).isEqualTo(Duration.ofSeconds(7));
    assertThat(line.integer("--time", 5, 0, 9)).isEqualTo(5);
    assertThat(line.flag("--on")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"60s, PT1M", "90, PT1M30S", "2m, PT2M", "1h, PT1H", "250ms, PT0.25S", "1.5s, PT1.5S"})
  void readsDurations(String text, Duration expected) {
    assertThat(parse("--time", text).duration("--time", Duration.ZERO)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "5d", "-1s", "1 s", "99999999999"})
  void refusesWhatIsNoDuration(String text) {
    assertThatThrownBy(() -> parse("--time", text).duration("--time", Duration.ZERO))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("--time");
  }

  @Test
  void refusesNumbersOutOfRange() {
    assertThatThrownBy(() -> parse("--time", "1.5").decimal("--time", 0, 0, 1))
        .isInstanceOf(UsageException.class)
        .hasMessage("--time must be from 0.0 to 1.0, not 1.5");
    assertThatThrownBy(() -> parse("--time", "NaN").decimal("--time", 0, 0, 1))
        .isInstanceOf(UsageException.class);
    assertThatThrownBy(() -> parse("--time", "ten").integer("--time", 0, 0, 100))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("'ten'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--no", "word", "--on=1", "--time"})
  void refusesUnknownOptionsAndMissingValues(String argument) {
    assertThatThrownBy(() -> parse(argument))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(argument);
  }

  private static CommandLine parse(String... args) {
    return CommandLine.parse(args, Set.of("--time"), Set.of("--on"));
  }
}

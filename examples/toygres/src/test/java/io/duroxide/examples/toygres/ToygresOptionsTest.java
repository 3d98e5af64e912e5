package io.duroxide.examples.toygres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.duroxide.examples.toygres.cli.UsageException;
import io.duroxide.examples.toygres.model.Pace;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToygresOptionsTest {

  @Test
  void hasADefaultForEverything() {
    assertThat(ToygresOptions.parse(new String[0]))
        .isEqualTo(
            new ToygresOptions(
                Path.of("toygres-data"),
                Duration.ofMinutes(1),
                10,
                0.05,
                new Pace(0.02),
                42,
                false,
                10,
                32));
  }

  @Test
  void helpNamesEveryOption() {
    assertThat(ToygresOptions.HELP)
        .contains(ToygresOptions.WITH_VALUE)
        .contains(ToygresOptions.FLAGS);
  }

  @ParameterizedTest
  @CsvSource({
    "--failure-rate, 1.1",
    "--rate, -1",
    "--time-scale, 0",
    "--activity-slots, 0",
    "--orchestration-slots, many",
    "--seed, 1.5",
    "--duration, soon"
  })
  void refusesBadValuesByName(String option, String value) {
    assertThatThrownBy(() -> ToygresOptions.parse(new String[] {option, value}))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(option);
  }
}

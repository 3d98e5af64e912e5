package io.duroxide.telemetry.traces;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MomentTest {

  @Test
  void whatWasEarlierByOneClock_wasEarlierByTheOther() {
    Moment now = new Moment(1_000_000_000_000_000_000L, 500);

    assertThat(now.epochNanos(500)).isEqualTo(1_000_000_000_000_000_000L);
    assertThat(now.epochNanos(100)).isEqualTo(999_999_999_999_999_600L);
    assertThat(now.epochNanos(-100))
        .as("of a clock that is not yet 0")
        .isEqualTo(999_999_999_999_999_400L);
  }

  @Test
  void itIsReadBetweenWhatIsReadBeforeAndAfter() {
    long nanosBefore = System.nanoTime();
    Moment now = Moment.now();
    long nanosAfter = System.nanoTime();

    assertThat(now.nanoTime()).isBetween(nanosBefore, nanosAfter);
  }
}

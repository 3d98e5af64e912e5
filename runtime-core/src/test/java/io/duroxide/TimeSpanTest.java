package io.duroxide;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

class TimeSpanTest {

  private static final Duration FOREVER = ChronoUnit.FOREVER.getDuration();

  @Test
  void millis_ofAnySpan_areRoundedUpAndBounded() {
    assertThat(TimeSpan.millis(Duration.ZERO)).isZero();
    assertThat(TimeSpan.millis(Duration.ofNanos(1))).isEqualTo(1);
    assertThat(TimeSpan.millis(Duration.ofMillis(7))).isEqualTo(7);
    assertThat(TimeSpan.millis(Duration.ofMillis(7).plusNanos(1))).isEqualTo(8);
    assertThat(TimeSpan.millis(Duration.ofMillis(Long.MAX_VALUE))).isEqualTo(Long.MAX_VALUE);
    assertThat(TimeSpan.millis(FOREVER)).isEqualTo(Long.MAX_VALUE);
    assertThat(TimeSpan.millis(Duration.ofNanos(-1))).isZero();
    assertThat(TimeSpan.millis(FOREVER.negated())).isZero();
    assertThat(TimeSpan.millis(Duration.ofSeconds(Long.MIN_VALUE))).isZero();
  }

  @Test
  void nanos_ofAnySpan_canBeAddedToANanoTime() {
    assertThat(TimeSpan.nanos(Duration.ofNanos(1))).isEqualTo(1);
    assertThat(TimeSpan.nanos(Duration.ofDays(36_500))).isEqualTo(36_500L * 86_400_000_000_000L);
    for (Duration tooLong : new Duration[] {Duration.ofDays(365 * 300), FOREVER}) {
      long deadline = System.nanoTime() + TimeSpan.nanos(tooLong);
      assertThat(deadline - System.nanoTime()).isGreaterThan(Long.MAX_VALUE / 4);
    }
    assertThat(TimeSpan.nanos(FOREVER.negated())).isZero();
  }
}

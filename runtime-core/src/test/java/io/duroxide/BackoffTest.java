package io.duroxide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BackoffTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  private static List<Long> millis(Backoff backoff, int attempts) {
    return IntStream.rangeClosed(1, attempts)
        .mapToObj(n -> backoff.delayAfter(n).toMillis())
        .toList();
  }

  @Test
  void none_isAlwaysZero() {
    assertThat(millis(Backoff.none(), 3)).containsExactly(0L, 0L, 0L);
  }

  @Test
  void fixed_isAlwaysTheSame() {
    assertThat(millis(Backoff.fixed(SECOND), 3)).containsExactly(1_000L, 1_000L, 1_000L);
  }

  @Test
  void linear_growsByItsBase_upToItsMaximum() {
    assertThat(millis(Backoff.linear(SECOND, Duration.ofSeconds(3)), 5))
        .containsExactly(1_000L, 2_000L, 3_000L, 3_000L, 3_000L);
  }

  @Test
  void exponential_multiplies_upToItsMaximum() {
    assertThat(millis(Backoff.exponential(SECOND, 2.0, Duration.ofSeconds(60)), 8))
        .containsExactly(1_000L, 2_000L, 4_000L, 8_000L, 16_000L, 32_000L, 60_000L, 60_000L);
    assertThat(millis(Backoff.exponential(SECOND, 1.5, Duration.ofSeconds(60)), 3))
        .containsExactly(1_000L, 1_500L, 2_250L);
  }

  @Test
  void manyAttempts_staySaturated() {
    Duration max = Duration.ofSeconds(3);
    for (int attempts : new int[] {60, 64, 1_000, 100_000, Integer.MAX_VALUE}) {
      assertThat(Backoff.exponential(Duration.ofMillis(200), 2.0, max).delayAfter(attempts))
          .isEqualTo(max);
      assertThat(Backoff.linear(Duration.ofDays(36_500), max).delayAfter(attempts)).isEqualTo(max);
    }
  }

  @Test
  void maximumBelowTheBase_wins() {
    assertThat(millis(Backoff.exponential(SECOND, 2.0, Duration.ofMillis(10)), 2))
        .containsExactly(10L, 10L);
  }

  @Test
  void unsoundValues_areRefused() {
    assertThatThrownBy(() -> Backoff.exponential(SECOND, 0.5, SECOND))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Backoff.exponential(SECOND, Double.NaN, SECOND))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Backoff.fixed(SECOND.negated()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Backoff.fixed(SECOND).delayAfter(0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Backoff.fixed(SECOND).withJitter(1.1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Backoff.fixed(SECOND).withJitter(-0.1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void jitter_shortensByItsFractionAtMost_andSpreads() {
    Backoff jittered = Backoff.fixed(SECOND).withJitter(0.5);
    List<Long> delays =
        LongStream.range(0, 1_000)
            .mapToObj(seed -> jittered.delayAfter(1, seed).toMillis())
            .toList();
    assertThat(delays).allSatisfy(delay -> assertThat(delay).isBetween(500L, 1_000L));
    assertThat(delays.stream().distinct().count()).isGreaterThan(300);
    assertThat(delays.stream().mapToLong(Long::longValue).average().orElse(0))
        .isBetween(730.0, 770.0);
  }

  @Test
  void jitter_isTheSameForTheSameSeed_andTheSameOnEveryNode() {
    Backoff jittered = Backoff.fixed(SECOND).withJitter(1.0);
    assertThat(jittered.delayAfter(1, 42)).isEqualTo(jittered.delayAfter(1, 42));
    // Written down, so that a change of the formula does not go unnoticed.
    assertThat(jittered.delayAfter(1, 42)).isEqualTo(Duration.ofMillis(258));
  }

  @Test
  void jitter_neverTakesThePauseAway_norMakesOne() {
    Backoff tiny = Backoff.fixed(Duration.ofMillis(1)).withJitter(1.0);
    for (long seed = 0; seed < 100; seed++) {
      assertThat(tiny.delayAfter(1, seed)).isEqualTo(Duration.ofMillis(1));
      assertThat(Backoff.none().withJitter(1.0).delayAfter(1, seed)).isEqualTo(Duration.ZERO);
    }
  }
}

package io.duroxide.runtime.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import io.duroxide.runtime.loop.StallWatch.Hold;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which slots count as stalled, and when. */
@Timeout(60)
class StallWatchTest {

  private static final Duration FOR_EVER = Duration.ofSeconds(Long.MAX_VALUE);
  private static final StalledSlots NONE = new StalledSlots(0, 0);

  private final Upkeep upkeep = new Upkeep();
  private final AtomicInteger left = new AtomicInteger();

  @AfterEach
  void close() {
    upkeep.close();
  }

  private StallWatch watch(Duration stallLimit) {
    return new StallWatch(new StallOptions(stallLimit, FOR_EVER), upkeep);
  }

  /** A turn that counts how often its code was left. */
  private StallWatch.Work turn(StallWatch watch) {
    return new StallWatch.Work() {
      @Override
      public boolean look(Duration held) {
        return watch.options().isStalled(held);
      }

      @Override
      public void leaveCode() {
        left.incrementAndGet();
      }
    };
  }

  @Test
  void slots_heldLongerThanTheLimit_areStalledUntilTheyAreFree() {
    StallWatch watch = watch(Duration.ofNanos(1));
    assertThat(watch.check()).isEqualTo(NONE);
    try (Hold first = watch.turn(turn(watch));
        Hold second = watch.turn(turn(watch));
        Hold attempt = watch.attempt(Duration.ZERO)) {
      await().until(() -> watch.check().equals(new StalledSlots(2, 1)));
    }
    assertThat(watch.check()).isEqualTo(NONE);
  }

  @Test
  void slots_heldForLess_areNotStalled() {
    StallWatch watch = watch(FOR_EVER);
    try (Hold turn = watch.turn(turn(watch));
        Hold attempt = watch.attempt(Duration.ZERO)) {
      assertThat(watch.check()).isEqualTo(NONE);
    }
  }

  @Test
  void attempt_withinItsOwnTimeLimit_isNotStalled() {
    StallWatch watch = watch(Duration.ofNanos(1));
    try (Hold patient = watch.attempt(Duration.ofHours(1));
        Hold late = watch.attempt(Duration.ofNanos(1))) {
      await().until(() -> watch.check().equals(new StalledSlots(0, 1)));
    }
  }

  @Test
  void close_leavesTheCodeOfTurns_andNothingIsStalledAnyMore() {
    StallWatch watch = watch(Duration.ofNanos(1));
    Hold turn = watch.turn(turn(watch));
    Hold over = watch.turn(turn(watch));
    over.close();
    watch.close();
    assertThat(left).hasValue(1);
    assertThat(watch.check()).isEqualTo(NONE);
    turn.close();
  }

  @Test
  void turn_isLookedAtByItself() {
    StallWatch watch = watch(Duration.ofMillis(1));
    AtomicInteger looks = new AtomicInteger();
    StallWatch.Work work =
        new StallWatch.Work() {
          @Override
          public boolean look(Duration held) {
            looks.incrementAndGet();
            return false;
          }

          @Override
          public void leaveCode() {}
        };
    try (Hold turn = watch.turn(work)) {
      await().until(() -> looks.get() > 2);
    }
  }

  @Test
  void limits_thatAreNotPositive_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new StallOptions(Duration.ZERO, FOR_EVER))
        .withMessage("stallLimit must be positive, was PT0S");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new StallOptions(FOR_EVER, Duration.ofMillis(-1)))
        .withMessage("turnTimeout must be positive, was PT-0.001S");
  }
}

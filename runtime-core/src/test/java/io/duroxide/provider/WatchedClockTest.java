package io.duroxide.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.provider.contract.SettableClock;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What is said about a clock that is set; the name is one that simplelogger.properties lets speak.
 */
class WatchedClockTest {

  private final SettableClock source = new SettableClock();
  private final PrintStream original = System.err;
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  @BeforeEach
  void capture() {
    System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void release() {
    System.setErr(original);
  }

  private List<String> warnings() {
    return written
        .toString(StandardCharsets.UTF_8)
        .lines()
        .filter(l -> l.contains("WARN"))
        .toList();
  }

  private void set(WatchedClock clock, Duration step) {
    source.advance(step);
    for (int i = 0; i < 10; i++) {
      assertThat(clock.millis()).isEqualTo(source.millis());
    }
  }

  @Test
  void steps_eachIsOneWarning() {
    WatchedClock clock = WatchedClock.of(source, "chatty");
    set(clock, Duration.ofHours(-1));
    assertThat(warnings()).singleElement().asString().contains("chatty", "back by PT1H");
    set(clock, Duration.ofHours(1));
    assertThat(warnings()).hasSize(2);
    assertThat(warnings().get(1)).contains("ahead by PT1H");
  }

  @Test
  void corrections_ofSomeSeconds_areNone() {
    WatchedClock clock = WatchedClock.of(source, "chatty");
    set(clock, Duration.ofSeconds(4));
    set(clock, Duration.ofSeconds(-4));
    assertThat(warnings()).isEmpty();
  }

  @Test
  void drivenClock_onlyAStepBackIsOne() {
    WatchedClock clock = WatchedClock.ofDriven(source, "chatty");
    set(clock, Duration.ofDays(30));
    assertThat(warnings()).isEmpty();
    set(clock, Duration.ofDays(-1));
    assertThat(warnings()).hasSize(1);
  }
}

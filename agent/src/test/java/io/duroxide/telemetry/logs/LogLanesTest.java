package io.duroxide.telemetry.logs;

import static io.duroxide.telemetry.logs.Entries.DEBUG;
import static io.duroxide.telemetry.logs.Entries.ERROR;
import static io.duroxide.telemetry.logs.Entries.INFO;
import static io.duroxide.telemetry.logs.Entries.TRACE;
import static io.duroxide.telemetry.logs.Entries.WARN;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class LogLanesTest {

  private final List<Integer> dropped = Collections.synchronizedList(new ArrayList<>());
  private final LogLanes lanes = new LogLanes(DEBUG, 3, dropped::add);

  private void offer(int severity, String... messages) {
    for (String message : messages) {
      lanes.offer(Entries.of(severity, message));
    }
  }

  private List<String> taken() {
    return lanes.take().stream().map(LogEntry::message).toList();
  }

  @Test
  void errorsAndWarningsGoFirstAndInTheirOrder() {
    offer(INFO, "i1");
    offer(WARN, "w1");
    offer(DEBUG, "d1");
    offer(ERROR, "e1");
    offer(INFO, "i2");
    assertThat(taken()).containsExactly("w1", "e1", "i1", "d1", "i2");
    assertThat(taken()).isEmpty();
  }

  @Test
  void aFullLaneGivesUpWhatIsNewAndOnlyItsOwn() {
    offer(INFO, "i1", "i2", "i3", "i4");
    offer(DEBUG, "d1");
    offer(TRACE, "t1");
    offer(ERROR, "e1", "e2", "e3", "e4");
    offer(WARN, "w1");
    assertThat(dropped).containsExactly(INFO, DEBUG, TRACE, ERROR, WARN);
    assertThat(taken()).containsExactly("e1", "e2", "e3", "i1", "i2", "i3");
    offer(INFO, "i5");
    assertThat(taken()).containsExactly("i5");
  }

  @Test
  void aLaneIsBoundedInBytesToo() {
    LogLanes large = new LogLanes(DEBUG, 100_000, dropped::add);
    String longest = "x".repeat(10 * Cut.TEXT);
    for (int i = 0; i < 1_000; i++) {
      large.offer(Entries.of(INFO, longest));
    }
    int kept = 1_000 - dropped.size();
    assertThat((long) kept * Cut.TEXT * Character.BYTES)
        .isBetween(LogLanes.LANE_WEIGHT * 9 / 10, LogLanes.LANE_WEIGHT);

    List<LogEntry> batch = large.take();
    assertThat((long) batch.size() * Cut.TEXT * Character.BYTES)
        .isBetween(LogLanes.BATCH_WEIGHT * 9 / 10, LogLanes.BATCH_WEIGHT);
    assertThat(large.batchWaits()).isTrue();
  }

  @Test
  void aBatchHas512AndCompletingItWakes() {
    LogLanes large = new LogLanes(DEBUG, 2_048, dropped::add);
    AtomicInteger woken = new AtomicInteger();
    large.whenFull(woken::incrementAndGet);
    IntStream.range(0, 511).forEach(i -> large.offer(Entries.of(INFO, "i")));
    assertThat(woken).hasValue(0);
    large.offer(Entries.of(ERROR, "e"));
    assertThat(woken).hasValue(1);
    large.offer(Entries.of(INFO, "last"));
    assertThat(large.take()).hasSize(512).first().extracting(LogEntry::message).isEqualTo("e");
    assertThat(large.take()).extracting(LogEntry::message).containsExactly("last");
  }

  @Test
  void nothingIsKeptAfterTheEnd() {
    lanes.close();
    offer(ERROR, "e1");
    assertThat(taken()).isEmpty();
    assertThat(dropped).containsExactly(ERROR);
  }

  @Test
  void whatWasTakenInVainIsCounted() {
    offer(ERROR, "e1");
    offer(INFO, "i1");
    lanes.giveUp(lanes.take());
    assertThat(dropped).containsExactly(ERROR, INFO);
  }

  @Test
  void onlyWhatIsSevereEnoughIsTaken() {
    assertThat(lanes.takes(TRACE)).isFalse();
    assertThat(lanes.takes(DEBUG)).isTrue();
    assertThat(lanes.takes(ERROR)).isTrue();
  }

  @Test
  void manyThreadsLoseAndDoubleNothing() throws Exception {
    LogLanes small = new LogLanes(DEBUG, 100, dropped::add);
    int threads = 4;
    int each = 20_000;
    CountDownLatch done = new CountDownLatch(threads);
    Stream.generate(
            () ->
                new Thread(
                    () -> {
                      IntStream.range(0, each).forEach(i -> small.offer(Entries.of(INFO, "i")));
                      done.countDown();
                    }))
        .limit(threads)
        .forEach(Thread::start);
    int taken = 0;
    while (done.getCount() > 0) {
      List<LogEntry> batch = small.take();
      assertThat(batch).hasSizeLessThanOrEqualTo(LogLanes.BATCH);
      taken += batch.size();
    }
    taken += small.take().size();
    assertThat(taken + dropped.size()).isEqualTo(threads * each);
    assertThat(small.take()).isEmpty();
  }
}

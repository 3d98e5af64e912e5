package io.duroxide.coroutine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A body is waited for, left behind, or ended while nothing waits. */
@Timeout(60)
class CoroutineTest {

  private final CoroutineThreads threads = CoroutineThreads.create();
  private final CountDownLatch gate = new CountDownLatch(1);
  private final List<String> said = Collections.synchronizedList(new ArrayList<>());

  @AfterEach
  void close() {
    gate.countDown();
  }

  private Coroutine coroutine(Consumer<Coroutine> body) {
    Coroutine[] self = new Coroutine[1];
    self[0] = new Coroutine(threads, () -> body.accept(self[0]));
    return self[0];
  }

  private void blockUntilTheGateOpens() {
    while (gate.getCount() > 0) {
      try {
        gate.await();
      } catch (InterruptedException ignored) {
        // Code that does not listen.
      }
    }
  }

  /** Resumes on a thread of its own, because the body does not come back. */
  private Thread resumeElsewhere(Coroutine coroutine) {
    Thread resumer = new Thread(coroutine::resume);
    resumer.start();
    return resumer;
  }

  @Test
  void resumer_whoseBodyIsLeft_goesOn() throws InterruptedException {
    Coroutine blocked = coroutine(self -> blockUntilTheGateOpens());
    Thread resumer = resumeElsewhere(blocked);
    await().until(blocked::leave);
    resumer.join();
    assertThat(blocked.isLeft()).isTrue();
    assertThat(blocked.isDone()).isFalse();
    assertThat(threads.unattended()).isEqualTo(1);
  }

  @Test
  void body_thatWakesAfterItWasLeft_endsAtItsNextCall() throws InterruptedException {
    Coroutine blocked =
        coroutine(
            self -> {
              blockUntilTheGateOpens();
              said.add("awake");
              self.suspend();
              said.add("unreachable");
            });
    Thread resumer = resumeElsewhere(blocked);
    await().until(blocked::leave);
    resumer.join();
    gate.countDown();
    await().until(blocked::isDone);
    assertThat(said).containsExactly("awake");
    assertThat(blocked.isLeft()).as("its end is no return to the resumer").isTrue();
    await().until(() -> threads.unattended() == 0);
  }

  @Test
  void leave_ofABodyThatWaits_doesNothing() {
    Coroutine waiting =
        coroutine(
            self -> {
              self.suspend();
              said.add("went on");
            });
    waiting.resume();
    assertThat(waiting.leave()).isFalse();
    waiting.resume();
    assertThat(said).containsExactly("went on");
    assertThat(waiting.isDone()).isTrue();
    assertThat(waiting.isLeft()).isFalse();
  }

  @Test
  void unwindAlone_returnsAtOnce_andTellsTheEnd() {
    CountDownLatch ended = new CountDownLatch(1);
    Coroutine slow =
        coroutine(
            self -> {
              try {
                self.suspend();
              } finally {
                blockUntilTheGateOpens();
                said.add("slow finally");
              }
            });
    slow.resume();
    assertThat(slow.unwindAlone(ended::countDown)).isTrue();
    assertThat(ended.getCount()).isEqualTo(1);
    assertThat(threads.unattended()).isEqualTo(1);
    gate.countDown();
    await().until(() -> ended.getCount() == 0);
    assertThat(said).containsExactly("slow finally");
    await().until(() -> threads.unattended() == 0);
  }

  @Test
  void unwindAlone_ofABodyThatHasNotBegun_neverRunsIt() {
    Coroutine fresh = coroutine(self -> said.add("began"));
    assertThat(fresh.unwindAlone(() -> said.add("then"))).isFalse();
    fresh.resume();
    assertThat(fresh.isDone()).isTrue();
    assertThat(said).isEmpty();
  }

  @Test
  void stack_ofARunningBody_tellsWhereItIs() throws InterruptedException {
    Coroutine blocked = coroutine(self -> blockUntilTheGateOpens());
    assertThat(blocked.stack()).isEmpty();
    Thread resumer = resumeElsewhere(blocked);
    await()
        .untilAsserted(
            () ->
                assertThat(blocked.stack())
                    .extracting(StackTraceElement::getMethodName)
                    .contains("blockUntilTheGateOpens"));
    gate.countDown();
    resumer.join();
    assertThat(blocked.stack()).isEmpty();
  }
}

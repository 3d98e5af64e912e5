package io.duroxide.telemetry.logs;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.telemetry.logs.LogContext.Activity;
import io.duroxide.telemetry.logs.Scope.Execution;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a thread works on, told by real threads. */
final class LogScopesTest {

  private final LogScopes scopes = new LogScopes();
  private final Object carrier = new Object();
  private final ExecutorService worker = Executors.newSingleThreadExecutor();
  private final ExecutorService slot = Executors.newSingleThreadExecutor();

  @AfterEach
  void stop() {
    worker.shutdownNow();
    slot.shutdownNow();
  }

  private static Scope turn(String instance) {
    return Scope.turn(0, new Execution(instance, 0, null, null), 1);
  }

  private static Scope attempt(String instance) {
    Execution execution = new Execution(instance, 1, "o", "1.0.0");
    return Scope.attempt(3, execution, new Activity("a", 2), 0, HeldBack.NOTHING);
  }

  private @Nullable String instance() {
    Scope scope = scopes.current();
    return scope == null ? null : scope.context(true).instanceId();
  }

  private static <T> T on(ExecutorService thread, Callable<T> work) throws Exception {
    return thread.submit(work).get(10, TimeUnit.SECONDS);
  }

  @Test
  void aThreadWithoutWorkHasNoScope() throws Exception {
    Place before = scopes.begin(turn("one"));
    assertThat(on(worker, this::instance)).isNull();
    scopes.restore(before);
    assertThat(instance()).isNull();
  }

  @Test
  void whatIsLearntIsKnownForTheRestOfTheTurn() {
    Place before = scopes.begin(turn("one"));
    scopes.refine(new Execution("one", 4, "pay", "2.1.0"));
    LogContext context = requireNonNull(scopes.current()).context(true);
    assertThat(context.executionId()).isEqualTo(4);
    assertThat(context.orchestrationName()).isEqualTo("pay");
    assertThat(context.orchestrationVersion()).isEqualTo("2.1.0");
    assertThat(context.workerId()).isEqualTo("orchestration-0");
    scopes.restore(before);
    assertThat(scopes.current()).isNull();
  }

  @Test
  void withoutATurnNothingIsLearnt() {
    scopes.refine(new Execution("one", 4, "pay", "2.1.0"));
    assertThat(scopes.current()).isNull();
  }

  /** The thread of a coroutine lives through many turns, of whatever slot. */
  @Test
  void aCoroutineWorksForWhoeverResumesIt() throws Exception {
    Place place = on(worker, () -> scopes.enter(carrier));
    assertThat(on(worker, this::instance)).isNull();
    for (String turn : new String[] {"first", "second"}) {
      Place before = on(slot, () -> scopes.begin(turn(turn)));
      handOver(slot);
      assertThat(on(worker, this::instance)).isEqualTo(turn);
      takeBack(slot);
      assertThat(on(worker, this::instance)).isNull();
      restore(slot, before);
    }
    restore(worker, place);
    assertThat(scopes.carriers()).isZero();
  }

  /** Code that gives up another block runs it to its end meanwhile. */
  @Test
  void aCoroutineHandsOverWhatItWorksOn() throws Exception {
    Object inner = new Object();
    Place before = scopes.begin(turn("outer"));
    scopes.handOver(carrier);
    Place unused = on(worker, () -> scopes.enter(carrier));
    String seen =
        on(
            worker,
            () -> {
              scopes.handOver(inner);
              Place place = on(slot, () -> scopes.enter(inner));
              String instance = on(slot, this::instance);
              restore(slot, place);
              scopes.takeBack(inner);
              return instance;
            });
    assertThat(seen).isEqualTo("outer");
    scopes.takeBack(carrier);
    scopes.restore(before);
    assertThat(scopes.carriers()).isZero();
  }

  @Test
  void aHandlerThatIsLeftBehindKeepsItsOwn_andTheNextOnItsThreadHasTheNext() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch left = new CountDownLatch(1);
    Place before = scopes.begin(attempt("left"));
    scopes.handOver(carrier);
    Future<String> late =
        worker.submit(
            () -> {
              Place place = scopes.adopt(carrier);
              begun.countDown();
              left.await();
              String instance = instance();
              scopes.restore(place);
              return instance;
            });
    begun.await();
    scopes.takeBack(carrier);
    scopes.restore(before);

    before = scopes.begin(attempt("next"));
    scopes.handOver(carrier);
    left.countDown();
    assertThat(late.get(10, TimeUnit.SECONDS)).isEqualTo("left");
    Place place = on(worker, () -> scopes.adopt(carrier));
    assertThat(on(worker, this::instance)).isEqualTo("next");
    restore(worker, place);
    assertThat(on(worker, this::instance)).isNull();
    scopes.takeBack(carrier);
    scopes.restore(before);
  }

  @Test
  void aHandlerThatNeverRanLeavesNothingBehind() {
    Place before = scopes.begin(attempt("never"));
    scopes.handOver(carrier);
    scopes.takeBack(carrier);
    scopes.restore(before);
    assertThat(scopes.carriers()).isZero();
  }

  private void handOver(ExecutorService thread) throws Exception {
    thread.submit(() -> scopes.handOver(carrier)).get();
  }

  private void takeBack(ExecutorService thread) throws Exception {
    thread.submit(() -> scopes.takeBack(carrier)).get();
  }

  private void restore(ExecutorService thread, @Nullable Place place) throws Exception {
    thread.submit(() -> scopes.restore(place)).get();
  }
}

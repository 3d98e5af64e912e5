package io.duroxide.telemetry.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.duroxide.telemetry.metrics.StateLine;
import io.opentelemetry.exporter.internal.FailedExportException;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.HttpResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class BatchPushTest {

  private static final int BATCH = 3;
  private static final Duration SOON = Duration.ofMillis(20);
  private static final Duration NEVER = Duration.ofHours(1);
  private static final Duration LONG = Duration.ofSeconds(20);

  /** An export, and how the test lets it end. */
  private record Attempt(List<String> batch, CompletableResultCode result) {

    void arrives() {
      CompletableResultCode unused = result.succeed();
    }

    void fails(@Nullable Throwable why) {
      CompletableResultCode unused = why == null ? result.fail() : result.failExceptionally(why);
    }

    void isAnswered(int status) {
      fails(FailedExportException.httpFailedWithResponse(new Answer(status)));
    }
  }

  private record Answer(int status) implements HttpResponse {

    @Override
    public int getStatusCode() {
      return status;
    }

    @Override
    public String getStatusMessage() {
      return "";
    }

    @Override
    public byte[] getResponseBody() {
      return new byte[0];
    }
  }

  private final Queue<String> waiting = new ConcurrentLinkedQueue<>();
  private final BlockingQueue<Attempt> attempts = new LinkedBlockingQueue<>();
  private final List<String> givenUp = new CopyOnWriteArrayList<>();
  private final List<String> log = new CopyOnWriteArrayList<>();
  private final AtomicInteger failures = new AtomicInteger();
  private @Nullable BatchPush<String> push;

  @AfterEach
  void stop() {
    if (push != null) {
      push.beginLast();
      push.awaitLast(Duration.ofMillis(1));
    }
    attempts.forEach(Attempt::arrives);
  }

  private BatchPush<String> start(Duration interval, String... items) {
    waiting.addAll(List.of(items));
    BatchPush<String> started =
        new BatchPush<>(
            "test",
            interval,
            new BatchPush.Source<>(
                this::take, () -> waiting.size() >= BATCH, givenUp::addAll, this::close),
            this::export,
            report());
    push = started;
    started.start();
    return started;
  }

  private Collection<String> take() {
    List<String> batch = new ArrayList<>();
    while (batch.size() < BATCH && !waiting.isEmpty()) {
      batch.add(waiting.remove());
    }
    return batch;
  }

  private ExportReport report() {
    return new ExportReport(
        new StateLine("export is", log::add),
        new ExporterState("otlp", "http://c", "grpc"),
        reason -> reason,
        failures::incrementAndGet);
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException unexpected) {
      throw new AssertionError(unexpected);
    }
  }

  private void close() {
    givenUp.addAll(waiting);
    waiting.clear();
  }

  private CompletableResultCode export(Collection<String> batch) {
    Attempt attempt = new Attempt(List.copyOf(batch), new CompletableResultCode());
    attempts.add(attempt);
    return attempt.result();
  }

  private Attempt next() throws InterruptedException {
    Attempt attempt = attempts.poll(LONG.toSeconds(), TimeUnit.SECONDS);
    assertThat(attempt).as("an export").isNotNull();
    return attempt;
  }

  @Test
  void whatWaitsGoesAtTheTickAndOneByOne() throws Exception {
    start(SOON, "a", "b", "c", "d");
    Attempt first = next();
    assertThat(first.batch()).containsExactly("a", "b", "c");
    assertThat(attempts.poll(5 * SOON.toMillis(), TimeUnit.MILLISECONDS)).isNull();
    first.arrives();
    Attempt second = next();
    assertThat(second.batch()).containsExactly("d");
    second.arrives();
    assertThat(log).isEmpty();
  }

  @Test
  void aFullBatchDoesNotWaitForTheTick() throws Exception {
    BatchPush<String> push = start(NEVER, "a", "b");
    push.wake();
    assertThat(attempts.poll(5 * SOON.toMillis(), TimeUnit.MILLISECONDS)).isNull();
    waiting.add("c");
    push.wake();
    next().arrives();
  }

  @Test
  void whatCouldNotBeTakenIsSentAgainAtTheNextTick() throws Exception {
    start(SOON, "a", "b", "c", "d");
    next().fails(new IOException("refused"));
    Attempt again = next();
    assertThat(again.batch()).containsExactly("a", "b", "c");
    again.isAnswered(503);
    next().isAnswered(429);
    next().arrives();
    assertThat(next().batch()).containsExactly("d");
    assertThat(givenUp).isEmpty();
    assertThat(failures).hasValue(3);
    assertThat(log).containsExactly("export is failing: refused", "export is working again");
  }

  @Test
  void aCollectorInTroubleIsAskedOncePerTickHoweverMuchWaits() throws Exception {
    BatchPush<String> push = start(Duration.ofMillis(300), "a", "b", "c", "d", "e", "f");
    next().fails(new IOException("refused"));
    long before = System.nanoTime();
    for (int i = 0; i < 100; i++) {
      push.wake();
    }
    Attempt again = next();
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(200));
    again.arrives();
  }

  @Test
  void whatIsNotWantedIsGivenUpAndTheNextIsSent() throws Exception {
    start(NEVER, "a", "b", "c", "d", "e", "f");
    next().isAnswered(400);
    Attempt second = next();
    assertThat(second.batch()).containsExactly("d", "e", "f");
    assertThat(givenUp).containsExactly("a", "b", "c");
    assertThat(failures).hasValue(1);
    second.arrives();
  }

  @Test
  void atTheEndEverythingGoes() throws Exception {
    BatchPush<String> push = start(NEVER, "a", "b");
    waiting.add("c");
    waiting.add("d");
    push.beginLast();
    next().arrives();
    next().arrives();
    push.awaitLast(LONG);
    assertThat(waiting).isEmpty();
    assertThat(givenUp).isEmpty();
  }

  @Test
  void nothingToSendTakesNoTime() {
    BatchPush<String> push = start(NEVER);
    long before = System.nanoTime();
    push.beginLast();
    push.awaitLast(LONG);
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
    assertThat(failures).hasValue(0);
  }

  @Test
  void atTheEndNothingIsRetried() throws Exception {
    BatchPush<String> push = start(NEVER, "a", "b", "c", "d");
    Attempt first = next();
    push.beginLast();
    first.fails(new IOException("refused"));
    Attempt last = next();
    assertThat(last.batch()).containsExactly("a", "b", "c");
    last.fails(new IOException("refused"));
    push.awaitLast(LONG);
    assertThat(givenUp).containsExactly("a", "b", "c", "d");
    assertThat(attempts).isEmpty();
  }

  @Test
  void anAnswerThatDoesNotComeIsNotWaitedFor() throws Exception {
    BatchPush<String> push = start(NEVER, "a", "b", "c", "d");
    Attempt hanging = next();
    push.beginLast();
    long before = System.nanoTime();
    push.awaitLast(Duration.ofMillis(100));
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
    assertThat(givenUp).containsExactly("a", "b", "c", "d");
    assertThat(log).containsExactly("export is failing: no answer to the last export in time");

    hanging.arrives();
    awaitEnd();
    assertThat(givenUp).as("counted once").hasSize(4);
    assertThat(failures).hasValue(1);
    assertThat(attempts).isEmpty();
  }

  @Test
  void aRefusalThatComesTooLateIsNotCountedAgain() throws Exception {
    BatchPush<String> push = start(NEVER, "a", "b", "c");
    Attempt hanging = next();
    push.beginLast();
    push.awaitLast(Duration.ofMillis(100));

    hanging.isAnswered(400);
    awaitEnd();
    assertThat(givenUp).containsExactly("a", "b", "c");
    assertThat(failures).hasValue(1);
  }

  private static void awaitEnd() {
    await()
        .until(
            () ->
                Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().equals("duroxide-telemetry-test")));
  }

  @Test
  void aSourceThatHangsIsNotWaitedFor() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    BatchPush<String> hanging =
        new BatchPush<>(
            "test",
            SOON,
            new BatchPush.Source<>(
                () -> {
                  asked.countDown();
                  awaitUninterruptibly(answer);
                  return take();
                },
                () -> false,
                givenUp::addAll,
                this::close),
            this::export,
            report());
    push = hanging;
    waiting.add("a");
    hanging.start();
    assertThat(asked.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
    hanging.beginLast();
    long before = System.nanoTime();
    hanging.awaitLast(Duration.ofMillis(100));
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
    assertThat(givenUp).containsExactly("a");
    waiting.add("b");
    answer.countDown();
    await().untilAsserted(() -> assertThat(givenUp).containsExactly("a", "b"));
    assertThat(attempts).isEmpty();
  }

  @Test
  void anExporterThatThrowsIsOneThatFails() throws Exception {
    waiting.add("a");
    AtomicInteger calls = new AtomicInteger();
    BatchPush<String> throwing =
        new BatchPush<>(
            "test",
            SOON,
            new BatchPush.Source<>(this::take, () -> false, givenUp::addAll, this::close),
            batch -> {
              if (calls.incrementAndGet() < 3) {
                throw new IllegalStateException("closed");
              }
              return export(batch);
            },
            report());
    push = throwing;
    throwing.start();
    Attempt third = next();
    assertThat(third.batch()).containsExactly("a");
    assertThat(failures).hasValue(2);
    third.arrives();
  }
}

package io.duroxide.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.ActivityOptions;
import io.duroxide.ApplicationException;
import io.duroxide.Backoff;
import io.duroxide.ErrorCategory;
import io.duroxide.ErrorDetails;
import io.duroxide.RetryPolicy;
import io.duroxide.history.HistoryEvent.ActivityScheduled;
import io.duroxide.history.HistoryEvent.TimerCreated;
import io.duroxide.history.HistoryEvent.TimerFired;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Retry policies with real activities. */
class RetryTest {

  private final Cluster cluster = new Cluster();
  private final AtomicInteger runs = new AtomicInteger();
  private final CountDownLatch never = new CountDownLatch(1);

  @BeforeEach
  void register() {
    cluster
        .activities
        .register(
            "failsUntil",
            Integer.class,
            (ctx, attempt) -> {
              runs.incrementAndGet();
              if (ctx.attempt() < attempt) {
                throw ApplicationException.retryable("attempt " + ctx.attempt(), "FLAKY");
              }
              return "ok " + ctx.attempt();
            })
        .register(
            "hangs",
            Void.class,
            (ctx, in) -> {
              runs.incrementAndGet();
              never.await();
              return "never";
            });
  }

  @AfterEach
  void close() {
    never.countDown();
    cluster.close();
  }

  private void registerCall(String activity, ActivityOptions options) {
    cluster.orchestrations.register(
        "o",
        Integer.class,
        (ctx, until) -> ctx.activity(activity, until, String.class, options).await());
  }

  private void start(String instance, @Nullable Integer until) {
    cluster.node();
    cluster.client.start(instance, "o", until);
  }

  @Test
  void firstTrySucceeds_oneScheduleAndNoTimer() {
    registerCall("failsUntil", ActivityOptions.retrying(RetryPolicy.attempts(5)));
    start("i", 0);
    assertThat(cluster.output("i")).isEqualTo("ok 0");
    assertThat(cluster.events("i", ActivityScheduled.class)).hasSize(1);
    assertThat(cluster.events("i", TimerCreated.class)).isEmpty();
  }

  @Test
  void fixedBackoff_oneTimerPerPause() {
    registerCall(
        "failsUntil",
        ActivityOptions.retrying(new RetryPolicy(5, Backoff.fixed(Duration.ofMillis(2)))));
    start("i", 3);
    assertThat(cluster.output("i")).isEqualTo("ok 3");
    assertThat(cluster.events("i", ActivityScheduled.class)).hasSize(4);
    assertThat(cluster.events("i", TimerFired.class)).hasSize(3);
  }

  @Test
  void manyAttempts_withoutPauses() {
    registerCall("failsUntil", ActivityOptions.retrying(new RetryPolicy(50, Backoff.none())));
    start("i", 49);
    assertThat(cluster.output("i")).isEqualTo("ok 49");
    assertThat(cluster.events("i", TimerCreated.class)).isEmpty();
  }

  @Test
  void exhausted_failsWithTheLastError() {
    registerCall("failsUntil", ActivityOptions.retrying(new RetryPolicy(3, Backoff.none())));
    start("i", 100);
    ErrorDetails error = cluster.failure("i");
    assertThat(error.message()).isEqualTo("attempt 2");
    assertThat(error.code()).isEqualTo("FLAKY");
    assertThat(runs).hasValue(3);
  }

  @Test
  void singleAttempt_isNotRepeated() {
    registerCall("failsUntil", ActivityOptions.DEFAULT);
    start("i", 1);
    assertThat(cluster.failure("i").message()).isEqualTo("attempt 0");
    assertThat(runs).hasValue(1);
  }

  @Test
  void nonRetryableCode_endsTheAttempts() {
    registerCall(
        "failsUntil", ActivityOptions.retrying(RetryPolicy.attempts(9).withNonRetryable("FLAKY")));
    start("i", 1);
    assertThat(cluster.failure("i").code()).isEqualTo("FLAKY");
    assertThat(runs).hasValue(1);
  }

  @Test
  void timedOutAttempts_areRetried_thenFailAsTimeout() {
    registerCall(
        "hangs",
        ActivityOptions.retrying(new RetryPolicy(2, Backoff.none()))
            .withAttemptTimeout(Duration.ofMillis(30)));
    start("i", null);
    assertThat(cluster.failure("i").category()).isEqualTo(ErrorCategory.TIMEOUT);
    assertThat(runs).hasValue(2);
  }

  @Test
  void deadline_cutsAnAttemptThatHangs() {
    registerCall(
        "hangs",
        ActivityOptions.retrying(
            new RetryPolicy(100, Backoff.none()).withDeadline(Duration.ofMillis(100))));
    start("i", null);
    assertThat(cluster.failure("i").category()).isEqualTo(ErrorCategory.TIMEOUT);
    assertThat(runs.get()).isLessThan(100);
  }

  @Test
  void everyTurnReplayed_sameResult() {
    registerCall(
        "failsUntil",
        ActivityOptions.retrying(
            new RetryPolicy(6, Backoff.fixed(Duration.ofMillis(3)).withJitter(1.0))
                .withDeadline(Duration.ofMinutes(1))));
    cluster.node(Cluster.quick().executionCacheSize(0));
    cluster.client.start("i", "o", 5);
    assertThat(cluster.output("i")).isEqualTo("ok 5");
    assertThat(cluster.events("i", TimerCreated.class))
        .allSatisfy(timer -> assertThat(timer.fireAt()).isGreaterThan(timer.at()));
  }

  @Test
  void continueAsNew_beginsTheAttemptsAnew() {
    cluster.orchestrations.register(
        "again",
        Integer.class,
        (ctx, n) -> {
          String result =
              ctx.activity("failsUntil", 2, String.class, new RetryPolicy(3, Backoff.none()))
                  .await();
          return n == 0 ? result : ctx.continueAsNew(n - 1);
        });
    cluster.node();
    cluster.client.start("i", "again", 2);
    assertThat(cluster.output("i")).isEqualTo("ok 2");
    assertThat(runs).hasValue(9);
  }

  @Test
  void severalInstances_retryIndependently() {
    registerCall(
        "failsUntil",
        ActivityOptions.retrying(new RetryPolicy(5, Backoff.fixed(Duration.ofMillis(1)))));
    cluster.node();
    for (int i = 0; i < 10; i++) {
      cluster.client.start("i" + i, "o", i % 5);
    }
    for (int i = 0; i < 10; i++) {
      assertThat(cluster.output("i" + i)).isEqualTo("ok " + i % 5);
    }
  }
}

package io.duroxide.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.duroxide.ActivityOptions;
import io.duroxide.ApplicationException;
import io.duroxide.Backoff;
import io.duroxide.DurableFuture;
import io.duroxide.RetryPolicy;
import io.duroxide.client.WaitTimeoutException;
import io.duroxide.history.HistoryEvent.ActivityScheduled;
import io.duroxide.history.HistoryEvent.TimerCreated;
import io.duroxide.history.HistoryEvent.TimerFired;
import io.duroxide.provider.Provider;
import io.duroxide.provider.TagFilter;
import io.duroxide.provider.WorkerFilter;
import io.duroxide.provider.WorkerFilter.SessionClaim;
import io.duroxide.provider.memory.InMemoryProvider;
import io.duroxide.provider.sqlite.SqliteOptions;
import io.duroxide.provider.sqlite.SqliteProvider;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every time that a user can give, however long, short or negative it is. */
class AnyDurationTest {

  private static final Duration FOREVER = ChronoUnit.FOREVER.getDuration();
  private static final Duration INSTANT = Duration.ofNanos(1);

  private final Cluster cluster = new Cluster();

  @AfterEach
  void close() {
    cluster.close();
  }

  static Stream<Duration> tooLong() {
    return Stream.of(
        Duration.ofDays(365L * 300),
        Duration.ofMillis(Long.MAX_VALUE),
        FOREVER,
        Duration.ofSeconds(Long.MAX_VALUE, 999_999_999));
  }

  private void registerCall(ActivityOptions options) {
    cluster.activities.register("a", Void.class, (ctx, in) -> "x");
    cluster.orchestrations.register(
        "o", Void.class, (ctx, in) -> ctx.activity("a", null, String.class, options).await());
  }

  @ParameterizedTest
  @MethodSource("tooLong")
  void attemptTimeout_tooLong_isNone(Duration timeout) {
    registerCall(ActivityOptions.DEFAULT.withAttemptTimeout(timeout));
    cluster.node();
    cluster.client.start("i", "o", null);
    assertThat(cluster.output("i")).isEqualTo("x");
    assertThat(cluster.store.calls("abandonWorkItem")).isEmpty();
  }

  @Test
  void attemptTimeout_tooLongToTell_isNotStored() {
    registerCall(ActivityOptions.DEFAULT.withAttemptTimeout(FOREVER));
    cluster.node();
    cluster.client.start("i", "o", null);
    assertThat(cluster.output("i")).isEqualTo("x");
    assertThat(cluster.events("i", ActivityScheduled.class))
        .extracting(ActivityScheduled::timeoutMillis)
        .containsOnlyNulls();
  }

  @Test
  void attemptTimeout_belowAMillisecond_isOne() {
    registerCall(ActivityOptions.DEFAULT.withAttemptTimeout(Duration.ofMillis(1).plusNanos(1)));
    cluster.node();
    cluster.client.start("i", "o", null);
    cluster.end("i");
    assertThat(cluster.events("i", ActivityScheduled.class))
        .extracting(ActivityScheduled::timeoutMillis)
        .containsExactly(2L);
  }

  @ParameterizedTest
  @MethodSource("tooLong")
  void retryPolicy_deadlineTooLong_isNone(Duration deadline) {
    registerFlaky(new RetryPolicy(5, Backoff.none()).withDeadline(deadline));
    assertThat(cluster.output("i")).isEqualTo("2");
  }

  @ParameterizedTest
  @MethodSource("tooLong")
  void backoff_tooLong_isBoundedByWhatCanBeTold(Duration pause) {
    Duration second = Duration.ofSeconds(1);
    assertThat(Backoff.fixed(pause).delayAfter(1).toMillis()).isPositive();
    assertThat(Backoff.linear(pause, second).delayAfter(7)).isEqualTo(second);
    assertThat(Backoff.exponential(pause, 2.0, second).delayAfter(7)).isEqualTo(second);
    assertThat(Backoff.exponential(second, 2.0, pause).delayAfter(3))
        .isEqualTo(Duration.ofSeconds(4));
    assertThat(Backoff.exponential(pause, 2.0, pause).withJitter(1).delayAfter(3, 1).toMillis())
        .isPositive();
  }

  @Test
  void backoff_belowAMillisecond_isNoPause() {
    registerFlaky(new RetryPolicy(5, Backoff.fixed(Duration.ofNanos(999_999))));
    assertThat(cluster.output("i")).isEqualTo("2");
    assertThat(cluster.events("i", TimerCreated.class)).isEmpty();
  }

  private void registerFlaky(RetryPolicy policy) {
    cluster.activities.register(
        "flaky",
        Void.class,
        (ctx, in) -> {
          if (ctx.attempt() < 2) {
            throw ApplicationException.retryable("not yet", null);
          }
          return String.valueOf(ctx.attempt());
        });
    cluster.orchestrations.register(
        "flaky",
        Void.class,
        (ctx, in) -> ctx.activity("flaky", null, String.class, policy).await());
    cluster.node();
    cluster.client.start("i", "flaky", null);
  }

  @Test
  void durations_notPositiveWhereTheyMustBe_areRefusedWhereTheyAreGiven() {
    List<Runnable> wrong =
        List.of(
            () -> ActivityOptions.DEFAULT.withAttemptTimeout(INSTANT.negated()),
            () -> ActivityOptions.DEFAULT.withAttemptTimeout(Duration.ZERO),
            () -> RetryPolicy.attempts(2).withDeadline(FOREVER.negated()),
            () -> RetryPolicy.attempts(2).withDeadline(Duration.ZERO),
            () -> Backoff.fixed(INSTANT.negated()),
            () -> Backoff.linear(FOREVER.negated(), FOREVER),
            () -> Backoff.exponential(INSTANT, 2.0, INSTANT.negated()),
            () -> RuntimeOptions.builder().pollTimeout(Duration.ZERO).build(),
            () -> RuntimeOptions.builder().cancellationGrace(INSTANT.negated()).build(),
            () -> RuntimeOptions.builder().shutdownTimeout(INSTANT.negated()).build(),
            () -> RuntimeOptions.builder().orchestrationLockTimeout(FOREVER.negated()).build(),
            () -> RuntimeOptions.builder().activityLockTimeout(Duration.ZERO).build(),
            () -> RuntimeOptions.builder().unregisteredBackoff(INSTANT.negated(), INSTANT),
            () -> RuntimeOptions.builder().sessionLockTimeout(INSTANT.negated()).build(),
            () -> RuntimeOptions.builder().sessionIdleTimeout(INSTANT.negated()).build(),
            () -> RuntimeOptions.builder().sessionCleanupInterval(INSTANT.negated()).build(),
            () -> SqliteOptions.of(Path.of("x")).withPollInterval(INSTANT.negated()));
    for (Runnable each : wrong) {
      assertThatThrownBy(each::run).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @ParameterizedTest
  @MethodSource("tooLong")
  void runtimeOptions_withoutEnd_work(Duration time) {
    registerCall(ActivityOptions.DEFAULT.onSession("s"));
    cluster.orchestrations.register("unregistered", Void.class, (ctx, in) -> "x");
    cluster.node(
        RuntimeOptions.builder()
            .orchestrationLockTimeout(time)
            .activityLockTimeout(time)
            .sessionLockTimeout(time)
            .sessionIdleTimeout(Duration.ofSeconds(Long.MAX_VALUE, 999_999_999))
            .sessionCleanupInterval(time)
            .pollTimeout(time)
            .unregisteredBackoff(time, time)
            .cancellationGrace(time)
            .shutdownTimeout(time));
    cluster.client.start("i", "o", null);
    cluster.client.start("u", "nowhere", null);
    assertThat(cluster.output("i")).isEqualTo("x");
    cluster.stopNodes();
  }

  @Test
  void runtimeOptions_asShortAsCanBe_work() {
    registerCall(ActivityOptions.DEFAULT);
    cluster.node(
        Cluster.quick()
            .pollTimeout(INSTANT)
            .unregisteredBackoff(INSTANT, INSTANT)
            .cancellationGrace(Duration.ZERO)
            .sessionLockTimeout(INSTANT)
            .sessionCleanupInterval(INSTANT));
    cluster.client.start("i", "o", null);
    assertThat(cluster.output("i")).isEqualTo("x");
  }

  @Test
  void clientWaits_ofAnyLength_endWhenTheyShould() {
    cluster.orchestrations.register("o", Void.class, (ctx, in) -> "x");
    for (Duration none : new Duration[] {Duration.ZERO, INSTANT.negated(), FOREVER.negated()}) {
      assertThatThrownBy(() -> cluster.client.waitFor("i", none))
          .isInstanceOf(WaitTimeoutException.class);
    }
    cluster.node();
    cluster.client.start("i", "o", null);
    assertThat(cluster.client.waitForOutput("i", String.class, FOREVER)).isEqualTo("x");
    assertThat(cluster.client.waitForStatusChange("i", 0, FOREVER)).isNotNull();
    assertThat(cluster.client.waitFor("i", FOREVER.negated()).result()).isEqualTo("\"x\"");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 512})
  void timers_toMomentsThatHavePassed_fireOnTheNextTurn(int cache) {
    List<Function<Instant, Duration>> delays =
        List.of(
            now -> Duration.between(now, now.minusMillis(1)),
            now -> Duration.ZERO,
            now -> FOREVER.negated(),
            now -> Duration.ofSeconds(Long.MIN_VALUE));
    List<Function<Instant, Instant>> moments =
        List.of(
            now -> now,
            now -> now.minusMillis(1),
            now -> now.minusNanos(1),
            now -> Instant.MIN,
            now -> Instant.EPOCH,
            now -> now.plusNanos(1));
    cluster.orchestrations.register(
        "o",
        Void.class,
        (ctx, in) -> {
          for (Function<Instant, Duration> delay : delays) {
            ctx.timer(delay.apply(ctx.now())).await();
          }
          for (Function<Instant, Instant> moment : moments) {
            ctx.timerUntil(moment.apply(ctx.now())).await();
          }
          return "fired";
        });
    cluster.node(Cluster.quick().executionCacheSize(cache));
    cluster.client.start("i", "o", null);
    assertThat(cluster.output("i")).isEqualTo("fired");
    assertThat(cluster.events("i", TimerFired.class)).hasSize(10);
    assertThat(cluster.events("i", TimerCreated.class))
        .allSatisfy(timer -> assertThat(timer.fireAt() - timer.at()).isBetween(0L, 1L));
  }

  @Test
  void timers_withoutEnd_neverFire() {
    cluster.orchestrations.register(
        "o",
        Void.class,
        (ctx, in) -> {
          List<DurableFuture<?>> timers =
              List.of(
                  ctx.timer(FOREVER),
                  ctx.timer(Duration.ofDays(365L * 400)),
                  ctx.timerUntil(Instant.MAX),
                  ctx.event("go", Void.class));
          return ctx.any(timers.toArray(new DurableFuture<?>[0])).await().index();
        });
    cluster.node();
    cluster.client.start("i", "o", null);
    await().until(() -> cluster.client.status("i") != null);
    cluster.client.raiseEvent("i", "go", null);
    assertThat(cluster.output("i", Integer.class)).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"memory", "sqlite"})
  void providerCalls_withAnyTime_keepTheContract(String store, @TempDir Path directory) {
    BiFunction<Provider, Duration, Boolean> locks =
        (provider, time) -> {
          provider.renewSessionLock(List.of("n"), time, time);
          WorkerFilter claiming =
              new WorkerFilter(TagFilter.defaultOnly(), new SessionClaim("n", time));
          return provider.fetchWorkItem(time, time.negated(), claiming) == null
              && provider.fetchOrchestrationItem(time, time.negated(), null) == null
              && provider.awaitInstanceEnd("i", time.negated()) == null
              && provider.awaitCustomStatus("i", 0, time.negated()) == null
              && provider.awaitKeyValue("i", "k", time.negated()) == null;
        };
    try (Provider provider =
        store.equals("memory")
            ? new InMemoryProvider()
            : SqliteProvider.open(
                SqliteOptions.of(directory.resolve("s.db")).withPollInterval(FOREVER))) {
      tooLong().forEach(time -> assertThat(locks.apply(provider, time)).isTrue());
      assertThat(locks.apply(provider, Duration.ZERO)).isTrue();
    }
  }
}

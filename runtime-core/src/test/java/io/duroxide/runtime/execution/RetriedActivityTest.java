package io.duroxide.runtime.execution;

import static io.duroxide.runtime.execution.Decisions.application;
import static io.duroxide.runtime.execution.ExecutionHarness.completed;
import static io.duroxide.runtime.execution.ExecutionHarness.failed;
import static io.duroxide.runtime.execution.ExecutionHarness.fired;
import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.ActivityOptions;
import io.duroxide.ApplicationException;
import io.duroxide.Backoff;
import io.duroxide.ErrorDetails;
import io.duroxide.RetryPolicy;
import io.duroxide.history.HistoryEvent.ActivityScheduled;
import io.duroxide.history.HistoryEvent.TimerCreated;
import io.duroxide.replay.TurnDecision;
import io.duroxide.replay.TurnDecision.Outcome;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RetriedActivityTest {

  @Test
  void failsTwice_thenSucceeds_oneScheduleAndOneTimerPerAttempt() {
    RetryPolicy policy = new RetryPolicy(3, Backoff.fixed(Duration.ofSeconds(2)));
    try (var run =
        new ExecutionHarness((ctx, in) -> ctx.activity("A", in, String.class, policy).await())) {
      ActivityScheduled first = (ActivityScheduled) run.start().scheduled().get(0);
      assertThat(first.attempt()).isZero();
      assertThat(first.maxAttempts()).isEqualTo(3);
      TimerCreated pause = (TimerCreated) run.turn(failed(2, application("E"))).scheduled().get(0);
      assertThat(pause.fireAt()).isEqualTo(2_000 + 2_000);
      assertThat(((ActivityScheduled) run.turn(fired(4)).scheduled().get(0)).attempt())
          .isEqualTo(1);
      run.turn(failed(6, application("E")));
      assertThat(((ActivityScheduled) run.turn(fired(8)).scheduled().get(0)).attempt())
          .isEqualTo(2);
      assertThat(run.turn(completed(10, "\"ok\"")).outcome())
          .isEqualTo(new Outcome.Completed("\"ok\""));
    }
  }

  @Test
  void noPause_retriesInTheSameTurn() {
    RetryPolicy policy = new RetryPolicy(2, Backoff.none());
    try (var run =
        new ExecutionHarness((ctx, in) -> ctx.activity("A", in, String.class, policy).await())) {
      run.start();
      TurnDecision retry = run.turn(failed(2, application("E")));
      assertThat(retry.scheduled()).hasSize(1).first().isInstanceOf(ActivityScheduled.class);
      assertThat(run.turn(failed(4, application("LAST"))).outcome())
          .isEqualTo(new Outcome.Failed(application("LAST")));
    }
  }

  @Test
  void errorNotRetryable_endsTheAttempts() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> ctx.activity("A", in, String.class, RetryPolicy.attempts(5)).await())) {
      run.start();
      ErrorDetails permanent = ErrorDetails.of(ApplicationException.permanent("no", "P"));
      assertThat(run.turn(failed(2, permanent)).outcome()).isEqualTo(new Outcome.Failed(permanent));
    }
  }

  @Test
  void losesRaceDuringPause_noFurtherAttempt() {
    RetryPolicy policy = new RetryPolicy(3, Backoff.fixed(Duration.ofSeconds(60)));
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              var retried = ctx.activity("A", in, String.class, policy);
              var limit = ctx.timer(Duration.ofSeconds(5));
              int winner = ctx.any(retried, limit).await().index();
              ctx.event("end", String.class).await();
              return winner;
            })) {
      run.start();
      run.turn(failed(2, application("E")));
      run.turn(fired(3));
      assertThat(run.turn(fired(5)).scheduled()).as("pause of an abandoned call").isEmpty();
      assertThat(run.turn(ExecutionHarness.raised("end", "\"\"")).outcome())
          .isEqualTo(new Outcome.Completed("1"));
    }
  }

  @Test
  void attemptTimeout_travelsWithEveryAttempt() {
    ActivityOptions options =
        ActivityOptions.retrying(new RetryPolicy(2, Backoff.none()))
            .withAttemptTimeout(Duration.ofSeconds(7));
    try (var run =
        new ExecutionHarness((ctx, in) -> ctx.activity("A", in, String.class, options).await())) {
      assertThat(((ActivityScheduled) run.start().scheduled().get(0)).timeoutMillis())
          .isEqualTo(7_000);
      TurnDecision retry = run.turn(failed(2, application("E")));
      assertThat(((ActivityScheduled) retry.scheduled().get(0)).timeoutMillis()).isEqualTo(7_000);
    }
  }

  @Test
  void errorNamedAsNonRetryable_endsTheAttempts() {
    RetryPolicy policy = RetryPolicy.attempts(5).withNonRetryable("E");
    try (var run =
        new ExecutionHarness((ctx, in) -> ctx.activity("A", in, String.class, policy).await())) {
      run.start();
      assertThat(run.turn(failed(2, application("E"))).outcome())
          .isEqualTo(new Outcome.Failed(application("E")));
    }
  }

  @Test
  void deadline_limitsAttemptTimeouts_byTheTimesOfEvents() {
    // Every turn of the harness is one second after the one before.
    RetryPolicy policy = new RetryPolicy(5, Backoff.none()).withDeadline(Duration.ofMillis(2_500));
    ActivityOptions options =
        ActivityOptions.retrying(policy).withAttemptTimeout(Duration.ofSeconds(2));
    try (var run =
        new ExecutionHarness((ctx, in) -> ctx.activity("A", in, String.class, options).await())) {
      assertThat(timeoutOf(run.start())).isEqualTo(2_000);
      assertThat(timeoutOf(run.turn(failed(2, application("E"))))).isEqualTo(1_500);
      assertThat(timeoutOf(run.turn(failed(4, application("E"))))).isEqualTo(500);
      assertThat(run.turn(failed(6, application("LAST"))).outcome())
          .isEqualTo(new Outcome.Failed(application("LAST")));
    }
  }

  @Test
  void deadlineAlone_isTheTimeoutOfTheFirstAttempt() {
    RetryPolicy policy = RetryPolicy.NONE.withDeadline(Duration.ofSeconds(9));
    try (var run =
        new ExecutionHarness((ctx, in) -> ctx.activity("A", in, String.class, policy).await())) {
      assertThat(timeoutOf(run.start())).isEqualTo(9_000);
    }
  }

  @Test
  void pauseBeyondTheDeadline_isNotBegun() {
    RetryPolicy policy =
        new RetryPolicy(5, Backoff.fixed(Duration.ofSeconds(4)))
            .withDeadline(Duration.ofSeconds(5));
    try (var run =
        new ExecutionHarness((ctx, in) -> ctx.activity("A", in, String.class, policy).await())) {
      run.start();
      assertThat(run.turn(failed(2, application("E"))).outcome())
          .isEqualTo(new Outcome.Failed(application("E")));
    }
  }

  @Test
  void pauseThatEndsTooLate_endsTheAttempts_withTheLastError() {
    RetryPolicy policy =
        new RetryPolicy(5, Backoff.fixed(Duration.ofMillis(500)))
            .withDeadline(Duration.ofMillis(1_900));
    try (var run =
        new ExecutionHarness((ctx, in) -> ctx.activity("A", in, String.class, policy).await())) {
      run.start();
      assertThat(run.turn(failed(2, application("E"))).scheduled())
          .singleElement()
          .isInstanceOf(TimerCreated.class);
      assertThat(run.turn(fired(4)).outcome()).isEqualTo(new Outcome.Failed(application("E")));
    }
  }

  @Test
  void jitter_shortensThePause_differentlyForEachAttempt() {
    RetryPolicy policy = new RetryPolicy(3, Backoff.fixed(Duration.ofSeconds(100)).withJitter(0.5));
    try (var run =
        new ExecutionHarness((ctx, in) -> ctx.activity("A", in, String.class, policy).await())) {
      run.start();
      long first = pauseOf(run.turn(failed(2, application("E"))));
      run.turn(fired(4));
      long second = pauseOf(run.turn(failed(6, application("E"))));
      assertThat(first).isBetween(50_000L, 100_000L).isNotEqualTo(second);
      assertThat(second).isBetween(50_000L, 100_000L);
    }
  }

  @Test
  void timedOutAttempt_isRetriedLikeAnyOther() {
    ErrorDetails timeout =
        new ErrorDetails(
            io.duroxide.ErrorCategory.TIMEOUT,
            io.duroxide.ErrorReason.UNSPECIFIED,
            "too slow",
            java.util.List.of(),
            null,
            true);
    try (var run =
        new ExecutionHarness(
            (ctx, in) ->
                ctx.activity("A", in, String.class, new RetryPolicy(2, Backoff.none())).await())) {
      run.start();
      assertThat(run.turn(failed(2, timeout)).scheduled()).hasSize(1);
      assertThat(run.turn(failed(4, timeout)).outcome()).isEqualTo(new Outcome.Failed(timeout));
    }
  }

  @Test
  void lateCompletionOfAnEarlierAttempt_isIgnored() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) ->
                ctx.activity("A", in, String.class, new RetryPolicy(2, Backoff.none())).await())) {
      run.start();
      run.turn(failed(2, application("E")));
      assertThat(run.turn(completed(2, "\"stale\"")).events()).isEmpty();
      assertThat(run.turn(completed(4, "\"ok\"")).outcome())
          .isEqualTo(new Outcome.Completed("\"ok\""));
    }
  }

  private static @Nullable Long timeoutOf(TurnDecision decision) {
    return ((ActivityScheduled) decision.scheduled().get(0)).timeoutMillis();
  }

  private static long pauseOf(TurnDecision decision) {
    TimerCreated timer = (TimerCreated) decision.scheduled().get(0);
    return timer.fireAt() - timer.at();
  }
}

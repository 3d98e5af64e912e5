package io.duroxide.runtime.execution;

import static io.duroxide.runtime.execution.ExecutionHarness.completed;
import static io.duroxide.runtime.execution.ExecutionHarness.fired;
import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.history.EventKind;
import io.duroxide.replay.TurnDecision;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** One step after the other. */
class SequentialProgressTest {

  @Test
  void activities_inAChain_eachStepAsksForTheNext() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              String a = ctx.activity("A", in, String.class).await();
              String b = ctx.activity("B", a, String.class).await();
              return ctx.activity("C", b, String.class).await();
            })) {
      run.start();
      assertThat(Decisions.ids(run.turn(completed(2, "\"a\"")).scheduled())).containsExactly(4L);
      assertThat(Decisions.ids(run.turn(completed(4, "\"b\"")).scheduled())).containsExactly(6L);
      assertThat(run.turn(completed(6, "\"c\"")).outcome()).isEqualTo(Decisions.completed("\"c\""));
    }
  }

  @Test
  void timers_inAChain_eachStepAsksForTheNext() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              for (int i = 0; i < 3; i++) {
                ctx.timer(Duration.ofSeconds(1)).await();
              }
              return "done";
            })) {
      run.start();
      run.turn(fired(2));
      run.turn(fired(4));
      assertThat(run.turn(fired(6)).outcome()).isEqualTo(Decisions.completed("\"done\""));
    }
  }

  @Test
  void activityThenTimer_resumesAtTheRightStep() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              String a = ctx.activity("A", in, String.class).await();
              ctx.timer(Duration.ofSeconds(1)).await();
              return a;
            })) {
      run.start();
      assertThat(Decisions.scheduled(run.turn(completed(2, "\"a\""))))
          .containsExactly(EventKind.TIMER_CREATED);
      assertThat(run.turn(fired(4)).outcome()).isEqualTo(Decisions.completed("\"a\""));
    }
  }

  @Test
  void timerThenActivity_resumesAtTheRightStep() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              ctx.timer(Duration.ofSeconds(1)).await();
              return ctx.activity("A", in, String.class).await();
            })) {
      run.start();
      assertThat(Decisions.scheduled(run.turn(fired(2))))
          .containsExactly(EventKind.ACTIVITY_SCHEDULED);
      assertThat(run.turn(completed(4, "\"a\"")).outcome()).isEqualTo(Decisions.completed("\"a\""));
    }
  }

  @Test
  void identicalActivities_awaitedInOrder_keepTheirOwnResults() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) ->
                ctx.activity("A", 1, String.class).await()
                    + ctx.activity("A", 1, String.class).await())) {
      run.start();
      run.turn(completed(2, "\"first\""));
      assertThat(run.turn(completed(4, "\"second\"")).outcome())
          .isEqualTo(Decisions.completed("\"firstsecond\""));
    }
  }

  @Test
  void identicalActivities_completedInTheOtherOrder_keepTheirOwnResults() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              var first = ctx.activity("A", 1, String.class);
              var second = ctx.activity("A", 1, String.class);
              return first.await() + second.await();
            })) {
      run.start();
      run.turn(completed(3, "\"second\""));
      assertThat(run.turn(completed(2, "\"first\"")).outcome())
          .isEqualTo(Decisions.completed("\"firstsecond\""));
    }
  }

  @Test
  void manySteps_completeOneByOne() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              int sum = 0;
              for (int i = 0; i < 50; i++) {
                sum += ctx.activity("A", i, Integer.class).await();
              }
              return sum;
            })) {
      TurnDecision last = run.start();
      for (int i = 0; i < 50; i++) {
        last = run.turn(completed(2 + 2L * i, "2"));
      }
      assertThat(last.outcome()).isEqualTo(Decisions.completed("100"));
    }
  }
}

package io.duroxide.runtime.execution;

import static io.duroxide.runtime.execution.ExecutionHarness.cancel;
import static io.duroxide.runtime.execution.ExecutionHarness.completed;
import static io.duroxide.runtime.execution.ExecutionHarness.fired;
import static io.duroxide.runtime.execution.ExecutionHarness.raised;
import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.OperationCancelledException;
import io.duroxide.Orchestration;
import io.duroxide.OrchestrationCancelledException;
import io.duroxide.history.EventKind;
import io.duroxide.replay.TurnDecision;
import io.duroxide.replay.TurnDecision.Outcome;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Code that looks after a request itself, and may compensate. */
class NoticedCancellationTest {

  private static final Outcome CANCELLED = new Outcome.Cancelled("why");

  private static final Orchestration<String, String> COMPENSATES =
      (ctx, in) -> {
        try {
          return ctx.cancellable(() -> ctx.activity("Work", 1, String.class).await());
        } catch (OrchestrationCancelledException e) {
          return ctx.activity("Undo", e.reason(), String.class).await();
        }
      };

  @Test
  void block_request_isLeftItsWorkCancelledAndCompensationRuns() {
    try (var run = new ExecutionHarness(COMPENSATES)) {
      run.start();
      TurnDecision decision = run.turn(cancel("why"));
      assertThat(decision.outcome()).isEqualTo(Decisions.CONTINUE);
      assertThat(decision.cancelledActivities()).containsExactly(2L);
      assertThat(Decisions.kinds(decision))
          .containsExactly(
              EventKind.CANCEL_REQUESTED,
              EventKind.ACTIVITY_SCHEDULED,
              EventKind.ACTIVITY_CANCEL_REQUESTED);
      assertThat(run.turn(completed(4, "\"undone\"")).outcome()).isEqualTo(CANCELLED);
    }
  }

  @Test
  void block_noRequest_givesItsValue() {
    try (var run = new ExecutionHarness(COMPENSATES)) {
      run.start();
      assertThat(run.turn(completed(2, "\"worked\"")).outcome())
          .isEqualTo(Decisions.completed("\"worked\""));
    }
  }

  @Test
  void block_throws_itsExceptionComesOut() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) ->
                ctx.cancellable(
                    () -> {
                      throw new IllegalStateException("own");
                    }))) {
      assertThat(Decisions.failure(run.start()).message()).isEqualTo("own");
    }
  }

  @Test
  void block_endedBeforeTheRequest_codeIsEndedAtOnce() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              ctx.cancellable(() -> ctx.activity("Work", 1, String.class).await());
              return ctx.event("never", String.class).await();
            })) {
      run.start();
      run.turn(completed(2, "1"));
      assertThat(run.turn(cancel("why")).outcome()).isEqualTo(CANCELLED);
    }
  }

  @Test
  void block_endsInTheBatchBeforeTheRequest_codeIsEndedAtOnce() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              ctx.cancellable(() -> ctx.activity("Work", 1, String.class).await());
              return ctx.event("never", String.class).await();
            })) {
      run.start();
      assertThat(run.turn(completed(2, "1"), cancel("why")).outcome()).isEqualTo(CANCELLED);
    }
  }

  @Test
  void block_begunAfterTheRequest_isNotEntered() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              ctx.activity("First", 1, String.class).await();
              try {
                return ctx.cancellable(() -> ctx.activity("Work", 1, String.class).await());
              } catch (OrchestrationCancelledException e) {
                return ctx.activity("Undo", 1, String.class).await();
              }
            })) {
      run.start();
      TurnDecision decision = run.turn(cancel("why"), completed(2, "1"));
      assertThat(decision.scheduled()).hasSize(1).first().asString().contains("Undo");
      assertThat(run.turn(completed(5, "1")).outcome()).isEqualTo(CANCELLED);
    }
  }

  @Test
  void block_requestComesWithTheStart_isBegunAndLeftInTheFirstTurn() {
    try (var run = new ExecutionHarness(COMPENSATES)) {
      TurnDecision decision = run.start(cancel("why"));
      assertThat(decision.scheduled()).hasSize(2);
      assertThat(decision.cancelledActivities()).containsExactly(3L);
      assertThat(run.turn(completed(4, "1")).outcome()).isEqualTo(CANCELLED);
    }
  }

  @Test
  void blocks_nested_theOuterOneIsLeft() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              try {
                return ctx.cancellable(
                    () -> {
                      try {
                        return ctx.cancellable(() -> ctx.activity("Work", 1, String.class).await());
                      } catch (OrchestrationCancelledException inner) {
                        return ctx.activity("Inner", 1, String.class).await();
                      }
                    });
              } catch (OrchestrationCancelledException outer) {
                return ctx.activity("Outer", 1, String.class).await();
              }
            })) {
      run.start();
      TurnDecision decision = run.turn(cancel("why"));
      assertThat(decision.cancelledActivities()).containsExactly(2L);
      assertThat(decision.scheduled()).hasSize(1).first().asString().contains("Outer");
    }
  }

  @Test
  void block_notCaught_endsAsCancelled() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> ctx.cancellable(() -> ctx.event("e", String.class).await()))) {
      run.start();
      assertThat(run.turn(cancel("why")).outcome()).isEqualTo(CANCELLED);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"returns", "throws", "continues as new"})
  void noticed_howeverTheCodeEnds_endsAsCancelled(String how) {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              ctx.cancelRequested().await();
              return switch (how) {
                case "returns" -> "done";
                case "throws" -> throw new IllegalStateException("failed");
                default -> ctx.continueAsNew("next");
              };
            })) {
      run.start();
      assertThat(run.turn(cancel("why")).outcome()).isEqualTo(CANCELLED);
    }
  }

  @Test
  void noticed_openWorkAtTheEnd_isCancelled() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              ctx.activity("Background", 1, String.class);
              ctx.subOrchestration("C", 1, String.class);
              return ctx.cancelRequested().await();
            })) {
      run.start();
      TurnDecision decision = run.turn(cancel("why"));
      assertThat(decision.cancelledActivities()).containsExactly(2L);
      assertThat(decision.cancelledChildren()).containsExactly("i::sub::1.3");
    }
  }

  @Test
  void request_inTheBatchBeforeTheCodeAsks_isVisibleAtTheFirstAsk() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              ctx.activity("A", 1, String.class).await();
              return ctx.cancelRequested().isDone()
                  ? ctx.activity("Undo", 1, String.class).await()
                  : "not asked";
            })) {
      run.start();
      TurnDecision decision = run.turn(cancel("why"), completed(2, "1"));
      assertThat(decision.outcome()).isEqualTo(Decisions.CONTINUE);
      assertThat(run.turn(completed(5, "1")).outcome()).isEqualTo(CANCELLED);
    }
  }

  @Test
  void race_requestAgainstWork_theFirstInHistoryWins() {
    Orchestration<String, String> racing =
        (ctx, in) -> {
          var work = ctx.activity("A", 1, String.class);
          boolean worked = ctx.any(work, ctx.cancelRequested()).await().wonBy(work);
          return ctx.activity(worked ? "Next" : "Undo", 1, String.class).await();
        };
    try (var run = new ExecutionHarness(racing)) {
      run.start();
      assertThat(run.turn(completed(2, "1"), cancel("why")).scheduled())
          .first()
          .asString()
          .contains("Next");
    }
    try (var run = new ExecutionHarness(racing)) {
      run.start();
      assertThat(run.turn(cancel("why"), completed(2, "1")).scheduled())
          .first()
          .asString()
          .contains("Undo");
    }
  }

  @Test
  void handle_lostARace_isGivenUpAndTheNextOneStillHears() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              var request = ctx.cancelRequested();
              ctx.any(request, ctx.timer(Duration.ofSeconds(1))).await();
              String given;
              try {
                given = request.await();
              } catch (OperationCancelledException e) {
                given = "given up";
              }
              ctx.activity(given, ctx.cancelRequested().await(), String.class).await();
              return "done";
            })) {
      run.start();
      assertThat(run.turn(fired(2)).outcome()).isEqualTo(Decisions.CONTINUE);
      assertThat(run.turn(cancel("why")).scheduled()).first().asString().contains("given up");
    }
  }

  @Test
  void handleInAnAbandonedBlock_goesWithIt() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              var block = ctx.async(() -> ctx.cancelRequested().await());
              ctx.any(ctx.timer(Duration.ofSeconds(1)), block).await();
              return ctx.event("e", String.class).await();
            })) {
      run.start();
      run.turn(fired(2));
      run.turn(cancel("why"));
      assertThat(run.turn(raised("e", "\"x\"")).outcome()).isEqualTo(CANCELLED);
    }
  }
}

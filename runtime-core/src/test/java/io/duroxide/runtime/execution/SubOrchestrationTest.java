package io.duroxide.runtime.execution;

import static io.duroxide.runtime.execution.ExecutionHarness.childCompleted;
import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.SubOrchestrationOptions;
import io.duroxide.history.HistoryEvent;
import io.duroxide.history.HistoryEvent.SubOrchestrationScheduled;
import io.duroxide.replay.TurnDecision;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Identities of children. */
class SubOrchestrationTest {

  private static List<String> children(List<HistoryEvent> events) {
    return events.stream()
        .filter(SubOrchestrationScheduled.class::isInstance)
        .map(event -> ((SubOrchestrationScheduled) event).childInstance())
        .toList();
  }

  @Test
  void noId_isMadeOfParentExecutionAndEvent() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              ctx.subOrchestration("C", 1, String.class);
              ctx.subOrchestration("C", 1, String.class);
              return ctx.continueAsNew("next");
            })) {
      assertThat(children(run.start().events())).containsExactly("i::sub::1.2", "i::sub::1.3");
      assertThat(children(run.continueAsNew().events()))
          .as("ids of a later execution are others")
          .containsExactly("i::sub::2.2", "i::sub::2.3");
    }
  }

  @Test
  void ownId_isKept() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) ->
                ctx.subOrchestration(
                        "C", 1, String.class, SubOrchestrationOptions.DEFAULT.withInstanceId("x"))
                    .await())) {
      assertThat(children(run.start().events())).containsExactly("x");
    }
  }

  @Test
  void idInHistory_winsOverAGeneratedOne() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) ->
                ctx.subOrchestration(
                        "C", 1, String.class, SubOrchestrationOptions.DEFAULT.withInstanceId("x"))
                    .await())) {
      run.start();
      run.replayWith((ctx, in) -> ctx.subOrchestration("C", 1, String.class).await());
    }
  }

  @Test
  void child_completes_parentGoesOn() {
    try (var run =
        new ExecutionHarness((ctx, in) -> ctx.subOrchestration("C", 1, String.class).await())) {
      run.start();
      TurnDecision decision = run.turn(childCompleted(2, "\"c\""));
      assertThat(decision.outcome()).isEqualTo(Decisions.completed("\"c\""));
      assertThat(decision.cancelledChildren()).isEmpty();
    }
  }
}

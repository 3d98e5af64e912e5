package io.duroxide.runtime.execution;

import static io.duroxide.runtime.execution.ExecutionHarness.fired;
import static io.duroxide.runtime.execution.ExecutionHarness.raised;
import static io.duroxide.runtime.execution.ExecutionHarness.sent;
import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.Orchestration;
import io.duroxide.history.EventKind;
import io.duroxide.history.HistoryEvent.OrchestrationStarted;
import io.duroxide.history.OrchestratorMessage;
import io.duroxide.history.QueueMessage;
import io.duroxide.replay.TurnDecision;
import io.duroxide.replay.TurnDecision.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Messages that wait for whoever takes them. */
class EventQueueTest {

  private static Orchestration<String, String> takes(int count) {
    return (ctx, in) -> {
      StringBuilder taken = new StringBuilder();
      for (int i = 0; i < count; i++) {
        taken.append(ctx.dequeue("q", String.class).await());
      }
      return taken.toString();
    };
  }

  @Test
  void message_beforeAnybodyWaits_isKept() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              ctx.timer(Duration.ofSeconds(1)).await();
              return ctx.dequeue("q", String.class).await();
            })) {
      run.start(sent("q", "\"early\""));
      assertThat(run.turn(fired(3)).outcome()).isEqualTo(Decisions.completed("\"early\""));
    }
  }

  @Test
  void messages_takenInTheOrderOfArrival() {
    try (var run = new ExecutionHarness(takes(4))) {
      run.start(sent("q", "\"1\""), sent("q", "\"2\""));
      assertThat(run.turn(sent("q", "\"3\""), sent("q", "\"4\"")).outcome())
          .isEqualTo(Decisions.completed("\"1234\""));
    }
  }

  @Test
  void keptMessages_allTakenInOneTurn() {
    int count = 1_000;
    OrchestratorMessage[] messages =
        IntStream.range(0, count)
            .mapToObj(i -> sent("q", "\"" + i % 10 + "\""))
            .toArray(OrchestratorMessage[]::new);
    try (var run = new ExecutionHarness(takes(count))) {
      TurnDecision decision = run.start(messages);
      assertThat(decision.outcome()).isInstanceOf(Outcome.Completed.class);
      assertThat(Decisions.scheduled(decision))
          .as("one wait for each")
          .hasSize(count)
          .containsOnly(EventKind.QUEUE_SUBSCRIBED);
    }
  }

  @Test
  void waits_awaitedInAnotherOrder_takeInTheOrderTheyBegan() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              var first = ctx.dequeue("q", String.class);
              var second = ctx.dequeue("q", String.class);
              return second.await() + first.await();
            })) {
      run.start(sent("q", "\"1\""));
      assertThat(run.turn(sent("q", "\"2\"")).outcome()).isEqualTo(Decisions.completed("\"21\""));
    }
  }

  @Test
  void wait_losesARace_takesNothing() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              var lost = ctx.dequeue("q", String.class);
              ctx.any(lost, ctx.timer(Duration.ofSeconds(1))).await();
              return ctx.dequeue("q", String.class).await();
            })) {
      run.start();
      TurnDecision decision = run.turn(fired(3), sent("q", "\"x\""));
      assertThat(decision.outcome()).isEqualTo(Decisions.completed("\"x\""));
    }
  }

  @Test
  void wait_losesARaceInAnEarlierTurn_takesNothing() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              var lost = ctx.dequeue("q", String.class);
              ctx.any(lost, ctx.timer(Duration.ofSeconds(1))).await();
              ctx.event("go", String.class).await();
              return ctx.dequeue("q", String.class).await();
            })) {
      run.start();
      assertThat(Decisions.kinds(run.turn(fired(3))))
          .endsWith(EventKind.QUEUE_SUBSCRIPTION_CANCELLED);
      run.turn(sent("q", "\"x\""));
      assertThat(run.turn(raised("go", "1")).outcome()).isEqualTo(Decisions.completed("\"x\""));
    }
  }

  @Test
  void waitsCancelled_onlyTheLiveOneReceives() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              var a = ctx.dequeue("q", String.class);
              var b = ctx.dequeue("q", String.class);
              var live = ctx.dequeue("q", String.class);
              a.cancel();
              b.cancel();
              return live.await();
            })) {
      run.start();
      assertThat(run.turn(sent("q", "\"x\"")).outcome()).isEqualTo(Decisions.completed("\"x\""));
    }
  }

  @Test
  void keptMessage_decidesARaceBetweenWaitsBegunTogether() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              var first = ctx.dequeue("q", String.class);
              var second = ctx.dequeue("q", String.class);
              int winner = ctx.any(first, second).await().index();
              return winner + ctx.dequeue("q", String.class).await();
            })) {
      assertThat(run.start(sent("q", "\"1\""), sent("q", "\"2\"")).outcome())
          .isEqualTo(Decisions.completed("\"02\""));
    }
  }

  @Test
  void queuesAndEvents_ofEqualName_areIndependent() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              var message = ctx.dequeue("x", String.class);
              var event = ctx.event("x", String.class);
              var other = ctx.dequeue("y", String.class);
              return message.await() + event.await() + other.await();
            })) {
      run.start();
      run.turn(raised("x", "\"e\""));
      run.turn(sent("y", "\"y\""));
      assertThat(run.turn(sent("x", "\"m\"")).outcome()).isEqualTo(Decisions.completed("\"mey\""));
    }
  }

  @Test
  void nullMessage_isAMessage() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> String.valueOf((Object) ctx.dequeue("q", String.class).await()))) {
      assertThat(run.start(sent("q", null)).outcome()).isEqualTo(Decisions.completed("\"null\""));
    }
  }

  @Test
  void continueAsNew_leftoversOfAllQueues_goFirstInTheNext() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              if (ctx.executionId() == 1) {
                ctx.dequeue("a", String.class).await();
                return ctx.continueAsNew("next");
              }
              List<String> taken = new ArrayList<>();
              for (String queue : List.of("a", "b", "a", "a")) {
                taken.add(ctx.dequeue(queue, String.class).await());
              }
              return String.join(",", taken);
            })) {
      TurnDecision end =
          run.start(
              sent("a", "\"a1\""), sent("b", "\"b1\""), sent("a", "\"a2\""), sent("a", "\"a3\""));
      assertThat(((Outcome.ContinuedAsNew) end.outcome()).carried())
          .containsExactly(
              new QueueMessage("b", "\"b1\""),
              new QueueMessage("a", "\"a2\""),
              new QueueMessage("a", "\"a3\""));
      TurnDecision next = run.continueAsNew(sent("a", "\"a4\""));
      assertThat(((OrchestrationStarted) next.events().get(0)).carried()).hasSize(3);
      assertThat(next.outcome()).isEqualTo(Decisions.completed("\"a2,b1,a3,a4\""));
    }
  }

  @Test
  void continueAsNew_nobodyTakesThem_areCarriedOnAndOn() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) ->
                ctx.executionId() < 3
                    ? ctx.continueAsNew("next")
                    : ctx.dequeue("q", String.class).await())) {
      run.start(sent("q", "\"x\""));
      run.continueAsNew(sent("q", "\"y\""));
      assertThat(run.continueAsNew().outcome()).isEqualTo(Decisions.completed("\"x\""));
    }
  }

  @Test
  void continueAsNew_openWaitOfTheEndedCode_takesNothingOfTheSameBatch() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              if (ctx.executionId() > 1) {
                return ctx.dequeue("q", String.class).await();
              }
              var first = ctx.dequeue("q", String.class);
              ctx.dequeue("q", String.class);
              first.await();
              return ctx.continueAsNew("next");
            })) {
      run.start();
      TurnDecision end = run.turn(sent("q", "\"1\""), sent("q", "\"2\""));
      assertThat(((Outcome.ContinuedAsNew) end.outcome()).carried())
          .containsExactly(new QueueMessage("q", "\"2\""));
      assertThat(run.continueAsNew().outcome()).isEqualTo(Decisions.completed("\"2\""));
    }
  }
}

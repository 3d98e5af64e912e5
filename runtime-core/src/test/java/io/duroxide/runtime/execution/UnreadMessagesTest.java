package io.duroxide.runtime.execution;

import static io.duroxide.runtime.execution.ExecutionHarness.completed;
import static io.duroxide.runtime.execution.ExecutionHarness.fired;
import static io.duroxide.runtime.execution.ExecutionHarness.sent;
import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.DurableFuture;
import io.duroxide.Orchestration;
import io.duroxide.history.QueueMessage;
import io.duroxide.replay.TurnDecision.Outcome;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A message that has answered a wait belongs to the code that reads it. A wait that is given up, or
 * never read, takes nothing.
 */
class UnreadMessagesTest {

  /**
   * Busy with an activity while the message comes, then the wait loses to something done before.
   */
  private static final Orchestration<String, ?> LOSES_WHILE_BUSY =
      (ctx, in) -> {
        DurableFuture<String> message = ctx.dequeue("q", String.class);
        DurableFuture<?> pause = ctx.timer(Duration.ofSeconds(1));
        ctx.activity("a", null, String.class).await();
        boolean paused = ctx.any(pause, message).await().wonBy(pause);
        return paused + " " + ctx.dequeue("q", String.class).await();
      };

  @Test
  void answeredWait_losesARace_theNextWaitReadsItsMessage() {
    try (var run = new ExecutionHarness(LOSES_WHILE_BUSY)) {
      run.start();
      run.turn(fired(3), sent("q", "\"m1\""), sent("q", "\"m2\""));
      assertThat(run.turn(completed(4, "\"\"")).outcome())
          .isEqualTo(Decisions.completed("\"true m1\""));
    }
  }

  @Test
  void answeredWait_ofAnExecutionStartedByTheOldRules_losesItsMessage() {
    try (var run = new ExecutionHarness(LOSES_WHILE_BUSY)) {
      run.startedBy("0.1.0");
      run.start();
      run.turn(fired(3), sent("q", "\"m1\""), sent("q", "\"m2\""));
      assertThat(run.turn(completed(4, "\"\"")).outcome())
          .isEqualTo(Decisions.completed("\"true m2\""));
    }
  }

  @Test
  void answeredWait_cancelled_givesItsMessageToTheWaitBehindIt() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              DurableFuture<String> first = ctx.dequeue("q", String.class);
              DurableFuture<String> second = ctx.dequeue("q", String.class);
              ctx.activity("a", null, String.class).await();
              first.cancel();
              return second.await();
            })) {
      run.start();
      run.turn(sent("q", "\"m1\""));
      assertThat(run.turn(completed(4, "\"\"")).outcome()).isEqualTo(Decisions.completed("\"m1\""));
    }
  }

  @Test
  void messageGivenBack_comesBeforeThoseThatArrivedLater() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              DurableFuture<String> given = ctx.dequeue("q", String.class);
              ctx.activity("a", null, String.class).await();
              given.cancel();
              return ctx.dequeue("q", String.class).await()
                  + ctx.dequeue("q", String.class).await();
            })) {
      run.start();
      run.turn(sent("q", "\"m1\""), sent("q", "\"m2\""));
      assertThat(run.turn(completed(3, "\"\"")).outcome())
          .isEqualTo(Decisions.completed("\"m1m2\""));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "all", "any", "mapped", "async"})
  void unreadMessage_isCarriedByContinueAsNew(String how) {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              DurableFuture<String> message = ctx.dequeue("q", String.class);
              DurableFuture<?> event = ctx.event("never", String.class);
              DurableFuture<?> unused =
                  switch (how) {
                    case "all" -> ctx.all(List.of(message, event));
                    case "any" -> ctx.any(event, message);
                    case "mapped" -> message.map(String::length);
                    case "async" -> ctx.async(() -> ctx.all(List.of(message, event)).await());
                    default -> message;
                  };
              ctx.activity("a", null, String.class).await();
              return ctx.continueAsNew("again");
            })) {
      run.start();
      run.turn(sent("other", "\"m0\""), sent("q", "\"m1\""), sent("q", "\"m2\""));
      Outcome outcome = run.turn(completed(4, "\"\"")).outcome();
      assertThat(((Outcome.ContinuedAsNew) outcome).carried())
          .containsExactly(
              new QueueMessage("other", "\"m0\""),
              new QueueMessage("q", "\"m1\""),
              new QueueMessage("q", "\"m2\""));
    }
  }

  @Test
  void messageThatWasRead_isNotCarried() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              String unused = ctx.dequeue("q", String.class).await();
              return ctx.continueAsNew("again");
            })) {
      run.start();
      Outcome outcome = run.turn(sent("q", "\"m1\"")).outcome();
      assertThat(((Outcome.ContinuedAsNew) outcome).carried()).isEmpty();
    }
  }

  @Test
  void blockThatIsUnwound_givesBackWhatItHadNotRead() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              DurableFuture<String> block =
                  ctx.async(
                      () -> {
                        DurableFuture<String> message = ctx.dequeue("q", String.class);
                        ctx.event("never", String.class).await();
                        return message.await();
                      });
              ctx.activity("a", null, String.class).await();
              block.cancel();
              return ctx.dequeue("q", String.class).await();
            })) {
      run.start();
      run.turn(sent("q", "\"m1\""));
      long activity =
          run.history().stream()
              .filter(io.duroxide.history.HistoryEvent.ActivityScheduled.class::isInstance)
              .findFirst()
              .orElseThrow()
              .id();
      assertThat(run.turn(completed(activity, "\"\"")).outcome())
          .isEqualTo(Decisions.completed("\"m1\""));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"twice", "all", "any", "mapped"})
  void answeredWait_partOfTheWinnerAndOfALoser_isRead(String how) {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              DurableFuture<String> message = ctx.dequeue("q", String.class);
              DurableFuture<String> event = ctx.event("never", String.class);
              ctx.activity("a", null, String.class).await();
              DurableFuture<?> loser =
                  switch (how) {
                    case "all" -> ctx.all(List.of(message, event));
                    case "any" -> ctx.any(event, message);
                    case "mapped" -> message.map(String::length);
                    default -> message;
                  };
              return ctx.any(message.map(text -> text + "!"), loser).await().value();
            })) {
      run.start();
      run.turn(sent("q", "\"m1\""));
      assertThat(run.turn(completed(4, "\"\"")).outcome())
          .isEqualTo(Decisions.completed("\"m1!\""));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void decidedRace_cancelled_givesItsMessageBackUnlessCodeHasTheWinner(boolean taken) {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              var race = ctx.any(ctx.event("never", String.class), ctx.dequeue("q", String.class));
              ctx.activity("a", null, String.class).await();
              if (!race.isDone()) {
                return "open";
              }
              var winner = taken ? race.await().winner() : null;
              race.cancel();
              return winner == null ? ctx.dequeue("q", String.class).await() : winner.await();
            })) {
      run.start();
      run.turn(sent("q", "\"m1\""), sent("q", "\"m2\""));
      assertThat(run.turn(completed(4, "\"\"")).outcome()).isEqualTo(Decisions.completed("\"m1\""));
    }
  }
}

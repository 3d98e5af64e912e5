package io.duroxide.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.ErrorCategory;
import io.duroxide.ErrorDetails;
import io.duroxide.history.HistoryEvent.ActivityCompleted;
import io.duroxide.history.HistoryEvent.EventRaised;
import io.duroxide.history.HistoryEvent.EventSubscribed;
import io.duroxide.history.OrchestratorMessage;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Histories and messages that do not fit the code. */
class ChangedCodeTest {

  @RegisterExtension final World world = World.inMemory();

  private void assertNondeterminism(String... words) {
    ErrorDetails error = world.failure("o");
    assertThat(error.category()).isEqualTo(ErrorCategory.NONDETERMINISM);
    assertThat(error.message()).contains(words);
  }

  private World waiting() {
    return world
        .orchestration(
            "o",
            Void.class,
            (ctx, in) -> {
              var timer = ctx.timer(Duration.ofMinutes(5));
              String went = ctx.event("go", String.class).await();
              return went + timer.isDone();
            })
        .start("o", null)
        .awaitEvents("o", EventSubscribed.class, 1);
  }

  @Test
  void otherCode_afterADeployment() {
    waiting().stopNodes().newRelease();
    world
        .activity("new", Void.class, (ctx, in) -> "new")
        .orchestration(
            "o", Void.class, (ctx, in) -> ctx.activity("new", null, String.class).await())
        .startNode();
    world.client().raiseEvent("o", "go", "x");
    assertNondeterminism("timer", "new");
  }

  @Test
  void activityCompletion_ofATimer() {
    waiting().send(new OrchestratorMessage.ActivityCompleted("o", 1, 2, "\"x\""));
    assertNondeterminism("2");
  }

  @Test
  void activityCompletion_nobodyAskedFor() {
    waiting().send(new OrchestratorMessage.ActivityCompleted("o", 1, 99, "\"x\""));
    assertNondeterminism("99");
  }

  @Test
  void timerCompletion_nobodyAskedFor() {
    waiting().send(new OrchestratorMessage.TimerFired("o", 1, 99));
    assertNondeterminism("99");
  }

  @Test
  void continueAsNew_withAnUnconsumedCompletion_isFine() {
    world
        .activity("echo", Integer.class, (ctx, n) -> n)
        .orchestration(
            "o",
            Integer.class,
            (ctx, n) -> {
              if (n == 1) {
                return "second";
              }
              ctx.activity("echo", 1, Integer.class);
              ctx.activity("echo", 2, Integer.class).await();
              return ctx.continueAsNew(1);
            });
    assertThat(world.run("o", 0, String.class)).isEqualTo("second");
  }

  @Test
  void completionsOfTheEarlierExecution_areFiltered() {
    world.orchestration(
        "o",
        Integer.class,
        (ctx, n) -> n == 0 ? ctx.continueAsNew(1) : ctx.event("go", String.class).await());
    world.start("o", 0).awaitExecution("o", 2).awaitEvents("o", EventSubscribed.class, 1);
    world.send(new OrchestratorMessage.ActivityCompleted("o", 1, 99, "\"x\""));
    world.send(new OrchestratorMessage.TimerFired("o", 1, 98));
    world.client().raiseEvent("o", "go", "fine");
    assertThat(world.output("o", String.class)).isEqualTo("fine");
    assertThat(world.history("o")).hasSize(4);
  }

  @Test
  void completionOfAnotherExecution_inTheOnlyOne_isFiltered() {
    waiting().send(new OrchestratorMessage.ActivityCompleted("o", 7, 2, "\"x\""));
    world.client().raiseEvent("o", "go", "fine ");
    assertThat(world.output("o", String.class)).isEqualTo("fine false");
    assertThat(world.events("o", ActivityCompleted.class)).isEmpty();
  }

  @Test
  void sameEventTwice_isTwoEvents() {
    waiting().stopNodes();
    world.client().raiseEvent("o", "go", "same ");
    world.client().raiseEvent("o", "go", "same ");
    world.startNode();
    assertThat(world.output("o", String.class)).isEqualTo("same false");
    assertThat(world.events("o", EventRaised.class)).hasSize(2);
  }

  /** The reference takes code that ends earlier than its history for completed. */
  @Test
  void codeThatEndsBeforeItsHistory_isFound() {
    waiting().stopNodes().newRelease();
    world.orchestration("o", Void.class, (ctx, in) -> "early").startNode();
    world.client().raiseEvent("o", "go", "x");
    assertNondeterminism("event 2");
  }
}

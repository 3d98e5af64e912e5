package io.duroxide.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.history.HistoryEvent;
import io.duroxide.history.HistoryEvent.EventRaised;
import io.duroxide.history.HistoryEvent.EventSubscribed;
import io.duroxide.history.HistoryEvent.OrchestrationContinuedAsNew;
import io.duroxide.history.HistoryEvent.OrchestrationStarted;
import io.duroxide.history.OrchestratorMessage;
import io.duroxide.history.StartOrigin;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One instance, many executions. */
class ContinueAsNewTest {

  @RegisterExtension final World world = World.inMemory();

  private final CountDownLatch gate = new CountDownLatch(1);

  /** Continues once, then waits for an event. */
  private World waitsInTheSecondExecution() {
    return world.orchestration(
        "o",
        Integer.class,
        (ctx, n) -> n == 0 ? ctx.continueAsNew(1) : ctx.event("go", String.class).await());
  }

  @Test
  void chain_everyExecutionHasItsOwnHistory() {
    world
        .activity("inc", Integer.class, (ctx, n) -> n + 1)
        .orchestration(
            "o",
            Integer.class,
            (ctx, n) -> {
              int next = ctx.activity("inc", n, Integer.class).await();
              return next < 3 ? ctx.continueAsNew(next) : next;
            });
    assertThat(world.run("o", 0, Integer.class)).isEqualTo(3);
    for (long execution = 1; execution <= 3; execution++) {
      List<HistoryEvent> history = world.history("o", execution);
      assertThat(history).extracting(HistoryEvent::id).containsExactly(1L, 2L, 3L, 4L);
      OrchestrationStarted started = (OrchestrationStarted) history.get(0);
      assertThat(started.input()).isEqualTo(String.valueOf(execution - 1));
      assertThat(started.origin())
          .isEqualTo(execution == 1 ? StartOrigin.CLIENT : StartOrigin.CONTINUE_AS_NEW);
    }
    assertThat(world.history("o", 2)).last().isInstanceOf(OrchestrationContinuedAsNew.class);
  }

  @Test
  void event_goesToTheLatestExecution() {
    waitsInTheSecondExecution().start("o", 0);
    world.awaitExecution("o", 2).awaitEvents("o", EventSubscribed.class, 1);
    world.client().raiseEvent("o", "go", "second");
    assertThat(world.output("o", String.class)).isEqualTo("second");
    assertThat(world.history("o", 1)).noneMatch(EventRaised.class::isInstance);
  }

  @Test
  void event_duringTheFirstExecution_isNotCarriedOver_andHasToBeSentAgain() {
    world
        .activity(
            "gate",
            Void.class,
            (ctx, in) -> {
              gate.await();
              return "open";
            })
        .orchestration(
            "o",
            Integer.class,
            (ctx, n) -> {
              if (n == 0) {
                ctx.activity("gate", null, String.class).await();
                return ctx.continueAsNew(1);
              }
              return ctx.event("go", String.class).await();
            });
    world.start("o", 0);
    world.client().raiseEvent("o", "go", "lost");
    world.awaitEvents("o", EventRaised.class, 1);
    gate.countDown();
    world.awaitExecution("o", 2).awaitEvents("o", EventSubscribed.class, 1);
    world.client().raiseEvent("o", "go", "again");
    assertThat(world.output("o", String.class)).isEqualTo("again");
  }

  @Test
  void event_beforeTheSubscription_isKeptInHistoryOnly_retryAfterSubscribingIsDelivered() {
    world
        .activity(
            "gate",
            Void.class,
            (ctx, in) -> {
              gate.await();
              return "open";
            })
        .orchestration(
            "o",
            Integer.class,
            (ctx, n) -> {
              if (n == 0) {
                return ctx.continueAsNew(1);
              }
              ctx.activity("gate", null, String.class).await();
              return ctx.event("go", String.class).await();
            });
    world.start("o", 0).awaitExecution("o", 2);
    world.client().raiseEvent("o", "go", "early");
    world.awaitEvents("o", EventRaised.class, 1);
    gate.countDown();
    world.awaitEvents("o", EventSubscribed.class, 1);
    world.client().raiseEvent("o", "go", "late");
    assertThat(world.output("o", String.class)).isEqualTo("late");
    assertThat(world.events("o", EventRaised.class))
        .extracting(EventRaised::data)
        .containsExactly("\"early\"", "\"late\"");
  }

  @Test
  void completionOfAnOldExecution_isIgnored() {
    completionOf(1);
  }

  @Test
  void completionOfAFutureExecution_isIgnored() {
    completionOf(3);
  }

  private void completionOf(long execution) {
    waitsInTheSecondExecution().start("o", 0).awaitExecution("o", 2);
    world.awaitEvents("o", EventSubscribed.class, 1);
    world.send(new OrchestratorMessage.ActivityCompleted("o", execution, 2, "\"stray\""));
    world.client().raiseEvent("o", "go", "well");
    assertThat(world.output("o", String.class)).isEqualTo("well");
    assertThat(world.history("o")).noneMatch(HistoryEvent.ActivityCompleted.class::isInstance);
  }

  @Test
  void continueAsNew_asTheFirstThing_endsTheFirstExecutionAtOnce() {
    world.orchestration("o", Integer.class, (ctx, n) -> n == 1 ? "done" : ctx.continueAsNew(n - 1));
    assertThat(world.run("o", 2, String.class)).isEqualTo("done");
    assertThat(world.history("o", 1)).hasSize(2);
  }
}

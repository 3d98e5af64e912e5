package io.duroxide.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.ErrorReason;
import io.duroxide.history.HistoryEvent.ActivityCompleted;
import io.duroxide.history.HistoryEvent.TimerCreated;
import io.duroxide.history.OrchestratorMessage;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Mistakes that were made once, in the reference or in its relatives. */
class RegressionTest {

  @RegisterExtension final World world = World.onSqlite();

  @Test
  void completion_deliveredTwice_isTakenOnce() {
    world
        .activity("echo", Integer.class, (ctx, n) -> n)
        .orchestration(
            "o",
            Void.class,
            (ctx, in) ->
                ctx.activity("echo", 1, Integer.class).await()
                    + ctx.event("go", Integer.class).await());
    world.start("o", null).awaitEvents("o", ActivityCompleted.class, 1);
    world.send(new OrchestratorMessage.ActivityCompleted("o", 1, 2, "99"));
    world.send(new OrchestratorMessage.ActivityCompleted("o", 1, 2, "99"));
    world.client().raiseEvent("o", "go", 10);
    assertThat(world.output("o", Integer.class)).isEqualTo(11);
    assertThat(world.events("o", ActivityCompleted.class)).hasSize(1);
  }

  @Test
  void completion_ofALoser_doesNotHoldUpWhatComesBehindIt() {
    world
        .replayingEveryTurn()
        .activity("quick", Void.class, (ctx, in) -> "quick")
        .orchestration(
            "o",
            Void.class,
            (ctx, in) -> {
              ctx.any(ctx.timer(Duration.ofMillis(5)), ctx.timer(Duration.ofMillis(30))).await();
              String first = ctx.activity("quick", null, String.class).await();
              ctx.timer(Duration.ofMillis(60)).await();
              return first + ctx.activity("quick", null, String.class).await();
            });
    assertThat(world.run("o", null, String.class)).isEqualTo("quickquick");
    assertThat(world.events("o", TimerCreated.class)).hasSize(3);
  }

  @Test
  void poison_ofAnInstanceThatNeverTookATurn_isStored() {
    world.startNode().client().start("o", "not registered", null);
    assertThat(world.failure("o").reason()).isEqualTo(ErrorReason.UNREGISTERED);
    assertThat(world.info("o").orchestrationName()).isEqualTo("not registered");
    assertThat(world.history("o")).hasSize(2);
  }

  /** Two nodes on one store once answered "nothing" after a lost race, or blocked each other. */
  @Test
  void manyChildrenAtOnce_onTwoNodes() {
    world
        .activity("echo", Integer.class, (ctx, n) -> n)
        .orchestration(
            "child", Integer.class, (ctx, n) -> ctx.activity("echo", n, Integer.class).await())
        .orchestration(
            "parent",
            Integer.class,
            (ctx, count) ->
                ctx
                    .all(
                        IntStream.range(0, count)
                            .mapToObj(i -> ctx.subOrchestration("child", i, Integer.class))
                            .toList())
                    .await()
                    .stream()
                    .mapToInt(Integer::intValue)
                    .sum());
    world.startNode().startNode();
    world.client().start("p1", "parent", 40);
    world.client().start("p2", "parent", 40);
    assertThat(world.output("p1", Integer.class)).isEqualTo(780);
    assertThat(world.output("p2", Integer.class)).isEqualTo(780);
  }
}

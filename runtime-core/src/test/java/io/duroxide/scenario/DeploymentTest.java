package io.duroxide.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.Orchestration;
import io.duroxide.history.HistoryEvent.EventSubscribed;
import io.duroxide.history.HistoryEvent.OrchestrationStarted;
import io.duroxide.history.HistoryEvent.QueueSubscribed;
import io.duroxide.history.OrchestratorMessage;
import io.duroxide.history.StartOrigin;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** New releases of the application while instances live. */
class DeploymentTest {

  /** Waits for an event, does an activity, goes on until it is told to end. */
  private static final Orchestration<Integer, String> V1 =
      (ctx, n) -> {
        String command = ctx.event("command", String.class).await();
        String done = ctx.activity("do", command, String.class).await();
        return command.equals("end") ? "v1 " + done + n : ctx.continueAsNew(n + 1);
      };

  /** Does the same from a queue. */
  private static final Orchestration<Integer, String> V2 =
      (ctx, n) -> {
        String command = ctx.dequeue("command", String.class).await();
        String done = ctx.activity("do", command, String.class).await();
        return command.equals("end") ? "v2 " + done + n : ctx.continueAsNew(n + 1);
      };

  @RegisterExtension final World world = World.inMemory();

  @BeforeEach
  void patience() {
    world.options().maxDeliveries(1_000);
  }

  private World release() {
    return world.newRelease().activity("do", String.class, (ctx, command) -> command + " done ");
  }

  private void releaseOne() {
    release().orchestration("eternal", "1.0.0", Integer.class, V1);
  }

  private void releaseTwo() {
    release()
        .orchestration("eternal", "1.0.0", Integer.class, V1)
        .orchestration("eternal", "2.0.0", Integer.class, V2);
  }

  private String version() {
    return world.events("eternal", OrchestrationStarted.class).get(0).version();
  }

  @Test
  void threeNodes_oneKnowsTheNewActivity_itTakesIt() {
    world.orchestration(
        "o", Void.class, (ctx, in) -> ctx.activity("new", null, String.class).await());
    world.startNode().startNode();
    world.activity("new", Void.class, (ctx, in) -> "done by the new node").startNode();
    for (int i = 0; i < 5; i++) {
      world.client().start("i" + i, "o", null);
    }
    for (int i = 0; i < 5; i++) {
      assertThat(world.output("i" + i, String.class)).isEqualTo("done by the new node");
    }
  }

  @Test
  void olderNodesLeave_theInstanceUpgradesWithItsNextExecution() {
    releaseOne();
    world.startNode().start("eternal", 0).awaitEvents("eternal", EventSubscribed.class, 1);
    releaseTwo();
    world.stopNodes().startNode();
    world.client().raiseEvent("eternal", "command", "go on");
    world.awaitExecution("eternal", 2);
    assertThat(version()).isEqualTo("2.0.0");
    world.client().enqueue("eternal", "command", "end");
    assertThat(world.output("eternal", String.class)).isEqualTo("v2 end done 1");
  }

  @Test
  void secondVersion_usesEventsTheFirstDidNotKnow() {
    releaseOne();
    world.start("eternal", 0);
    for (int execution = 1; execution <= 2; execution++) {
      world.awaitExecution("eternal", execution).awaitEvents("eternal", EventSubscribed.class, 1);
      world.client().raiseEvent("eternal", "command", "go on");
    }
    world.awaitExecution("eternal", 3).awaitEvents("eternal", EventSubscribed.class, 1).stopNodes();
    releaseTwo();
    world.startNode().client().raiseEvent("eternal", "command", "go on");
    world.awaitExecution("eternal", 4).awaitEvents("eternal", QueueSubscribed.class, 1);
    world.client().enqueue("eternal", "command", "end");
    assertThat(world.output("eternal", String.class)).isEqualTo("v2 end done 3");
  }

  @Test
  void historyOfTheFirstVersion_isReplayedByItsCode_underTheSecondRelease() {
    releaseOne();
    world.start("eternal", 7).awaitEvents("eternal", EventSubscribed.class, 1).stopNodes();
    releaseTwo();
    world.startNode().client().raiseEvent("eternal", "command", "end");
    assertThat(world.output("eternal", String.class)).isEqualTo("v1 end done 7");
  }

  private Orchestration<Integer, String> saying(String version) {
    return (ctx, n) -> {
      String command = ctx.event("command", String.class).await();
      return version + " " + ctx.orchestrationVersion() + " " + command + n;
    };
  }

  /** Once a batch of completions alone was replayed with the latest version. */
  @Test
  void batchOfCompletionsAlone_usesTheVersionOfTheHistory() {
    world.orchestration("o", "1.0.0", Integer.class, saying("one"));
    world.start("o", 5).awaitEvents("o", EventSubscribed.class, 1).stopNodes();
    world.orchestration("o", "2.0.0", Integer.class, saying("two")).startNode();
    world.client().raiseEvent("o", "command", "ends ");
    assertThat(world.output("o", String.class)).isEqualTo("one 1.0.0 ends 5");
  }

  @Test
  void batchOfCompletionsAlone_inALaterExecution_usesItsVersionAndInput() {
    world.orchestration(
        "o",
        "1.0.0",
        Integer.class,
        (ctx, n) -> n == 0 ? ctx.continueAsNew(1) : saying("one").run(ctx, n));
    world.start("o", 0).awaitExecution("o", 2).awaitEvents("o", EventSubscribed.class, 1);
    world.stopNodes().orchestration("o", "2.0.0", Integer.class, saying("two")).startNode();
    world.client().raiseEvent("o", "command", "ends ");
    assertThat(world.output("o", String.class)).isEqualTo("one 1.0.0 ends 1");
  }

  /** A running instance is asked for again while a newer version is known. */
  @Test
  void secondStartOfARunningInstance_doesNotRunTheNewerVersion() {
    world.orchestration("o", "1.0.0", Integer.class, saying("one"));
    world.start("o", 5).awaitEvents("o", EventSubscribed.class, 1).stopNodes();
    world.orchestration("o", "2.0.0", Integer.class, saying("two"));
    world.send(
        new OrchestratorMessage.StartOrchestration(
            "o", "o", null, "6", StartOrigin.DETACHED, null));
    world.startNode().client().raiseEvent("o", "command", "ends ");
    assertThat(world.output("o", String.class)).isEqualTo("one 1.0.0 ends 5");
  }

  /** Settings arrive between two activities, without a restart. */
  @Test
  void configuration_isReloadedFromAQueue() {
    world
        .activity("work", String.class, (ctx, config) -> "with " + config)
        .orchestration(
            "o",
            Void.class,
            (ctx, in) -> {
              String config = "old";
              String log = ctx.activity("work", config, String.class).await();
              config = ctx.dequeue("config", String.class).await();
              log += " " + ctx.activity("work", config, String.class).await();
              config = ctx.dequeue("config", String.class).await();
              return log + " " + ctx.activity("work", config, String.class).await();
            });
    world.start("o", null);
    world.client().enqueue("o", "config", "new");
    world.client().enqueue("o", "config", "newest");
    assertThat(world.output("o", String.class)).isEqualTo("with old with new with newest");
  }
}

package io.duroxide.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.SubOrchestrationOptions;
import io.duroxide.history.HistoryEvent.DetachedStarted;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Orchestrations that start orchestrations, and which version of them runs. */
class ChildSamplesTest {

  @RegisterExtension final World world = World.inMemory();

  @BeforeEach
  void upper() {
    world
        .activity("Upper", String.class, (ctx, text) -> text.toUpperCase(Locale.ROOT))
        .orchestration(
            "child",
            String.class,
            (ctx, text) -> ctx.activity("Upper", text, String.class).await());
  }

  @Test
  void child_resultReachesTheParent() {
    world.orchestration(
        "parent",
        String.class,
        (ctx, text) -> "parent:" + ctx.subOrchestration("child", text, String.class).await());
    assertThat(world.run("parent", "hi", String.class)).isEqualTo("parent:HI");
  }

  @Test
  void children_fanOut_resultsInOrder() {
    world.orchestration(
        "parent",
        Void.class,
        (ctx, in) ->
            ctx.all(
                    Stream.of("a", "b", "c")
                        .map(text -> ctx.subOrchestration("child", text, String.class))
                        .toList())
                .await());
    assertThat(world.run("parent", null, Object.class)).isEqualTo(List.of("A", "B", "C"));
  }

  @Test
  void children_threeLevels() {
    world
        .orchestration(
            "middle",
            String.class,
            (ctx, text) -> ctx.subOrchestration("child", text, String.class).await() + "-mid")
        .orchestration(
            "root",
            String.class,
            (ctx, text) -> ctx.subOrchestration("middle", text, String.class).await() + "-root");
    assertThat(world.run("root", "a", String.class)).isEqualTo("A-mid-root");
  }

  @Test
  void detached_runsAloneUnderItsOwnId() {
    world.orchestration(
        "scheduler",
        Void.class,
        (ctx, in) -> {
          ctx.startDetached("child", "w1", "one");
          ctx.startDetached("child", "w2", "two");
          return "scheduled";
        });
    assertThat(world.run("scheduler", null, String.class)).isEqualTo("scheduled");
    assertThat(world.output("w1", String.class)).isEqualTo("ONE");
    assertThat(world.output("w2", String.class)).isEqualTo("TWO");
    assertThat(world.end("w1").parentInstance()).isNull();
  }

  @Test
  void detached_thenActivity_isRecordedAndReplays() {
    world
        .replayingEveryTurn()
        .orchestration(
            "o",
            Void.class,
            (ctx, in) -> {
              ctx.startDetached("child", "other", "x");
              return ctx.activity("Upper", "y", String.class).await();
            });
    assertThat(world.run("o", null, String.class)).isEqualTo("Y");
    assertThat(world.output("other", String.class)).isEqualTo("X");
    assertThat(world.events("o", DetachedStarted.class)).hasSize(1);
  }

  private void twoVersions() {
    world
        .orchestration("v", "1.0.0", Void.class, (ctx, in) -> "v1")
        .orchestration("v", "2.0.0", Void.class, (ctx, in) -> "v2");
  }

  @Test
  void start_latestUnlessExact() {
    twoVersions();
    assertThat(world.run("v", null, String.class)).isEqualTo("v2");
    world.client().startVersion("exact", "v", "1.0.0", null);
    assertThat(world.output("exact", String.class)).isEqualTo("v1");
  }

  @Test
  void child_explicitVersionOrPolicy() {
    twoVersions();
    world.orchestration(
        "parent",
        Void.class,
        (ctx, in) ->
            ctx.subOrchestration(
                        "v",
                        null,
                        String.class,
                        SubOrchestrationOptions.DEFAULT.withVersion("1.0.0"))
                    .await()
                + ctx.subOrchestration("v", null, String.class).await());
    assertThat(world.run("parent", null, String.class)).isEqualTo("v1v2");
  }

  @Test
  void continueAsNew_upgradesToTheLatestVersion() {
    world
        .orchestration("up", "1.0.0", String.class, (ctx, in) -> ctx.continueAsNew("from v1"))
        .orchestration("up", "2.0.0", String.class, (ctx, in) -> "v2 " + in)
        .startNode();
    world.client().startVersion("up", "up", "1.0.0", "start");
    assertThat(world.output("up", String.class)).isEqualTo("v2 from v1");
  }
}

package io.duroxide.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.duroxide.ActivityOptions;
import io.duroxide.client.InstanceAlreadyExistsException;
import io.duroxide.history.HistoryEvent;
import io.duroxide.history.HistoryEvent.OrchestrationStarted;
import io.duroxide.provider.InstanceInfo;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What code is told about itself, and what holds for every history. */
class RuntimeFactsTest {

  @RegisterExtension final World world = World.inMemory().replayingEveryTurn();

  private World steps() {
    return world.activity("step", Integer.class, (ctx, n) -> n + 1);
  }

  @Test
  void activitiesOnly_replayedInEveryTurn_eachRunsOnce() {
    steps()
        .orchestration(
            "o",
            Void.class,
            (ctx, in) -> {
              int n = 0;
              for (int i = 0; i < 10; i++) {
                n = ctx.activity("step", n, Integer.class).await();
              }
              return n;
            });
    assertThat(world.run("o", null, Integer.class)).isEqualTo(10);
    assertThat(world.events("o", HistoryEvent.ActivityScheduled.class)).hasSize(10);
  }

  @Test
  void secondStart_whileTheFirstWaits_isRefused_oneExecutionRuns() {
    world.orchestration("o", Integer.class, (ctx, n) -> n);
    world.client().start("o", "o", 1);
    assertThatThrownBy(() -> world.client().start("o", "o", 2))
        .isInstanceOf(InstanceAlreadyExistsException.class);
    world.startNode();
    assertThat(world.output("o", Integer.class)).isEqualTo(1);
    assertThat(world.events("o", OrchestrationStarted.class)).hasSize(1);
    assertThat(world.info("o").executionId()).isEqualTo(1);
  }

  @Test
  void rootAndChild_areDescribed() {
    world
        .orchestration("child", "2.1.0", Void.class, (ctx, in) -> "c")
        .orchestration(
            "root",
            Void.class,
            (ctx, in) -> ctx.subOrchestration("child", null, String.class).await());
    world.run("root", null, String.class);
    InstanceInfo root = world.info("root");
    assertThat(root.orchestrationName()).isEqualTo("root");
    assertThat(root.orchestrationVersion()).isEqualTo("1.0.0");
    assertThat(root.parentInstance()).isNull();
    InstanceInfo child = world.info(Children.only(world, "root"));
    assertThat(child.orchestrationName()).isEqualTo("child");
    assertThat(child.orchestrationVersion()).isEqualTo("2.1.0");
    assertThat(child.parentInstance()).isEqualTo("root");
  }

  @Test
  void contexts_knowWhereTheyAre() {
    world
        .activity(
            "who",
            Void.class,
            (ctx, in) ->
                List.of(
                    ctx.instanceId(),
                    ctx.executionId(),
                    ctx.orchestrationName(),
                    ctx.orchestrationVersion(),
                    ctx.activityName(),
                    ctx.activityId(),
                    ctx.attempt(),
                    ctx.deliveryCount(),
                    String.valueOf(ctx.sessionId())))
        .orchestration(
            "o",
            Integer.class,
            (ctx, n) ->
                n == 0
                    ? ctx.continueAsNew(1)
                    : List.of(
                        ctx.instanceId(),
                        ctx.executionId(),
                        ctx.orchestrationName(),
                        ctx.orchestrationVersion(),
                        ctx.historyLength(),
                        ctx.activity(
                                "who", null, Object.class, ActivityOptions.DEFAULT.onSession("s"))
                            .await()));
    assertThat(world.run("o", 0, Object.class))
        .isEqualTo(
            List.of("o", 2, "o", "1.0.0", 1, List.of("o", 2, "o", "1.0.0", "who", 2, 0, 1, "s")));
  }

  /** A random program of activities, timers, children, races and joins. */
  private List<HistoryEvent> random(long seed) {
    steps()
        .orchestration("child", Integer.class, (ctx, n) -> n + 1)
        .orchestration(
            "o",
            Long.class,
            (ctx, input) -> {
              Random random = new Random(input);
              int n = 0;
              for (int i = 0; i < 6; i++) {
                var step = ctx.activity("step", n, Integer.class);
                n +=
                    switch (random.nextInt(4)) {
                      case 0 -> step.await();
                      case 1 -> ctx.subOrchestration("child", n, Integer.class).await();
                      case 2 -> ctx.any(step, ctx.timer(java.time.Duration.ZERO)).await().index();
                      default ->
                          ctx.all(List.of(step, ctx.activity("step", n, Integer.class)))
                              .await()
                              .get(1);
                    };
              }
              return n;
            });
    world.run("o", seed, Integer.class);
    return world.history("o");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void history_ofAnyProgram_isSound(long seed) {
    List<HistoryEvent> history = random(seed);
    assertThat(history)
        .extracting(HistoryEvent::id)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, history.size()).boxed().toList());
    assertThat(history)
        .filteredOn(HistoryEvent.OrchestrationCompleted.class::isInstance)
        .containsExactly(history.get(history.size() - 1));
    Set<Long> ended = new HashSet<>();
    for (var completed : world.events("o", HistoryEvent.ActivityCompleted.class)) {
      assertThat(ended.add(completed.scheduledId())).as("%s is the first", completed).isTrue();
    }
    for (var note : world.events("o", HistoryEvent.ActivityCancelRequested.class)) {
      // A cancelled activity may have ended nevertheless.
      ended.add(note.scheduledId());
    }
    assertThat(world.events("o", HistoryEvent.ActivityScheduled.class))
        .extracting(HistoryEvent::id)
        .containsExactlyInAnyOrderElementsOf(ended);
    // 6 steps of at most 2 operations with a schedule and a completion, at most 6 notes.
    assertThat(history.size()).isBetween(14, 32);
  }
}

package io.duroxide.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.history.HistoryEvent.ActivityCompleted;
import io.duroxide.history.HistoryEvent.EventSubscribed;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Results find the call they belong to, whatever else runs. */
class ConcurrencyTest {

  private static final int INSTANCES = 25;

  @RegisterExtension final World world = World.onSqlite();

  private void startMany(String orchestration) {
    world.startNode();
    for (int i = 0; i < INSTANCES; i++) {
      world.client().start("i" + i, orchestration, i);
    }
  }

  @Test
  void sameActivityAndInputTwice_acrossARestart_eachCallGetsItsOwnResult() {
    world
        .activity("id", String.class, (ctx, in) -> in + ctx.activityId())
        .orchestration(
            "o",
            Void.class,
            (ctx, in) -> {
              String first = ctx.activity("id", "same", String.class).await();
              ctx.event("go", Void.class).await();
              return List.of(first, ctx.activity("id", "same", String.class).await());
            });
    world.start("o", null).awaitEvents("o", EventSubscribed.class, 1).restart();
    world.client().raiseEvent("o", "go", null);
    assertThat(world.output("o", Object.class)).isEqualTo(List.of("same2", "same6"));
    assertThat(world.events("o", ActivityCompleted.class))
        .extracting(ActivityCompleted::scheduledId)
        .containsExactly(2L, 6L);
  }

  @Test
  void manyInstances_differentActivities() {
    for (int i = 0; i < INSTANCES; i++) {
      int own = i;
      world.activity("a" + i, Integer.class, (ctx, n) -> own * 100 + n);
    }
    world.orchestration(
        "o", Integer.class, (ctx, n) -> ctx.activity("a" + n, n, Integer.class).await());
    startMany("o");
    for (int i = 0; i < INSTANCES; i++) {
      assertThat(world.output("i" + i, Integer.class)).isEqualTo(i * 101);
    }
  }

  @Test
  void manyInstances_sameActivities() {
    world
        .activity("double", Integer.class, (ctx, n) -> 2 * n)
        .orchestration(
            "o",
            Integer.class,
            (ctx, n) -> {
              int twice = ctx.activity("double", n, Integer.class).await();
              return ctx.activity("double", twice, Integer.class).await();
            });
    startMany("o");
    for (int i = 0; i < INSTANCES; i++) {
      assertThat(world.output("i" + i, Integer.class)).isEqualTo(4 * i);
    }
  }

  @Test
  void manyInstances_withAJoinEach() {
    world
        .activity("double", Integer.class, (ctx, n) -> 2 * n)
        .orchestration(
            "o",
            Integer.class,
            (ctx, n) ->
                ctx.all(
                        IntStream.range(0, 4)
                            .mapToObj(i -> ctx.activity("double", n + i, Integer.class))
                            .toList())
                    .await());
    startMany("o");
    for (int i = 0; i < INSTANCES; i++) {
      assertThat(world.output("i" + i, Object.class))
          .isEqualTo(List.of(2 * i, 2 * i + 2, 2 * i + 4, 2 * i + 6));
    }
  }
}

package io.duroxide.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.history.HistoryEvent.EventSubscribed;
import io.duroxide.provider.DeletionFilter;
import io.duroxide.provider.PruneOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Key values over executions, prunings and deletions, and the same key read, changed, written. */
class KeyValueLifeTest {

  @RegisterExtension final World world = World.inMemory().replayingEveryTurn();

  @BeforeEach
  void code() {
    world
        .activity("echo", String.class, (ctx, text) -> text)
        .orchestration(
            "counts",
            Integer.class,
            (ctx, n) -> {
              Integer count = ctx.keyValues().get("count", Integer.class);
              ctx.keyValues().set("count", count == null ? 1 : count + 1);
              ctx.keyValues().set("execution " + ctx.executionId(), n);
              return n == 0 ? "counted" : ctx.continueAsNew(n - 1);
            });
  }

  private @Nullable Integer number(String key) {
    return world.client().keyValue("o", key, Integer.class);
  }

  private World counted(int executions) {
    world.startNode().client().start("o", "counts", executions - 1);
    world.end("o");
    return world;
  }

  @Test
  void continueAsNew_keepsTheValues() {
    world.orchestration(
        "keeps",
        Integer.class,
        (ctx, n) -> {
          if (n == 0) {
            ctx.keyValues().set("k", "from the first");
            return ctx.continueAsNew(1);
          }
          return "read " + ctx.keyValues().get("k", String.class);
        });
    assertThat(world.run("keeps", 0, String.class)).isEqualTo("read from the first");
  }

  @Test
  void continueAsNew_manyTimes_accumulates() {
    counted(5);
    assertThat(number("count")).isEqualTo(5);
    assertThat(world.client().keyValues("o")).hasSize(6);
  }

  @Test
  void continueAsNew_overwrites() {
    world.orchestration(
        "overwrites",
        Integer.class,
        (ctx, n) -> {
          ctx.keyValues().set("k", "value " + n);
          return n == 2 ? "done" : ctx.continueAsNew(n + 1);
        });
    world.run("overwrites", 0, String.class);
    assertThat(world.client().keyValue("overwrites", "k", String.class)).isEqualTo("value 2");
  }

  @Test
  void continueAsNew_thenClear_takesTheOldOnesAway() {
    world.orchestration(
        "clears",
        Integer.class,
        (ctx, n) -> {
          if (n == 0) {
            ctx.keyValues().set("old", 1);
            return ctx.continueAsNew(1);
          }
          ctx.keyValues().clear();
          return "size " + ctx.keyValues().size();
        });
    assertThat(world.run("clears", 0, String.class)).isEqualTo("size 0");
    assertThat(world.client().keyValues("clears")).isEmpty();
  }

  @Test
  void remove_ofAnEarlierExecutionsKey_staysRemovedOverTurns() {
    world.orchestration(
        "removes",
        Integer.class,
        (ctx, n) -> {
          if (n == 0) {
            ctx.keyValues().set("old", 1);
            return ctx.continueAsNew(1);
          }
          ctx.keyValues().remove("old");
          ctx.activity("echo", "x", String.class).await();
          return "read " + ctx.keyValues().get("old", Integer.class);
        });
    assertThat(world.run("removes", 0, String.class)).isEqualTo("read null");
    assertThat(world.client().keyValues("removes")).isEmpty();
  }

  @Test
  void allValues_acrossExecutions() {
    counted(3);
    assertThat(world.client().keyValues("o"))
        .containsOnlyKeys("count", "execution 1", "execution 2", "execution 3");
  }

  @Test
  void pruning_keepsTheValues() {
    counted(4).client().admin().pruneExecutions("o", PruneOptions.keepLast(1));
    assertThat(world.client().admin().executions("o")).hasSize(1);
    assertThat(number("count")).isEqualTo(4);
    assertThat(number("execution 1")).isEqualTo(3);
  }

  @Test
  void bulkPruning_keepsTheValues() {
    counted(4).client().admin().pruneExecutions(DeletionFilter.ALL, PruneOptions.keepLast(1));
    assertThat(world.client().admin().executions("o")).hasSize(1);
    assertThat(world.client().keyValues("o")).hasSize(5);
  }

  @Test
  void deletion_takesAllValues() {
    counted(3).client().admin().deleteInstances(List.of("o"), false);
    assertThat(world.client().keyValues("o")).isEmpty();
    assertThat(number("count")).isNull();
  }

  @Test
  void readModifyWrite_acrossTurns() {
    world.orchestration(
        "rmw",
        Void.class,
        (ctx, in) -> {
          ctx.keyValues().set("n", 1);
          ctx.activity("echo", "x", String.class).await();
          Integer before = ctx.keyValues().get("n", Integer.class);
          ctx.keyValues().set("n", before == null ? -1 : before + 10);
          ctx.activity("echo", "y", String.class).await();
          return ctx.keyValues().get("n", Integer.class) + "!";
        });
    assertThat(world.run("rmw", null, String.class)).isEqualTo("11!");
  }

  @Test
  void readModifyWrite_inEveryTurn_alsoAfterARestart() {
    world.orchestration(
        "rmw",
        Void.class,
        (ctx, in) -> {
          for (int i = 0; i < 5; i++) {
            Integer n = ctx.keyValues().get("n", Integer.class);
            ctx.keyValues().set("n", n == null ? 1 : 2 * n);
            ctx.activity("echo", "x", String.class).await();
          }
          ctx.event("go", String.class).await();
          return ctx.keyValues().get("n", Integer.class) + "!";
        });
    world.start("rmw", null).awaitEvents("rmw", EventSubscribed.class, 1).restart();
    world.client().raiseEvent("rmw", "go", "x");
    assertThat(world.output("rmw", String.class)).isEqualTo("16!");
  }

  @Test
  void readModifyWrite_acrossContinueAsNew() {
    world.orchestration(
        "rmw",
        Integer.class,
        (ctx, n) -> {
          for (int i = 0; i < 2; i++) {
            Integer count = ctx.keyValues().get("n", Integer.class);
            ctx.keyValues().set("n", count == null ? 1 : count + 1);
            ctx.activity("echo", "x", String.class).await();
          }
          return n == 0 ? ctx.keyValues().get("n", Integer.class) + "!" : ctx.continueAsNew(n - 1);
        });
    assertThat(world.run("rmw", 2, String.class)).isEqualTo("6!");
  }

  @Test
  void clearThenSet_acrossTurns() {
    world.orchestration(
        "o",
        Void.class,
        (ctx, in) -> {
          ctx.keyValues().set("a", 1);
          ctx.activity("echo", "x", String.class).await();
          ctx.keyValues().clear();
          ctx.activity("echo", "x", String.class).await();
          ctx.keyValues().set("b", 2);
          ctx.activity("echo", "x", String.class).await();
          return "keys " + ctx.keyValues().keys();
        });
    assertThat(world.run("o", null, String.class)).isEqualTo("keys [b]");
    assertThat(world.client().keyValues("o")).containsOnlyKeys("b");
  }

  /** Ages are those of the events, so a replay decides as the turn did. */
  @Test
  void removeOlderThan_takesOldKeysOnly_alsoInAReplay() {
    world.orchestration(
        "o",
        Void.class,
        (ctx, in) -> {
          ctx.keyValues().set("old", 1);
          ctx.timer(Duration.ofMillis(30)).await();
          Instant limit = ctx.now();
          ctx.keyValues().set("young", 2);
          int removed = ctx.keyValues().removeOlderThan(limit);
          ctx.activity("echo", "x", String.class).await();
          ctx.event("go", String.class).await();
          return removed + " " + ctx.keyValues().keys();
        });
    world.start("o", null).awaitEvents("o", EventSubscribed.class, 1).restart();
    world.client().raiseEvent("o", "go", "x");
    assertThat(world.output("o", String.class)).isEqualTo("1 [young]");
    assertThat(world.client().keyValues("o")).containsOnlyKeys("young");
  }

  private String removing(Instant limit, String... keys) {
    world.orchestration(
        "o",
        Void.class,
        (ctx, in) -> {
          for (String key : keys) {
            ctx.keyValues().set(key, 1);
          }
          return ctx.keyValues().removeOlderThan(limit) + " of " + keys.length;
        });
    return world.run("o", null, String.class);
  }

  @Test
  void removeOlderThan_theBeginningOfTime_takesNone() {
    assertThat(removing(Instant.EPOCH, "a", "b")).isEqualTo("0 of 2");
  }

  @Test
  void removeOlderThan_withoutKeys_takesNone() {
    assertThat(removing(Instant.now())).isEqualTo("0 of 0");
  }

  @Test
  void removeOlderThan_theFuture_takesThisTurnsKeysToo() {
    assertThat(removing(Instant.now().plusSeconds(3600), "a", "b")).isEqualTo("2 of 2");
    assertThat(world.client().keyValues("o")).isEmpty();
  }

  @Test
  void removeOlderThan_now_keepsThisTurnsKeys() {
    world.orchestration(
        "o",
        Void.class,
        (ctx, in) -> {
          ctx.keyValues().set("fresh", 1);
          return ctx.keyValues().removeOlderThan(ctx.now()) + " removed";
        });
    assertThat(world.run("o", null, String.class)).isEqualTo("0 removed");
  }
}

package io.duroxide.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.duroxide.history.HistoryEvent.EventSubscribed;
import io.duroxide.provider.DeletionFilter;
import io.duroxide.provider.ExecutionInfo;
import io.duroxide.provider.InstanceNotFoundException;
import io.duroxide.provider.ProviderAdmin;
import io.duroxide.provider.PruneOptions;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Old executions go, the instance goes on. */
class PruningTest {

  @RegisterExtension final World world = World.onSqlite();

  @BeforeEach
  void code() {
    world
        .activity("echo", Integer.class, (ctx, n) -> n)
        .orchestration(
            "chain",
            Integer.class,
            (ctx, n) -> {
              ctx.activity("echo", n, Integer.class).await();
              return n == 0 ? "end" : ctx.continueAsNew(n - 1);
            })
        .orchestration(
            "eternal",
            Integer.class,
            (ctx, n) -> {
              String next = ctx.dequeue("next", String.class).await();
              return next.equals("end") ? "ended after " + n : ctx.continueAsNew(n + 1);
            })
        .startNode();
  }

  private ProviderAdmin admin() {
    return world.client().admin();
  }

  private List<Long> executions(String instance) {
    return admin().executions(instance).stream().map(ExecutionInfo::executionId).toList();
  }

  private void chain(String instance) {
    world.client().start(instance, "chain", 4);
    world.end(instance);
  }

  private void eternal(String instance, int executions) {
    world.client().start(instance, "eternal", 1);
    for (int i = 1; i < executions; i++) {
      world.client().enqueue(instance, "next", "go on");
    }
    world.awaitExecution(instance, executions);
  }

  @Test
  void chain_keepsTheLatestExecutions() {
    chain("a");
    var counts = admin().pruneExecutions("a", PruneOptions.keepLast(2));
    assertThat(counts.executions()).isEqualTo(3);
    assertThat(counts.events()).isEqualTo(12);
    assertThat(counts.instances()).isZero();
    assertThat(executions("a")).containsExactly(4L, 5L);
    assertThat(world.history("a", 1)).isEmpty();
    assertThat(world.output("a", String.class)).isEqualTo("end");
  }

  @Test
  void bulk_prunesManyInstances() {
    List.of("a", "b", "c").forEach(this::chain);
    var some = new DeletionFilter(Set.of("a", "b"), null, 100);
    assertThat(admin().pruneExecutions(some, PruneOptions.keepLast(1)).executions()).isEqualTo(8);
    assertThat(executions("b")).containsExactly(5L);
    assertThat(executions("c")).hasSize(5);
  }

  @Test
  void currentExecution_isNeverPruned_unknownInstancesAreAnError() {
    chain("a");
    admin().pruneExecutions("a", new PruneOptions(0, System.currentTimeMillis() + 60_000));
    assertThat(executions("a")).containsExactly(5L);
    assertThatThrownBy(() -> admin().pruneExecutions("nobody", PruneOptions.keepLast(1)))
        .isInstanceOf(InstanceNotFoundException.class);
  }

  @Test
  void pruning_whileTheInstanceContinues_disturbsNothing() {
    world.client().start("a", "chain", 30);
    await()
        .until(
            () -> {
              if (world.client().status("a") != null) {
                admin().pruneExecutions("a", PruneOptions.keepLast(1));
              }
              return world.client().status("a") != null && world.info("a").status().isEnd();
            });
    admin().pruneExecutions("a", PruneOptions.keepLast(1));
    assertThat(executions("a")).containsExactly(31L);
    assertThat(world.output("a", String.class)).isEqualTo("end");
  }

  @Test
  void bulk_includesRunningInstances() {
    eternal("a", 3);
    assertThat(admin().pruneExecutions(DeletionFilter.ALL, PruneOptions.keepLast(1)).executions())
        .isEqualTo(2);
    assertThat(executions("a")).containsExactly(3L);
    world.client().enqueue("a", "next", "end");
    assertThat(world.output("a", String.class)).isEqualTo("ended after 3");
  }

  @Test
  void eternalInstance_prunesItself() {
    world
        .activity(
            "prune",
            String.class,
            (ctx, instance) ->
                admin().pruneExecutions(instance, PruneOptions.keepLast(2)).executions())
        .orchestration(
            "selfPruning",
            Integer.class,
            (ctx, n) -> {
              ctx.activity("prune", ctx.instanceId(), Long.class).await();
              return n == 0 ? ctx.event("go", String.class).await() : ctx.continueAsNew(n - 1);
            });
    world.restart().start("selfPruning", 5).awaitExecution("selfPruning", 6);
    world.awaitEvents("selfPruning", EventSubscribed.class, 1);
    assertThat(executions("selfPruning")).containsExactly(5L, 6L);
    world.client().raiseEvent("selfPruning", "go", "done");
    assertThat(world.output("selfPruning", String.class)).isEqualTo("done");
  }
}

package io.duroxide.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.duroxide.provider.InstanceStatus;
import io.duroxide.provider.sqlite.SqliteProvider;
import io.duroxide.registry.ActivityRegistry;
import io.duroxide.registry.OrchestrationRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Instances go on where they were when everything starts again on the same store. */
class RecoveryTest {

  private final Path file;

  RecoveryTest(@TempDir Path dir) {
    file = dir.resolve("store.db");
  }

  private void withCluster(Consumer<Cluster> scenario) {
    try (Cluster cluster = new Cluster(SqliteProvider.open(file))) {
      register(cluster.orchestrations, cluster.activities);
      scenario.accept(cluster);
    }
  }

  private static void register(
      OrchestrationRegistry.Builder orchestrations, ActivityRegistry.Builder activities) {
    activities.register("inc", Integer.class, (ctx, n) -> n + 1);
    orchestrations.register(
        "o",
        Integer.class,
        (ctx, n) -> {
          int one = ctx.activity("inc", n, Integer.class).await();
          ctx.event("go", String.class).await();
          ctx.timer(Duration.ofMillis(5)).await();
          return ctx.activity("inc", one, Integer.class).await();
        });
  }

  @Test
  void fileStore_everythingStartsAgain_severalInstancesGoOn() {
    withCluster(
        cluster -> {
          cluster.node();
          for (int i = 0; i < 5; i++) {
            cluster.client.start("i" + i, "o", i);
          }
          for (int i = 0; i < 5; i++) {
            String instance = "i" + i;
            await().until(() -> cluster.client.history(instance).size() == 4);
          }
        });
    withCluster(
        cluster -> {
          for (int i = 0; i < 5; i++) {
            cluster.client.raiseEvent("i" + i, "go", null);
          }
          cluster.node();
          for (int i = 0; i < 5; i++) {
            assertThat(cluster.output("i" + i, Integer.class)).isEqualTo(i + 2);
          }
        });
    withCluster(
        cluster -> {
          assertThat(cluster.output("i0", Integer.class)).isEqualTo(2);
          assertThat(cluster.end("i4").status()).isEqualTo(InstanceStatus.COMPLETED);
        });
  }

  @Test
  void startedBeforeAnyNodeRuns_isTakenUpLater() {
    withCluster(cluster -> cluster.client.start("i", "o", 0));
    withCluster(
        cluster -> {
          cluster.client.raiseEvent("i", "go", null);
          cluster.node();
          await().until(() -> cluster.client.history("i").size() >= 4);
          cluster.client.raiseEvent("i", "go", null);
          assertThat(cluster.output("i", Integer.class)).isEqualTo(2);
        });
  }

  @Test
  void memoryStore_nodesStartAgain() {
    try (Cluster cluster = new Cluster()) {
      register(cluster.orchestrations, cluster.activities);
      cluster.node();
      cluster.client.start("i", "o", 0);
      await().until(() -> cluster.client.history("i").size() == 4);
      cluster.stopNodes();
      cluster.client.raiseEvent("i", "go", null);
      cluster.node();
      assertThat(cluster.output("i", Integer.class)).isEqualTo(2);
    }
  }

  @Test
  void sessionsTagsAndDeadlines_workOnTheFileStoreToo() {
    withCluster(
        cluster -> {
          cluster.activities.register(
              "who", Void.class, (ctx, in) -> ctx.sessionId() + " " + ctx.tag());
          cluster.orchestrations.register(
              "routed",
              Void.class,
              (ctx, in) ->
                  ctx.activity(
                          "who",
                          null,
                          String.class,
                          io.duroxide.ActivityOptions.DEFAULT.withTag("gpu").onSession("s"))
                      .await());
          cluster.node(Cluster.quick().workerTags(io.duroxide.provider.TagFilter.tags("gpu")));
          cluster.client.start("i", "routed", null);
          assertThat(cluster.output("i")).isEqualTo("s gpu");
        });
  }
}

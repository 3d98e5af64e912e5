package io.duroxide.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.duroxide.SubOrchestrationOptions;
import io.duroxide.provider.ExecutionInfo;
import io.duroxide.registry.OrchestrationRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which version of an orchestration runs, and that it stays the same for an execution. */
class VersioningTest {

  private final Cluster cluster = new Cluster();

  @AfterEach
  void close() {
    cluster.close();
  }

  private void registerTwo() {
    cluster
        .orchestrations
        .register("o", "1.0.0", Void.class, (ctx, in) -> "one " + ctx.orchestrationVersion())
        .register("o", "2.0.0", Void.class, (ctx, in) -> "two " + ctx.orchestrationVersion());
  }

  @Test
  void start_takesTheLatest_thePinned_orTheExactVersion() {
    registerTwo();
    cluster.node();
    cluster.client.start("latest", "o", null);
    cluster.client.startVersion("exact", "o", "1.0.0", null);
    assertThat(cluster.output("latest")).isEqualTo("two 2.0.0");
    assertThat(cluster.output("exact")).isEqualTo("one 1.0.0");
    cluster.stopNodes();
    cluster.orchestrations.pin("o", "1.0.0");
    cluster.node();
    cluster.client.start("pinned", "o", null);
    assertThat(cluster.output("pinned")).isEqualTo("one 1.0.0");
  }

  @Test
  void child_takesThePolicysOrTheExactVersion() {
    registerTwo();
    cluster.orchestrations.register(
        "parent",
        Void.class,
        (ctx, in) ->
            ctx.subOrchestration("o", null, String.class).await()
                + ", "
                + ctx.subOrchestration(
                        "o",
                        null,
                        String.class,
                        SubOrchestrationOptions.DEFAULT.withVersion("1.0.0"))
                    .await());
    cluster.node();
    cluster.client.start("p", "parent", null);
    assertThat(cluster.output("p")).isEqualTo("two 2.0.0, one 1.0.0");
  }

  @Test
  void detached_takesThePolicysOrTheExactVersion() {
    registerTwo();
    cluster.orchestrations.register(
        "starter",
        Void.class,
        (ctx, in) -> {
          ctx.startDetached("o", "latest", null);
          ctx.startDetached("o", "1.0.0", "exact", null);
          return "started";
        });
    cluster.node();
    cluster.client.start("s", "starter", null);
    assertThat(cluster.output("latest")).isEqualTo("two 2.0.0");
    assertThat(cluster.output("exact")).isEqualTo("one 1.0.0");
  }

  @Test
  void continueAsNew_upgradesToTheLatest_orGoesToTheExactVersion() {
    cluster
        .orchestrations
        .register("up", "1.0.0", Void.class, (ctx, in) -> ctx.continueAsNew(null))
        .register(
            "up", "2.0.0", Void.class, (ctx, in) -> "arrived at " + ctx.orchestrationVersion())
        .register("down", "1.0.0", Void.class, (ctx, in) -> "back at " + ctx.orchestrationVersion())
        .register("down", "2.0.0", Void.class, (ctx, in) -> ctx.continueAsNew("1.0.0", null));
    cluster.node();
    cluster.client.startVersion("up", "up", "1.0.0", null);
    cluster.client.start("down", "down", null);
    assertThat(cluster.output("up")).isEqualTo("arrived at 2.0.0");
    assertThat(cluster.output("down")).isEqualTo("back at 1.0.0");
    assertThat(cluster.client.admin().executions("up"))
        .extracting(ExecutionInfo::orchestrationVersion)
        .containsExactly("1.0.0", "2.0.0");
  }

  @Test
  void runningExecution_keepsItsVersion_whenANewerOneIsDeployed() {
    cluster.orchestrations.register(
        "o",
        "1.0.0",
        Void.class,
        (ctx, in) -> "old " + ctx.event("go", String.class).await() + ctx.orchestrationVersion());
    cluster.node();
    cluster.client.start("i", "o", null);
    await().until(() -> cluster.client.status("i") != null);
    cluster.stopNodes();
    cluster.orchestrations.register("o", "2.0.0", Void.class, (ctx, in) -> "new");
    cluster.node();
    cluster.client.raiseEvent("i", "go", "went ");
    assertThat(cluster.output("i")).isEqualTo("old went 1.0.0");
    cluster.client.start("j", "o", null);
    assertThat(cluster.output("j")).isEqualTo("new");
  }

  @Test
  void modulesOfOneApplication_callEachOther() {
    OrchestrationRegistry module =
        OrchestrationRegistry.builder()
            .register("inner", String.class, (ctx, in) -> "[" + in + "]")
            .build();
    cluster
        .orchestrations
        .addAll(module)
        .register(
            "outer",
            String.class,
            (ctx, in) -> ctx.subOrchestration("inner", in, String.class).await());
    cluster.node();
    cluster.client.start("i", "outer", "x");
    assertThat(cluster.output("i")).isEqualTo("[x]");
  }

  @Test
  void activityContext_saysWhoCallsIt() {
    cluster.activities.register(
        "who",
        Void.class,
        (ctx, in) ->
            String.join(
                " ",
                ctx.instanceId(),
                String.valueOf(ctx.executionId()),
                ctx.orchestrationName(),
                ctx.orchestrationVersion(),
                ctx.activityName(),
                String.valueOf(ctx.activityId()),
                ctx.logger().getName()));
    cluster.orchestrations.register(
        "o", "3.1.4", Void.class, (ctx, in) -> ctx.activity("who", null, String.class).await());
    cluster.node();
    cluster.client.start("i", "o", null);
    assertThat(cluster.output("i")).isEqualTo("i 1 o 3.1.4 who 2 io.duroxide.activity.who");
  }
}

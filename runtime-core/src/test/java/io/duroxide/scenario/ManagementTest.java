package io.duroxide.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.duroxide.ApplicationException;
import io.duroxide.SubOrchestrationOptions;
import io.duroxide.history.HistoryEvent.EventSubscribed;
import io.duroxide.history.HistoryEvent.OrchestrationContinuedAsNew;
import io.duroxide.history.HistoryEvent.OrchestrationStarted;
import io.duroxide.provider.ExecutionInfo;
import io.duroxide.provider.ExecutionStatus;
import io.duroxide.provider.InstanceInfo;
import io.duroxide.provider.InstanceNotFoundException;
import io.duroxide.provider.InstanceQuery;
import io.duroxide.provider.InstanceStats;
import io.duroxide.provider.InstanceStatus;
import io.duroxide.provider.ProviderAdmin;
import io.duroxide.provider.StoreTotals;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An operator looks at real instances. */
class ManagementTest {

  @RegisterExtension final World world = World.onSqlite();

  private final CountDownLatch gate = new CountDownLatch(1);

  @BeforeEach
  void code() {
    world
        .activity("echo", Integer.class, (ctx, n) -> n)
        .activity(
            "gated",
            Void.class,
            (ctx, in) -> {
              gate.await();
              return "opened";
            })
        .orchestration("quick", Integer.class, (ctx, n) -> n)
        .orchestration("waits", Integer.class, (ctx, n) -> ctx.event("go", Integer.class).await())
        .orchestration(
            "fails",
            Integer.class,
            (ctx, n) -> {
              throw ApplicationException.permanent("on purpose", null);
            })
        .orchestration(
            "again",
            Integer.class,
            (ctx, n) -> {
              ctx.activity("echo", n, Integer.class).await();
              return n == 0 ? "end" : ctx.continueAsNew(n - 1);
            })
        .orchestration(
            "gatedChild",
            Integer.class,
            (ctx, n) -> ctx.activity("gated", null, String.class).await())
        .orchestration(
            "parent",
            Integer.class,
            (ctx, depth) ->
                ctx.subOrchestration(
                        depth == 0 ? "waits" : "parent",
                        depth - 1,
                        Integer.class,
                        SubOrchestrationOptions.DEFAULT.withInstanceId("level " + depth))
                    .await())
        .startNode();
  }

  private ProviderAdmin admin() {
    return world.client().admin();
  }

  private static List<String> ids(List<InstanceInfo> instances) {
    return instances.stream().map(InstanceInfo::instance).toList();
  }

  private void startThree() {
    world.client().start("a", "quick", 1);
    world.end("a");
    world.client().start("b", "fails", 1);
    world.end("b");
    world.client().start("c", "waits", 1);
    world.awaitEvents("c", EventSubscribed.class, 1);
  }

  @Test
  void client_alwaysHasAnAdministratorsView() {
    assertThat(world.client().admin()).isSameAs(world.provider().admin());
  }

  @Test
  void instance_afterItsEnd_isDescribed() {
    world.client().start("a", "again", 1);
    world.end("a");
    InstanceInfo info = world.info("a");
    assertThat(info.orchestrationName()).isEqualTo("again");
    assertThat(info.orchestrationVersion()).isEqualTo("1.0.0");
    assertThat(info.executionId()).isEqualTo(2);
    assertThat(info.createdAt()).isPositive();
    assertThat(info.updatedAt()).isGreaterThanOrEqualTo(info.createdAt());
  }

  @Test
  void instances_allAndByStatusAndByName() {
    startThree();
    assertThat(ids(admin().instances(InstanceQuery.ALL).items()))
        .containsExactlyInAnyOrder("a", "b", "c");
    assertThat(
            ids(
                admin()
                    .instances(InstanceQuery.ALL.withStatuses(InstanceStatus.COMPLETED))
                    .items()))
        .containsExactly("a");
    assertThat(ids(admin().instances(InstanceQuery.ALL.withOrchestrationName("waits")).items()))
        .containsExactly("c");
  }

  @Test
  void instances_ofEveryStatus() {
    startThree();
    world.client().start("d", "waits", 1);
    world.awaitEvents("d", EventSubscribed.class, 1).client().cancel("d", "x");
    world.end("d");
    world.client().start("e", "waits", 1);
    world.awaitEvents("e", EventSubscribed.class, 1).client().suspend("e");
    assertThat(admin().instances(InstanceQuery.ALL).items())
        .extracting(InstanceInfo::status)
        .containsExactlyInAnyOrder(InstanceStatus.values());
  }

  @Test
  void executions_haveTheirOwnFigures() {
    world.client().start("a", "again", 2);
    world.end("a");
    List<ExecutionInfo> executions = admin().executions("a");
    assertThat(executions).extracting(ExecutionInfo::executionId).containsExactly(1L, 2L, 3L);
    assertThat(executions)
        .extracting(ExecutionInfo::status)
        .containsExactly(
            ExecutionStatus.CONTINUED_AS_NEW,
            ExecutionStatus.CONTINUED_AS_NEW,
            ExecutionStatus.COMPLETED);
    assertThat(executions)
        .allSatisfy(
            execution -> {
              assertThat(execution.events()).isEqualTo(4);
              assertThat(execution.turns()).isEqualTo(2);
              assertThat(execution.endedAt()).isGreaterThanOrEqualTo(execution.startedAt());
            });
    assertThat(executions.get(2).result()).isEqualTo("\"end\"");
  }

  @Test
  void histories_ofEveryExecution_canBeRead() {
    world.client().start("a", "again", 1);
    world.end("a");
    assertThat(world.history("a", 1))
        .hasSize(4)
        .startsWith(world.history("a", 1).get(0))
        .last()
        .isInstanceOf(OrchestrationContinuedAsNew.class);
    assertThat(world.history("a", 2).get(0)).isInstanceOf(OrchestrationStarted.class);
    assertThat(world.history("a", 3)).isEmpty();
    assertThat(world.client().history("a")).isEqualTo(world.history("a", 2));
  }

  @Test
  void totals_countTheStore() {
    startThree();
    StoreTotals totals = admin().totals();
    assertThat(totals.instances())
        .containsEntry(InstanceStatus.COMPLETED, 1L)
        .containsEntry(InstanceStatus.FAILED, 1L)
        .containsEntry(InstanceStatus.RUNNING, 1L);
    assertThat(totals.executions()).isEqualTo(3);
    assertThat(totals.events()).isEqualTo(6);
  }

  @Test
  void queueDepths_countWhatIsDue() {
    world.stopNodes();
    world.client().start("a", "gatedChild", 1);
    await().until(() -> admin().storeGauges().orchestratorQueue().depth() == 1);
    world.startNode();
    await()
        .until(
            () ->
                admin().storeGauges().orchestratorQueue().depth() == 0
                    && admin().storeGauges().workerQueue().depth() == 0);
    gate.countDown();
    assertThat(world.output("a", String.class)).isEqualTo("opened");
  }

  @Test
  void unknownInstance_isNotFound() {
    assertThat(world.client().status("nobody")).isNull();
    assertThat(world.history("nobody", 1)).isEmpty();
    assertThat(admin().children("nobody")).isEmpty();
    assertThatThrownBy(() -> admin().executions("nobody"))
        .isInstanceOf(InstanceNotFoundException.class);
    assertThatThrownBy(() -> admin().family("nobody"))
        .isInstanceOf(InstanceNotFoundException.class);
    assertThatThrownBy(() -> admin().instanceStats("nobody"))
        .isInstanceOf(InstanceNotFoundException.class);
    assertThatThrownBy(() -> world.client().suspend("nobody"))
        .isInstanceOf(InstanceNotFoundException.class);
  }

  @Test
  void family_ofLivingInstances() {
    world.client().start("root", "parent", 2);
    world.awaitEvents("level 0", EventSubscribed.class, 1);
    assertThat(admin().family("root")).containsExactly("root", "level 2", "level 1", "level 0");
    assertThat(admin().children("root")).containsExactly("level 2");
    assertThat(admin().children("level 0")).isEmpty();
    assertThat(world.info("level 1").parentInstance()).isEqualTo("level 2");
    assertThat(world.info("root").parentInstance()).isNull();
  }

  @Test
  void instanceStats_ofALivingInstance() {
    world.orchestration(
        "busy",
        Void.class,
        (ctx, in) -> {
          ctx.keyValues().set("k", "four");
          return ctx.event("go", String.class).await();
        });
    world.restart().start("busy", null).awaitEvents("busy", EventSubscribed.class, 1);
    world.client().suspend("busy");
    world.client().raiseEvent("busy", "go", "x");
    InstanceStats stats = admin().instanceStats("busy");
    assertThat(stats.executions()).isEqualTo(1);
    assertThat(stats.events()).isEqualTo(3);
    assertThat(stats.historyBytes()).isPositive();
    assertThat(stats.waitingMessages()).isEqualTo(1);
    assertThat(stats.keys()).isEqualTo(1);
  }

  @Test
  void suspendedInstance_takesNoTurnsUntilItIsResumed() {
    world.client().start("a", "waits", 1);
    world.awaitEvents("a", EventSubscribed.class, 1);
    assertThat(world.client().suspend("a")).isTrue();
    assertThat(world.client().suspend("a")).isFalse();
    world.client().raiseEvent("a", "go", 7);
    world.client().start("b", "quick", 1);
    world.end("b");
    assertThat(world.info("a").status()).isEqualTo(InstanceStatus.SUSPENDED);
    assertThat(world.history("a")).hasSize(2);
    assertThat(world.client().resume("a")).isTrue();
    assertThat(world.output("a", Integer.class)).isEqualTo(7);
  }
}

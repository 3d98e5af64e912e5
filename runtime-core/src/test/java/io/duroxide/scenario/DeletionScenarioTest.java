package io.duroxide.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.duroxide.SubOrchestrationOptions;
import io.duroxide.history.HistoryEvent.EventSubscribed;
import io.duroxide.history.HistoryEvent.TimerCreated;
import io.duroxide.provider.DeletionCounts;
import io.duroxide.provider.DeletionFilter;
import io.duroxide.provider.DeletionRefusedException;
import io.duroxide.provider.DeletionRefusedException.Reason;
import io.duroxide.provider.InstanceNotFoundException;
import io.duroxide.provider.InstanceQuery;
import io.duroxide.provider.ProviderAdmin;
import io.duroxide.provider.ProviderException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Instances are deleted while nodes work on them and on others. */
class DeletionScenarioTest {

  @RegisterExtension final World world = World.onSqlite();

  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch gate = new CountDownLatch(1);

  @BeforeEach
  void code() {
    world
        .activity(
            "gated",
            Void.class,
            (ctx, in) -> {
              begun.countDown();
              gate.await();
              return "late";
            })
        .orchestration("quick", Integer.class, (ctx, n) -> n)
        .orchestration("waits", Void.class, (ctx, in) -> ctx.event("go", String.class).await())
        .orchestration(
            "works", Void.class, (ctx, in) -> ctx.activity("gated", null, String.class).await())
        .orchestration(
            "sleeps",
            Void.class,
            (ctx, in) -> {
              ctx.timer(Duration.ofMinutes(5)).await();
              return "slept";
            })
        .orchestration(
            "parent",
            String.class,
            (ctx, child) ->
                ctx.subOrchestration(
                        child,
                        null,
                        Object.class,
                        SubOrchestrationOptions.DEFAULT.withInstanceId(
                            ctx.instanceId() + "'s child"))
                    .await())
        .startNode();
  }

  private ProviderAdmin admin() {
    return world.client().admin();
  }

  private void assertRefused(Reason reason, Runnable deletion) {
    assertThatThrownBy(deletion::run)
        .isInstanceOfSatisfying(
            DeletionRefusedException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  private void finish(String instance) {
    world.client().start(instance, "quick", 1);
    world.end(instance);
  }

  @Test
  void endedInstance_isGoneWithItsHistory() {
    finish("a");
    DeletionCounts counts = admin().deleteFamily("a", false);
    assertThat(counts.instances()).isEqualTo(1);
    assertThat(counts.executions()).isEqualTo(1);
    assertThat(counts.events()).isEqualTo(2);
    assertThat(world.client().status("a")).isNull();
    assertThat(world.history("a", 1)).isEmpty();
  }

  @Test
  void force_takesInstancesWithWorkInFlight_andNothingComesBack() {
    world.client().start("activity", "works", null);
    world.client().start("timer", "sleeps", null);
    world.client().start("event", "waits", null);
    world.client().start("child", "parent", "waits");
    await().until(() -> begun.getCount() == 0);
    world
        .awaitEvents("timer", TimerCreated.class, 1)
        .awaitEvents("event", EventSubscribed.class, 1);
    world.awaitEvents("child's child", EventSubscribed.class, 1);
    for (String instance : List.of("activity", "timer", "event", "child")) {
      assertRefused(Reason.STILL_RUNNING, () -> admin().deleteFamily(instance, false));
      admin().deleteFamily(instance, true);
    }
    gate.countDown();
    world.client().raiseEvent("event", "go", "x");
    finish("probe");
    assertThat(admin().instances(InstanceQuery.ALL).items())
        .extracting(info -> info.instance())
        .containsExactly("probe");
    assertThat(admin().storeGauges().timersScheduled()).isZero();
  }

  @Test
  void root_takesItsChildrenWithIt() {
    world.client().start("p", "parent", "quick");
    world.end("p");
    assertThat(admin().deleteFamily("p", false).instances()).isEqualTo(2);
    assertThat(world.client().status("p's child")).isNull();
  }

  @Test
  void deletedId_canBeUsedAgain() {
    world.client().start("a", "quick", 1);
    world.end("a");
    admin().deleteFamily("a", false);
    world.client().start("a", "quick", 2);
    assertThat(world.output("a", Integer.class)).isEqualTo(2);
    assertThat(world.history("a")).hasSize(2);
  }

  @Test
  void wrongRequests_deleteNothing() {
    world.client().start("p", "parent", "waits");
    world.awaitEvents("p's child", EventSubscribed.class, 1);
    assertThatThrownBy(() -> admin().deleteFamily("nobody", true))
        .isInstanceOf(InstanceNotFoundException.class);
    assertRefused(Reason.HAS_PARENT, () -> admin().deleteFamily("p's child", true));
    assertRefused(Reason.STILL_RUNNING, () -> admin().deleteFamily("p", false));
    world.client().raiseEvent("p's child", "go", "fine");
    assertThat(world.output("p", String.class)).isEqualTo("fine");
  }

  @Test
  void dispatchers_goOnAfterDeletions() {
    for (int i = 0; i < 5; i++) {
      world.client().start("w" + i, "waits", null);
      world.awaitEvents("w" + i, EventSubscribed.class, 1);
      world.client().raiseEvent("w" + i, "go", "x");
      admin().deleteFamily("w" + i, true);
      finish("q" + i);
    }
    assertThat(admin().instances(InstanceQuery.ALL).items()).hasSize(5);
  }

  @Test
  void manyAtOnce_eachIsDeletedOnce() {
    IntStream.range(0, 20).forEach(i -> finish("i" + i));
    long deleted =
        IntStream.range(0, 40)
            .parallel()
            .mapToLong(
                i -> {
                  try {
                    return admin().deleteInstances(List.of("i" + i % 20), false).instances();
                  } catch (InstanceNotFoundException | ProviderException e) {
                    return 0;
                  }
                })
            .sum();
    assertThat(deleted).isEqualTo(20);
    assertThat(admin().instances(InstanceQuery.ALL).items()).isEmpty();
  }

  @Test
  void childStartedMeanwhile_isFound() {
    world.client().start("p", "parent", "waits");
    world.awaitEvents("p's child", EventSubscribed.class, 1);
    assertRefused(Reason.CHILD_MISSING, () -> admin().deleteInstances(List.of("p"), true));
    assertThat(world.client().status("p")).isNotNull();
    admin().deleteInstances(List.of("p", "p's child"), true);
    assertThat(world.client().status("p")).isNull();
  }

  /** An activity of a deleted instance ends after another of the same id was started. */
  @Test
  void lateActivity_ofADeletedInstance_doesNotReachItsSuccessor() {
    world.client().start("a", "works", null);
    await().until(() -> begun.getCount() == 0);
    admin().deleteFamily("a", true);
    world.client().start("a", "waits", null);
    world.awaitEvents("a", EventSubscribed.class, 1);
    gate.countDown();
    finish("probe");
    world.client().raiseEvent("a", "go", "own event");
    assertThat(world.output("a", String.class)).isEqualTo("own event");
    assertThat(world.history("a")).hasSize(4);
  }

  @Test
  void bulk_retentionByAgeAndNumber() {
    IntStream.range(0, 6).forEach(i -> finish("i" + i));
    long now = System.currentTimeMillis();
    assertThat(admin().deleteInstances(new DeletionFilter(Set.of(), 1L, 100)).instances()).isZero();
    assertThat(
            admin().deleteInstances(new DeletionFilter(Set.of("i0", "i1"), null, 100)).instances())
        .isEqualTo(2);
    assertThat(admin().deleteInstances(new DeletionFilter(Set.of(), now + 60_000, 3)).instances())
        .isEqualTo(3);
    assertThat(admin().instances(InstanceQuery.ALL).items()).hasSize(1);
  }

  @Test
  void bulk_leavesRunningInstancesAlone() {
    finish("done");
    world.client().start("waiting", "waits", null);
    world.client().start("family", "parent", "waits");
    world.awaitEvents("waiting", EventSubscribed.class, 1);
    world.awaitEvents("family's child", EventSubscribed.class, 1);
    assertThat(admin().deleteInstances(DeletionFilter.ALL).instances()).isEqualTo(1);
    world.client().raiseEvent("waiting", "go", "x");
    world.client().raiseEvent("family's child", "go", "x");
    world.end("waiting");
    world.end("family");
    assertThat(admin().deleteInstances(DeletionFilter.ALL).instances()).isEqualTo(3);
  }
}

package io.duroxide.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.duroxide.ApplicationException;
import io.duroxide.ErrorCategory;
import io.duroxide.ErrorDetails;
import io.duroxide.ErrorReason;
import io.duroxide.history.HistoryEvent.SubOrchestrationScheduled;
import io.duroxide.history.OrchestratorMessage.StartOrchestration;
import io.duroxide.history.OrchestratorMessage.SubOrchestrationCompleted;
import io.duroxide.history.StartOrigin;
import io.duroxide.provider.InstanceStatus;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A parent hears exactly once how its child ended, whatever becomes of the two meanwhile. On two
 * nodes, with executions that stay in memory and with a replay of every turn.
 */
class ChildLinksTest {

  private final Cluster cluster = new Cluster();

  @AfterEach
  void close() {
    cluster.close();
  }

  private void twoNodes(int cache) {
    cluster.node(Cluster.quick().executionCacheSize(cache));
    cluster.node(Cluster.quick().executionCacheSize(cache));
  }

  private void registerParent() {
    cluster.orchestrations.register(
        "parent",
        String.class,
        (ctx, in) -> "heard " + ctx.subOrchestration("child", 0, String.class).await());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 512})
  void child_continuesAsNewInItsFirstTurnAndOften_theParentHears(int cache) {
    cluster.orchestrations.register(
        "child", Integer.class, (ctx, n) -> n < 20 ? ctx.continueAsNew(n + 1) : "end");
    registerParent();
    twoNodes(cache);
    cluster.client.start("p", "parent", "");
    assertThat(cluster.output("p")).isEqualTo("heard end");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 512})
  void child_failsAfterItContinuedAsNew_theParentHears(int cache) {
    cluster.orchestrations.register(
        "child",
        Integer.class,
        (ctx, n) -> {
          if (n == 0) {
            return ctx.continueAsNew(1);
          }
          throw ApplicationException.permanent("broken", "BROKEN");
        });
    registerParent();
    twoNodes(cache);
    cluster.client.start("p", "parent", "");
    assertThat(cluster.failure("p").code()).isEqualTo("BROKEN");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 512})
  void child_poisonedAfterItContinuedAsNew_theParentHears(int cache) {
    cluster.orchestrations.register(
        "child", Integer.class, (ctx, n) -> n == 0 ? ctx.continueAsNew("2.0.0", 1) : "not reached");
    registerParent();
    twoNodes(cache);
    cluster.client.start("p", "parent", "");
    ErrorDetails error = cluster.failure("p");
    assertThat(error.category()).isEqualTo(ErrorCategory.POISON);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 512})
  void child_cancelledAfterItContinuedAsNew_theParentHears(int cache) {
    cluster.orchestrations.register(
        "child",
        Integer.class,
        (ctx, n) -> n == 0 ? ctx.continueAsNew(1) : ctx.event("never", String.class).await());
    registerParent();
    twoNodes(cache);
    cluster.client.start("p", "parent", "");
    String child = awaitChild("p");
    await()
        .atMost(Cluster.PATIENCE)
        .until(
            () -> {
              var info = cluster.client.status(child);
              return info != null && info.executionId() == 2;
            });
    cluster.client.cancel(child, "enough");
    assertThat(cluster.failure("p").category()).isEqualTo(ErrorCategory.CANCELLED);
  }

  /** Of a store that was filled before ids of children were kept for them. */
  @ParameterizedTest
  @ValueSource(ints = {0, 512})
  void generatedId_ofAnInstanceThatHasEnded_failsTheParentFast(int cache) {
    cluster.orchestrations.register("child", Integer.class, (ctx, n) -> "other");
    registerParent();
    twoNodes(cache);
    provideStart("p::sub::1.2", "child");
    assertThat(cluster.end("p::sub::1.2").status()).isEqualTo(InstanceStatus.COMPLETED);
    cluster.client.start("p", "parent", "");
    assertThat(cluster.failure("p").reason()).isEqualTo(ErrorReason.INSTANCE_EXISTS);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 512})
  void generatedId_ofAnInstanceThatRuns_failsTheParentFast_andLeavesTheInstance(int cache) {
    cluster.orchestrations.register(
        "child", Integer.class, (ctx, n) -> ctx.event("go", String.class).await());
    registerParent();
    twoNodes(cache);
    provideStart("p::sub::1.2", "child");
    await().until(() -> cluster.client.status("p::sub::1.2") != null);
    cluster.client.start("p", "parent", "");
    assertThat(cluster.failure("p").reason()).isEqualTo(ErrorReason.INSTANCE_EXISTS);
    cluster.client.raiseEvent("p::sub::1.2", "go", "went");
    assertThat(cluster.output("p::sub::1.2")).isEqualTo("went");
  }

  /** The id of a child has the parent's execution in it, so later executions find theirs free. */
  @ParameterizedTest
  @ValueSource(ints = {0, 512})
  void samePosition_inSeveralExecutions_hasItsOwnChild(int cache) {
    cluster.orchestrations.register("child", Integer.class, (ctx, n) -> "child of " + n);
    cluster.orchestrations.register(
        "parent",
        Integer.class,
        (ctx, n) -> {
          String heard = ctx.subOrchestration("child", n, String.class).await();
          return n < 3 ? ctx.continueAsNew(n + 1) : heard;
        });
    twoNodes(cache);
    cluster.client.start("p", "parent", 0);
    assertThat(cluster.output("p")).isEqualTo("child of 3");
    assertThat(cluster.client.admin().children("p"))
        .containsExactlyInAnyOrder("p::sub::1.2", "p::sub::2.2", "p::sub::3.2", "p::sub::4.2");
  }

  /** What a child of an earlier execution tells is not for the same position of a later one. */
  @ParameterizedTest
  @ValueSource(ints = {0, 512})
  void childOfAnEarlierExecution_endsLate_theLaterOneHearsItsOwnOnly(int cache) {
    cluster.orchestrations.register(
        "child", Integer.class, (ctx, n) -> ctx.event("go", String.class).await());
    cluster.orchestrations.register(
        "parent",
        Integer.class,
        (ctx, n) -> {
          var child = ctx.subOrchestration("child", n, String.class);
          if (n == 0) {
            ctx.event("next", Void.class).await();
            return ctx.continueAsNew(1);
          }
          return child.await();
        });
    twoNodes(cache);
    cluster.client.start("p", "parent", 0);
    await().until(() -> cluster.client.status("p::sub::1.2") != null);
    cluster.client.raiseEvent("p", "next", null);
    await().until(() -> cluster.client.status("p::sub::2.2") != null);
    cluster
        .store
        .real()
        .enqueueForOrchestrator(
            new SubOrchestrationCompleted("p", 1, 2, "\"stale\""), Duration.ZERO);
    cluster.client.raiseEvent("p::sub::2.2", "go", "own");
    assertThat(cluster.output("p")).isEqualTo("own");
    assertThat(cluster.end("p::sub::1.2").status()).isEqualTo(InstanceStatus.CANCELLED);
  }

  /** Parent and child are deleted while the child works; both ids are used again at once. */
  @ParameterizedTest
  @ValueSource(ints = {0, 512})
  void parentDeletedAndStartedAgain_hearsItsNewChildOnly(int cache) throws InterruptedException {
    CountDownLatch working = new CountDownLatch(1);
    CountDownLatch gate = new CountDownLatch(1);
    cluster.activities.register(
        "work",
        String.class,
        (ctx, in) -> {
          if (in.equals("first")) {
            working.countDown();
            gate.await();
          }
          return in;
        });
    cluster.orchestrations.register(
        "child", String.class, (ctx, in) -> ctx.activity("work", in, String.class).await());
    cluster.orchestrations.register(
        "parent",
        String.class,
        (ctx, in) -> ctx.subOrchestration("child", in, String.class).await());
    twoNodes(cache);
    cluster.client.start("p", "parent", "first");
    working.await();
    cluster.client.admin().deleteFamily("p", true);
    cluster.client.start("p", "parent", "second");
    gate.countDown();
    assertThat(cluster.output("p")).isEqualTo("second");
  }

  private String awaitChild(String parent) {
    await().atMost(Cluster.PATIENCE).until(() -> !childrenOf(parent).isEmpty());
    return childrenOf(parent).get(0).childInstance();
  }

  private List<SubOrchestrationScheduled> childrenOf(String parent) {
    return cluster.client.status(parent) == null
        ? List.of()
        : cluster.events(parent, SubOrchestrationScheduled.class);
  }

  private void provideStart(String instance, String name) {
    cluster
        .store
        .real()
        .enqueueForOrchestrator(
            new StartOrchestration(instance, name, null, "0", StartOrigin.CLIENT, null),
            Duration.ZERO);
  }
}

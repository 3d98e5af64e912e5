package io.duroxide.runtime;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.duroxide.ErrorCategory;
import io.duroxide.SubOrchestrationOptions;
import io.duroxide.Version;
import io.duroxide.history.HistoryEvent;
import io.duroxide.history.StartOrigin;
import io.duroxide.provider.ExecutionInfo;
import io.duroxide.provider.ExecutionStatus;
import io.duroxide.provider.InstanceChanges;
import io.duroxide.provider.OrchestrationItem;
import io.duroxide.provider.OrchestrationItem.CurrentExecution;
import io.duroxide.provider.Provider;
import io.duroxide.provider.TurnCommit;
import io.duroxide.provider.TurnCommit.ExecutionState;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An execution stays with runtimes that can replay what its first one wrote. */
class ReplayVersionsTest {

  private static final Version OWN = RuntimeVersion.NUMBER;
  private static final Version NEWER = new Version(OWN.major() + 1, 0, 0);
  private static final Version NEWEST = new Version(OWN.major() + 2, 0, 0);

  private final Cluster cluster = new Cluster();

  @BeforeEach
  void registerWaiting() {
    cluster.orchestrations.register(
        "o", Void.class, (ctx, in) -> ctx.event("go", String.class).await());
  }

  @AfterEach
  void close() {
    cluster.close();
  }

  /** An instance whose first turn was committed by a runtime of this version. */
  private void seed(String instance, @Nullable String runtimeVersion) {
    seed(instance, "o", runtimeVersion);
  }

  private void seed(String instance, String orchestration, @Nullable String runtimeVersion) {
    cluster.client.start(instance, orchestration, null);
    Provider store = cluster.store.real();
    OrchestrationItem item =
        requireNonNull(store.fetchOrchestrationItem(Duration.ofSeconds(5), Duration.ZERO, null));
    List<HistoryEvent> events =
        List.of(
            new HistoryEvent.OrchestrationStarted(
                1,
                1_000,
                orchestration,
                "1.0.0",
                null,
                StartOrigin.CLIENT,
                null,
                String.valueOf(runtimeVersion),
                null,
                List.of()),
            new HistoryEvent.EventSubscribed(2, 1_000, "go"));
    ExecutionState state =
        new ExecutionState(
            orchestration,
            "1.0.0",
            ExecutionStatus.RUNNING,
            null,
            1,
            1_000,
            null,
            runtimeVersion,
            0);
    store.ackOrchestrationItem(
        new TurnCommit(
            item.lockToken(),
            instance,
            1,
            events,
            state,
            List.of(),
            List.of(),
            List.of(),
            InstanceChanges.NONE,
            List.of()));
  }

  private void go(String... instances) {
    for (String instance : instances) {
      cluster.client.raiseEvent(instance, "go", "went");
    }
  }

  /** Gives nodes the opportunity to take everything they would. */
  private void runAnother(String instance) {
    cluster.client.start(instance, "o", null);
    await().until(() -> cluster.client.status(instance) != null);
    cluster.client.raiseEvent(instance, "go", "went");
    cluster.end(instance);
  }

  private void nodeFor(Version from, Version to) {
    cluster.node(Cluster.quick().supportedReplayVersions(from, to));
  }

  private int turns(String instance) {
    return last(instance).turns();
  }

  private ExecutionInfo last(String instance) {
    List<ExecutionInfo> executions = cluster.client.admin().executions(instance);
    return executions.get(executions.size() - 1);
  }

  @Test
  void newExecution_isPinnedToTheRuntimeThatStartsIt() {
    cluster
        .orchestrations
        .register("child", Void.class, (ctx, in) -> "x")
        .register(
            "parent",
            Integer.class,
            (ctx, n) -> {
              if (n > 0) {
                return ctx.continueAsNew(n - 1);
              }
              return ctx.subOrchestration(
                      "child",
                      null,
                      String.class,
                      SubOrchestrationOptions.DEFAULT.withInstanceId("c"))
                  .await();
            });
    cluster.node();
    cluster.client.start("p", "parent", 1);
    cluster.end("p");
    assertThat(cluster.client.admin().executions("p"))
        .hasSize(2)
        .extracting(ExecutionInfo::runtimeVersion)
        .containsOnly(OWN.toString());
    assertThat(last("c").runtimeVersion()).isEqualTo(OWN.toString());
  }

  @Test
  void newerExecution_isLeftAlone_withoutCountingAgainstIt() {
    seed("newer", NEWER.toString());
    go("newer");
    cluster.node();
    for (int i = 0; i < 10; i++) {
      runAnother("own" + i);
    }
    assertThat(turns("newer")).isEqualTo(1);
    assertThat(cluster.store.calls("abandonOrchestrationItem")).isEmpty();
    nodeFor(new Version(0, 0, 0), NEWER);
    assertThat(cluster.output("newer")).isEqualTo("went");
  }

  @Test
  void olderExecution_andOneOfUnknownVersion_areTaken() {
    seed("older", "0.0.1");
    seed("same", OWN.toString());
    seed("unknown", null);
    go("older", "same", "unknown");
    cluster.node();
    assertThat(cluster.output("older")).isEqualTo("went");
    assertThat(cluster.output("same")).isEqualTo("went");
    assertThat(cluster.output("unknown")).isEqualTo("went");
  }

  @Test
  void customRange_narrows() {
    seed("older", "0.0.1");
    go("older");
    nodeFor(OWN, OWN);
    runAnother("own");
    assertThat(turns("older")).isEqualTo(1);
  }

  @Test
  void twoNodes_eachTakeTheirOwn_overlapsGoToEither() {
    seed("newer", NEWER.toString());
    seed("newest", NEWEST.toString());
    seed("older", "0.0.1");
    go("newer", "newest", "older");
    nodeFor(new Version(0, 0, 0), NEWER);
    nodeFor(NEWER, NEWEST);
    for (String instance : List.of("newer", "newest", "older")) {
      assertThat(cluster.output(instance)).isEqualTo("went");
    }
  }

  @Test
  void fetchThatIgnoredTheRange_isGivenBackForASecond() {
    seed("i", NEWER.toString());
    go("i");
    // The node asks for everything, and what it gets claims to be too new for it.
    cluster.store.change(
        "fetchOrchestrationItem", OrchestrationItem.class, ReplayVersionsTest::startedByNewest);
    nodeFor(new Version(0, 0, 0), NEWER);
    await().until(() -> cluster.store.calls("abandonOrchestrationItem").size() == 1);
    assertThat(cluster.store.calls("abandonOrchestrationItem").get(0).arguments())
        .element(1)
        .isEqualTo(Duration.ofSeconds(1));
    assertThat(turns("i")).isEqualTo(1);
    cluster.store.heal();
    assertThat(cluster.output("i")).isEqualTo("went");
  }

  private static OrchestrationItem startedByNewest(OrchestrationItem item) {
    CurrentExecution current = requireNonNull(item.current());
    return new OrchestrationItem(
        item.instance(),
        new CurrentExecution(
            current.executionId(),
            current.orchestrationName(),
            current.orchestrationVersion(),
            current.status(),
            current.lastEventId(),
            current.turns(),
            current.startedAt(),
            current.parent(),
            NEWEST.toString(),
            current.historyBytes()),
        item.messages(),
        item.undecodable(),
        item.deliveryCount(),
        item.lockToken(),
        item.waited());
  }

  @Test
  void wideRange_drainsWhatItCannotReplay_asFailure() {
    seed("newest", NEWEST.toString());
    go("newest");
    cluster.store.failNextForGood("readHistory", 10);
    cluster.node(
        Cluster.quick().maxDeliveries(1).supportedReplayVersions(new Version(0, 0, 0), NEWEST));
    assertThat(cluster.failure("newest").category()).isEqualTo(ErrorCategory.POISON);
  }

  @Test
  void continueAsNew_pinsTheNextExecutionToTheRuntimeThatStartsIt() {
    cluster.orchestrations.register(
        "again",
        Void.class,
        (ctx, in) -> {
          String event = ctx.event("go", String.class).await();
          return ctx.executionId() == 2 ? event : ctx.continueAsNew(null);
        });
    seed("i", "again", "0.0.1");
    go("i");
    cluster.node();
    await().until(() -> cluster.client.admin().executions("i").size() == 2);
    assertThat(cluster.client.admin().executions("i"))
        .extracting(ExecutionInfo::runtimeVersion)
        .containsExactly("0.0.1", OWN.toString());
    cluster.client.raiseEvent("i", "go", "second");
    assertThat(cluster.output("i")).isEqualTo("second");
  }

  @Test
  void version_isKnownWithoutAJar() {
    assertThat(DuroxideRuntime.version()).startsWith(OWN.toString());
    assertThat(OWN).isGreaterThan(new Version(0, 0, 0));
  }
}

package io.duroxide.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.duroxide.Orchestration;
import io.duroxide.OrchestrationContext;
import io.duroxide.client.DuroxideClient;
import io.duroxide.history.HistoryEvent.EventRaised;
import io.duroxide.payload.PayloadCodec;
import io.duroxide.provider.InstanceInfo;
import io.duroxide.provider.InstanceQuery;
import io.duroxide.provider.InstanceStatus;
import io.duroxide.provider.TagFilter;
import io.duroxide.provider.memory.InMemoryProvider;
import io.duroxide.provider.sqlite.SqliteProvider;
import io.duroxide.registry.ActivityRegistry;
import io.duroxide.registry.OrchestrationRegistry;
import io.duroxide.runtime.DuroxideRuntime;
import io.duroxide.runtime.RuntimeOptions;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestingTest {

  // guide: testing-subject
  String trial(OrchestrationContext ctx, String customer) {
    ctx.timer(Duration.ofDays(30)).await();
    return ctx.activity("send-invoice", customer, String.class).await();
  }

  // end

  // guide: testing-clock
  @Test
  void trial_endsAfterThirtyDays() {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2031-03-01T00:00:00Z"));
    InstantSource clock = now::get;
    var orchestrations =
        OrchestrationRegistry.builder().register("trial", String.class, this::trial).build();
    var activities =
        ActivityRegistry.builder() // a stand-in under the real name
            .register("send-invoice", String.class, (ctx, customer) -> "invoice for " + customer)
            .build();
    try (InMemoryProvider store = new InMemoryProvider(clock);
        DuroxideRuntime node =
            DuroxideRuntime.start(
                store,
                orchestrations,
                activities,
                RuntimeOptions.builder()
                    .clock(clock)
                    .executionCacheSize(0) // every turn replays: finds what is not deterministic
                    .build())) {
      DuroxideClient client = new DuroxideClient(store);
      client.start("t", "trial", "Ada");
      await().until(() -> store.admin().storeGauges().timersScheduled() == 1);

      now.set(now.get().plus(Duration.ofDays(30)));
      assertThat(client.waitForOutput("t", String.class, Duration.ofSeconds(30)))
          .isEqualTo("invoice for Ada");
    }
  }

  // end

  // guide: testing-recorded
  /** What the new code says to the running instances of a copied store: nothing, if it fits. */
  static Map<String, String> misfits(Path copy, OrchestrationRegistry newCode) {
    Map<String, String> misfits = new TreeMap<>();
    RuntimeOptions onlyTurns = RuntimeOptions.builder().workerTags(TagFilter.none()).build();
    try (SqliteProvider store = SqliteProvider.open(copy);
        DuroxideRuntime node =
            DuroxideRuntime.start(store, newCode, ActivityRegistry.builder().build(), onlyTurns)) {
      DuroxideClient client = new DuroxideClient(store);
      var running = InstanceQuery.ALL.withStatuses(InstanceStatus.RUNNING);
      for (InstanceInfo info : client.admin().instances(running).items()) { // the first page
        String instance = info.instance();
        client.raiseEvent(instance, "replay", null);
        await().until(() -> hasTakenATurn(client, instance));
        InstanceInfo after = client.status(instance);
        if (after.status() == InstanceStatus.FAILED) {
          misfits.put(instance, PayloadCodec.decodeError(after.result()).message());
        }
      }
    }
    return misfits;
  }

  static boolean hasTakenATurn(DuroxideClient client, String instance) {
    return client.status(instance).status().isEnd()
        || client.history(instance).stream()
            .anyMatch(
                event -> event instanceof EventRaised raised && raised.name().equals("replay"));
  }

  // end

  @Test
  void recordedHistories_areReplayedWithNewCode(@TempDir Path directory) throws SQLException {
    Path file = directory.resolve("store.db");
    Path copy = directory.resolve("copy.db");
    Path secondCopy = directory.resolve("copy-2.db");
    Orchestration<String, String> old = (ctx, in) -> ctx.event("a", String.class).await();
    Orchestration<String, String> changed = (ctx, in) -> ctx.event("b", String.class).await();
    try (SqliteProvider store = SqliteProvider.open(file);
        DuroxideRuntime node =
            DuroxideRuntime.start(
                store, code(old), ActivityRegistry.builder().build(), RuntimeOptions.DEFAULT)) {
      DuroxideClient client = new DuroxideClient(store);
      client.start("i", "o", "in");
      await().until(() -> client.status("i") != null);
      BackupTest.backUp(file, copy);
      BackupTest.backUp(file, secondCopy);
    }
    assertThat(misfits(copy, code(old))).isEmpty();
    assertThat(misfits(secondCopy, code(changed)))
        .containsEntry(
            "i", "nondeterministic at event 2: history has event a, this run has event b");
  }

  private static OrchestrationRegistry code(Orchestration<String, String> orchestration) {
    return OrchestrationRegistry.builder().register("o", String.class, orchestration).build();
  }
}

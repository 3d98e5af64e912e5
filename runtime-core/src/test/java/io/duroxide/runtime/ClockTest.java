package io.duroxide.runtime;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.duroxide.ActivityOptions;
import io.duroxide.ApplicationException;
import io.duroxide.Backoff;
import io.duroxide.RetryPolicy;
import io.duroxide.history.HistoryEvent;
import io.duroxide.history.HistoryEvent.ActivityScheduled;
import io.duroxide.provider.Provider;
import io.duroxide.provider.WorkerFilter;
import io.duroxide.provider.memory.InMemoryProvider;
import io.duroxide.provider.sqlite.SqliteOptions;
import io.duroxide.provider.sqlite.SqliteProvider;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The wall clock is set while nodes work. */
class ClockTest {

  private static final long HOUR = Duration.ofHours(1).toMillis();

  private final Path directory;
  private final AtomicLong step = new AtomicLong();
  private final InstantSource clock = () -> Instant.now().plusMillis(step.get());
  private final List<Cluster> clusters = new ArrayList<>();

  ClockTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @AfterEach
  void close() {
    clusters.forEach(Cluster::close);
  }

  private Cluster open(String store) {
    Provider provider =
        store.equals("memory")
            ? new InMemoryProvider(clock)
            : SqliteProvider.open(
                SqliteOptions.of(directory.resolve("store.db"))
                    .withClock(clock)
                    .withPollInterval(Duration.ofMillis(20)));
    Cluster cluster = new Cluster(provider);
    clusters.add(cluster);
    cluster.activities.register(
        "setBack",
        Void.class,
        (ctx, in) -> {
          step.addAndGet(-HOUR);
          return "done";
        });
    return cluster;
  }

  private RuntimeOptions.Builder options(int cache) {
    return Cluster.quick().clock(clock).executionCacheSize(cache);
  }

  @ParameterizedTest
  @ValueSource(strings = {"memory", "sqlite"})
  void setBack_whileInstancesWork_allGoOn(String store) {
    Cluster cluster = open(store);
    cluster.activities.register("quick", Void.class, (ctx, in) -> "q");
    cluster.orchestrations.register(
        "o",
        Void.class,
        (ctx, in) -> {
          String first = ctx.activity("setBack", null, String.class).await();
          return first + ctx.activity("quick", null, String.class).await();
        });
    cluster.node(options(512));
    cluster.node(options(0));
    for (int i = 0; i < 8; i++) {
      cluster.client.start("i" + i, "o", null);
    }
    for (int i = 0; i < 8; i++) {
      assertThat(cluster.output("i" + i)).isEqualTo("doneq");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 512})
  void now_clockSetBack_neverGoesBack(int cache) {
    Cluster cluster = open("memory");
    cluster.orchestrations.register(
        "o",
        Void.class,
        (ctx, in) -> {
          Instant before = ctx.now();
          ctx.activity("setBack", null, String.class).await();
          Instant after = ctx.now();
          ctx.timer(Duration.ofMillis(50)).await();
          Instant fired = ctx.now();
          ctx.timerUntil(fired.plusMillis(30)).await();
          return List.of(
              before.toEpochMilli(),
              after.toEpochMilli(),
              fired.toEpochMilli(),
              ctx.now().toEpochMilli());
        });
    cluster.node(options(cache));
    cluster.client.start("i", "o", null);
    long[] times = requireNonNull(cluster.output("i", long[].class));
    assertThat(times).isSorted();
    assertThat(times[2]).isGreaterThanOrEqualTo(times[1] + 50);
    assertThat(times[3]).isGreaterThanOrEqualTo(times[2] + 30);
    assertThat(cluster.client.history("i")).extracting(HistoryEvent::at).isSorted();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 512})
  void retryDeadline_clockSetBack_stillEnds(int cache) {
    Cluster cluster = open("memory");
    cluster.activities.register(
        "fails",
        Void.class,
        (ctx, in) -> {
          if (ctx.attempt() == 1) {
            step.addAndGet(-HOUR);
          }
          throw ApplicationException.retryable("no", null);
        });
    RetryPolicy policy =
        new RetryPolicy(1_000, Backoff.fixed(Duration.ofMillis(20)))
            .withDeadline(Duration.ofMillis(200));
    cluster.orchestrations.register(
        "o",
        Void.class,
        (ctx, in) ->
            ctx.activity("fails", null, String.class, ActivityOptions.retrying(policy)).await());
    cluster.node(options(cache));
    cluster.client.start("i", "o", null);
    assertThat(cluster.failure("i").message()).contains("no");
    assertThat(cluster.events("i", ActivityScheduled.class)).hasSizeBetween(1, 11);
  }

  @ParameterizedTest
  @ValueSource(strings = {"memory", "sqlite"})
  void deadNodesLocks_takenAnHourAhead_areTakenOver(String store) {
    Cluster cluster = open(store);
    cluster.orchestrations.register(
        "o", Void.class, (ctx, in) -> ctx.activity("quick", null, String.class).await());
    cluster.activities.register("quick", Void.class, (ctx, in) -> "q");
    step.set(HOUR);
    cluster.node(options(0).activitySlots(0));
    cluster.client.start("i", "o", null);
    await().until(() -> cluster.client.admin().storeGauges().workerQueue().depth() == 1);
    Provider real = cluster.store.real();
    assertThat(real.fetchWorkItem(Duration.ofSeconds(2), Duration.ZERO, WorkerFilter.DEFAULT))
        .isNotNull();
    step.set(0);
    cluster.node(options(0));
    assertThat(cluster.output("i")).isEqualTo("q");
  }
}

package io.duroxide.provider.sqlite;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.duroxide.Version;
import io.duroxide.provider.ActivityItem;
import io.duroxide.provider.OrchestrationItem;
import io.duroxide.provider.Provider;
import io.duroxide.provider.TagFilter;
import io.duroxide.provider.VersionRange;
import io.duroxide.provider.WorkerFilter;
import io.duroxide.provider.WorkerFilter.SessionClaim;
import io.duroxide.provider.contract.ProviderContract;
import io.duroxide.provider.contract.ProviderFixture;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fetches that take different things wait beside each other. */
final class SqliteWaitingFetchTest extends ProviderContract {

  private static final Duration LONG = Duration.ofSeconds(30);
  private static final VersionRange ONES = range("1.0.0", "1.9.9");
  private static final VersionRange TWOS = range("2.0.0", "2.9.9");

  private final Path directory;

  SqliteWaitingFetchTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Override
  protected ProviderFixture open() {
    return new SqliteFixture(directory);
  }

  @Test
  void turns_ofDifferentVersions_eachGoesToWhoCanTakeIt() throws Exception {
    firstTurn("one").events(1).runtimeVersion("1.2.3").send();
    firstTurn("two").events(1).runtimeVersion("2.3.4").send();
    FutureTask<OrchestrationItem> ones = blocked(() -> turn(provider, ONES));
    FutureTask<OrchestrationItem> twos = blocked(() -> turn(provider, TWOS));
    raise("two", "x");
    raise("one", "x");
    assertThat(ones.get(30, TimeUnit.SECONDS).instance()).isEqualTo("one");
    assertThat(twos.get(30, TimeUnit.SECONDS).instance()).isEqualTo("two");
  }

  @Test
  void turn_nobodyHereCanTake_goesToAnotherProcess() throws Exception {
    firstTurn("two").events(1).runtimeVersion("2.3.4").message(raised("two", "x")).send();
    assertThat(provider.fetchOrchestrationItem(LOCK, NO_WAIT, ONES)).isNull();
    assertThat(provider.admin().storeGauges().orchestratorQueue().depth()).isEqualTo(1);
    try (Provider other = ((SqliteFixture) fixture).openAnother()) {
      FutureTask<OrchestrationItem> blocked = new FutureTask<>(() -> turn(other, TWOS));
      new Thread(blocked).start();
      OrchestrationItem item = blocked.get(30, TimeUnit.SECONDS);
      assertThat(item.deliveryCount()).as("skipping does not count").isEqualTo(1);
      assertThat(provider.fetchOrchestrationItem(LOCK, NO_WAIT, null)).isNull();
      fixture.advance(LOCK);
      assertThat(turn(provider, TWOS).deliveryCount()).isEqualTo(2);
    }
  }

  @Test
  void activities_ofDifferentTagsAndSessions_eachGoesToWhoTakesIt() throws Exception {
    create("a");
    FutureTask<ActivityItem> untagged = blocked(() -> activity(WorkerFilter.DEFAULT));
    FutureTask<ActivityItem> gpu =
        blocked(() -> activity(new WorkerFilter(TagFilter.tags("gpu"), null)));
    SessionClaim claim = new SessionClaim("node", LOCK);
    FutureTask<ActivityItem> shared =
        blocked(() -> activity(new WorkerFilter(TagFilter.tags("none"), claim)));
    raise("a", "x");
    turn().activity(2, "none", "s").tagged("gpu", 3).activities(4).send();
    assertThat(untagged.get(30, TimeUnit.SECONDS).work().scheduledId()).isEqualTo(4);
    assertThat(gpu.get(30, TimeUnit.SECONDS).work().scheduledId()).isEqualTo(3);
    assertThat(shared.get(30, TimeUnit.SECONDS).work().scheduledId()).isEqualTo(2);
  }

  @Test
  void dueWork_nobodyCanTake_letsTheWriterSleep() {
    create("suspended");
    provider.suspendInstance("suspended");
    raise("suspended", "x");
    createWithActivities("a", 2);
    raise("a", "x");
    turn().events(2).tagged("gpu", 3).inSession("s", 4).send();
    firstTurn("two").events(1).runtimeVersion("2.3.4").message(raised("two", "x")).send();
    SessionClaim anna = new SessionClaim("anna", Duration.ofDays(1));
    ActivityItem first = activity(new WorkerFilter(TagFilter.defaultOnly(), anna));
    ActivityItem second = activity(new WorkerFilter(TagFilter.defaultOnly(), anna));
    assertThat(first.work().scheduledId() + second.work().scheduledId()).isEqualTo(6);

    SessionClaim bob = new SessionClaim("bob", LOCK);
    long before = writerCpuNanos();
    Duration wait = Duration.ofMillis(500);
    FutureTask<ActivityItem> activity =
        new FutureTask<>(
            () ->
                provider.fetchWorkItem(LOCK, wait, new WorkerFilter(TagFilter.defaultOnly(), bob)));
    new Thread(activity).start();
    assertThat(provider.fetchOrchestrationItem(LOCK, wait, ONES)).isNull();
    assertThat(activity).succeedsWithin(LONG).isNull();
    assertThat(Duration.ofNanos(writerCpuNanos() - before)).isLessThan(Duration.ofMillis(100));
  }

  private static OrchestrationItem turn(Provider from, VersionRange supported) {
    return requireNonNull(from.fetchOrchestrationItem(LOCK, LONG, supported));
  }

  private ActivityItem activity(WorkerFilter filter) {
    return requireNonNull(provider.fetchWorkItem(LOCK, LONG, filter));
  }

  private static VersionRange range(String from, String to) {
    return new VersionRange(Version.parse(from), Version.parse(to));
  }

  private static <T> FutureTask<T> blocked(Callable<T> call) {
    FutureTask<T> task = new FutureTask<>(call);
    Thread thread = new Thread(task, "blocked-caller");
    thread.setDaemon(true);
    thread.start();
    await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
    return task;
  }

  private static long writerCpuNanos() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
        .filter(Objects::nonNull)
        .filter(info -> info.getThreadName().equals("duroxide-sqlite-writer"))
        .mapToLong(ThreadInfo::getThreadId)
        .map(threads::getThreadCpuTime)
        .sum();
  }
}

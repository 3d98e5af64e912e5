package io.duroxide.runtime.simulation;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.ActivityContext;
import io.duroxide.coroutine.CoroutineThreads;
import io.duroxide.provider.InstanceInfo;
import io.duroxide.provider.Provider;
import io.duroxide.provider.StoreGauges;
import io.duroxide.provider.TagFilter;
import io.duroxide.provider.contract.SettableClock;
import io.duroxide.provider.memory.InMemoryProvider;
import io.duroxide.provider.sqlite.SqliteOptions;
import io.duroxide.provider.sqlite.SqliteProvider;
import io.duroxide.runtime.simulation.Faults.Fault;
import io.duroxide.runtime.simulation.Program.Await;
import io.duroxide.runtime.simulation.Program.Cancellable;
import io.duroxide.runtime.simulation.Program.Child;
import io.duroxide.runtime.simulation.Program.Detach;
import io.duroxide.runtime.simulation.Program.Facts;
import io.duroxide.runtime.simulation.Program.Fail;
import io.duroxide.runtime.simulation.Program.FanOut;
import io.duroxide.runtime.simulation.Program.Increment;
import io.duroxide.runtime.simulation.Program.LeaveChild;
import io.duroxide.runtime.simulation.Program.RaceWork;
import io.duroxide.runtime.simulation.Program.ReadKey;
import io.duroxide.runtime.simulation.Program.Restart;
import io.duroxide.runtime.simulation.Program.SetStatus;
import io.duroxide.runtime.simulation.Program.Sleep;
import io.duroxide.runtime.simulation.Program.Take;
import io.duroxide.runtime.simulation.Program.TakeOwnId;
import io.duroxide.runtime.simulation.Program.Together;
import io.duroxide.runtime.simulation.Program.Work;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The same scenario again and again: in the first run the first storage call fails, in the second
 * the second, and so on until nothing failed. What comes out must be the same each time.
 */
class FailingCallTest {

  /** So many that no acknowledgement is repeated often enough. */
  private static final int LONG_OUTAGE = 8;

  private static final CoroutineThreads THREADS = CoroutineThreads.create();

  @ParameterizedTest
  @EnumSource(value = Fault.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void oneCallFails_changesNothing(Fault fault) {
    requireNoDifference(1, fault);
  }

  @Test
  void connectionIsDeadForSomeCalls_changesNothing() {
    requireNoDifference(LONG_OUTAGE, Fault.REFUSED);
  }

  @ParameterizedTest
  @CsvSource({"1, OUTCOME_UNKNOWN, 5", "8, REFUSED, 8"})
  void onSqlite_someCallsFail_changesNothing(
      int length, Fault fault, int step, @TempDir Path directory) {
    SettableClock clock = new SettableClock();
    SqliteOptions options = SqliteOptions.of(directory.resolve("store.db")).withClock(clock);
    try (Provider sqlite = SqliteProvider.open(options)) {
      requireNoDifference(sqlite, clock, length, fault, step);
    }
  }

  private static void requireNoDifference(int length, Fault fault) {
    SettableClock clock = new SettableClock();
    try (Provider memory = new InMemoryProvider(clock)) {
      requireNoDifference(memory, clock, length, fault, 1);
    }
  }

  /** Leaves nothing behind that the next run could see but instances that have ended. */
  private static void requireNoDifference(
      Provider store, SettableClock clock, int length, Fault fault, int step) {
    NthCallFails never = new NthCallFails(Long.MAX_VALUE, 0, Fault.NONE);
    Map<String, End> undisturbed = run(store, clock, never, "run0-");
    assertThat(undisturbed).hasSize(4);
    NthCallFails faults = never;
    long call = 1;
    do {
      faults = new NthCallFails(call, length, fault);
      assertThat(run(store, clock, faults, "run" + call + "-"))
          .as("%s", faults)
          .isEqualTo(undisturbed);
      call += step;
    } while (faults.happened());
    assertThat(call).as("calls that failed").isGreaterThan(100);
  }

  /** What came of an instance. */
  private record End(String status, String result, Map<String, String> keys, String customStatus) {}

  private static Map<String, End> run(
      Provider store, SettableClock clock, Faults faults, String prefix) {
    List<Node.Setup> nodes =
        List.of(
            new Node.Setup("node0", TagFilter.any(), "2.0.0", 0),
            new Node.Setup("node1", TagFilter.any(), "2.0.0", 100));
    Cluster.Cast cast = new Cluster.Cast(nodes, scenario(prefix));
    try (Cluster cluster =
        new Cluster(cast, store, clock, THREADS, faults, new Random(0), new Undisturbed())) {
      Rest rest = new Rest(cluster);
      cluster.comeToRest(rest);
      Map<String, End> ends = new TreeMap<>();
      for (String root : cluster.ledger().roots()) {
        ends.put(root.substring(prefix.length()), end(store, root));
      }
      assertThat(cluster.violations(rest)).as("%s%n%s", faults, cluster.trace().last(60)).isEmpty();
      return ends;
    }
  }

  private static End end(Provider store, String instance) {
    InstanceInfo info = requireNonNull(store.instanceInfo(instance));
    Map<String, String> keys = new TreeMap<>();
    store.keyValues(instance).forEach((key, value) -> keys.put(key, value.value()));
    return new End(
        info.status().name(),
        String.valueOf(info.result()),
        keys,
        String.valueOf(info.customStatus().value()));
  }

  /** Finds out whether a store is at rest that cannot say when something is due. */
  private static final class Rest implements Supplier<OptionalLong> {

    private static final long SHORT_WHILE = 250;
    private static final long ALL_LOCKS_GONE = 5_000;

    private final Cluster cluster;
    private int linesBefore;

    Rest(Cluster cluster) {
      this.cluster = cluster;
    }

    @Override
    public OptionalLong get() {
      StoreGauges gauges = cluster.store().admin().storeGauges();
      boolean nothingDue =
          gauges.activeInstances().isEmpty()
              && gauges.timersScheduled() == 0
              && gauges.orchestratorQueue().depth() == 0
              && gauges.workerQueue().depth() == 0;
      int lines = cluster.trace().lines().size();
      if (nothingDue && lines == linesBefore) {
        return OptionalLong.empty();
      }
      linesBefore = nothingDue ? lines : -1;
      return OptionalLong.of(cluster.now() + (nothingDue ? ALL_LOCKS_GONE : SHORT_WHILE));
    }
  }

  /** Something of everything; nothing whose result is a matter of time. */
  private static List<Client.Start> scenario(String prefix) {
    List<Program.Step> longLife =
        List.of(
            new Work(1, 1, 3, null, null),
            new FanOut(List.of(2, 3)),
            new Increment("key"),
            new Child(null, null, List.of(new Increment("k"), new Restart(null), Work.of(4))),
            new Take("a"),
            new Detach(prefix + "detached", List.of(new Facts(), new SetStatus("done"))),
            new SetStatus("halfway"),
            new Restart("1.0.0"),
            new Increment("key"),
            new LeaveChild(List.of(new Await(Program.NEVER))),
            new Take("a"));
    List<Program.Step> concurrent =
        List.of(
            new Together(
                List.of(
                    List.of(Work.of(5), new Await("event")),
                    List.of(new Sleep(400), new RaceWork(6, 100)))),
            new Child(prefix + "child", "1.0.0", List.of(new Fail("on purpose"))),
            new Cancellable(List.of(Work.of(7), new Increment("key"))));
    List<Program.Step> signalled =
        List.of(
            new Take("b"),
            new ReadKey(prefix + "long", "key"),
            new TakeOwnId(),
            new Work(8, 0, 1, "gpu", "session"));
    return List.of(
        new Client.Start(prefix + "long", null, longLife, null),
        new Client.Start(prefix + "concurrent", null, concurrent, null),
        new Client.Start(prefix + "signalled", null, signalled, "b"));
  }

  /** Nobody does anything meanwhile. */
  private static final class Undisturbed implements Node.Meanwhile {

    @Override
    public void calling(String operation) {
      // One thing at a time.
    }

    @Override
    public void handling(ActivityContext attempt, Runnable renew) {
      // Handlers are quick.
    }
  }
}

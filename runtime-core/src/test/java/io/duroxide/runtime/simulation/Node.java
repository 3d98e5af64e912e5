package io.duroxide.runtime.simulation;

import static java.util.Objects.requireNonNull;

import io.duroxide.ActivityContext;
import io.duroxide.Backoff;
import io.duroxide.Limits;
import io.duroxide.Version;
import io.duroxide.coroutine.CoroutineThreads;
import io.duroxide.provider.ActivityItem;
import io.duroxide.provider.OrchestrationItem;
import io.duroxide.provider.Provider;
import io.duroxide.provider.ProviderException;
import io.duroxide.provider.TagFilter;
import io.duroxide.provider.VersionRange;
import io.duroxide.provider.contract.SettableClock;
import io.duroxide.registry.OrchestrationRegistry;
import io.duroxide.runtime.activity.ActivityExecution;
import io.duroxide.runtime.activity.ActivityOutcome;
import io.duroxide.runtime.activity.SessionOptions;
import io.duroxide.runtime.activity.Sessions;
import io.duroxide.runtime.activity.WorkerOptions;
import io.duroxide.runtime.loop.LockRenewals;
import io.duroxide.runtime.loop.StallOptions;
import io.duroxide.runtime.loop.StallWatch;
import io.duroxide.runtime.loop.StopSignal;
import io.duroxide.runtime.loop.Upkeep;
import io.duroxide.runtime.orchestration.ExecutionCache;
import io.duroxide.runtime.orchestration.OrchestrationOptions;
import io.duroxide.runtime.orchestration.OrchestrationTurn;
import io.duroxide.runtime.orchestration.TurnOutcome;
import io.duroxide.runtime.simulation.Faults.Fault;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * One node: the real way of a turn and the real way of an activity, taken step by step by whoever
 * plays its dispatchers. A crash forgets all it had in memory.
 */
final class Node implements AutoCloseable {

  static final Duration TURN_LOCK = Duration.ofSeconds(2);
  static final Duration ACTIVITY_LOCK = Duration.ofSeconds(3);

  /** Faults may repeat a delivery often; giving up is not what is simulated here. */
  private static final int MAX_DELIVERIES = 10_000;

  private static final Backoff PUT_OFF =
      Backoff.exponential(Duration.ofMillis(50), 2.0, Duration.ofSeconds(1));

  private static final SessionOptions SESSIONS =
      new SessionOptions(2, Duration.ofSeconds(4), Duration.ofSeconds(10), Duration.ofDays(1));

  /** Whoever plays the dispatchers renews locks, too: by dice. */
  private static final LockRenewals NO_RENEWALS = noRenewals();

  private static final StallWatch NO_STALLS = new StallWatch(StallOptions.DEFAULT, new Upkeep());

  /** What a node is told about itself. */
  record Setup(String name, TagFilter tags, String runtimeVersion, int maxCachedFibers) {

    VersionRange supported() {
      return new VersionRange(new Version(0, 0, 0), Version.parse(runtimeVersion));
    }
  }

  /** What all nodes share. */
  record World(
      Provider store,
      Faults faults,
      SettableClock clock,
      CoroutineThreads threads,
      Trace trace,
      Activities activities,
      OrchestrationRegistry orchestrations) {}

  /** An activity in flight. */
  private record Attempt(ActivityItem item, StopSignal stop) {}

  private final Setup setup;
  private final World world;
  private final Meanwhile meanwhile;
  private final Deque<Attempt> running = new ArrayDeque<>();
  private Life life;

  Node(Setup setup, World world, Meanwhile meanwhile) {
    this.setup = setup;
    this.world = world;
    this.meanwhile = meanwhile;
    this.life = new Life();
  }

  /** Lets others act while this node waits for something. */
  interface Meanwhile {

    /** Before a call reaches the store. */
    void calling(String operation);

    /**
     * While a handler runs.
     *
     * @param renew renews the activity's lock
     */
    void handling(ActivityContext attempt, Runnable renew);
  }

  /** Fetches and runs a turn. Returns whether there was one. */
  boolean takeTurn() {
    Life mine = life;
    try {
      OrchestrationItem item =
          mine.provider.fetchOrchestrationItem(TURN_LOCK, Duration.ZERO, setup.supported());
      if (item == null) {
        return false;
      }
      note("turn of " + item.instance() + " with " + Trace.describe(item.messages()));
      TurnOutcome outcome = mine.turn.run(0, item);
      note("turn of " + item.instance() + ": " + outcome.disposition() + " " + outcome.status());
    } catch (ProviderException e) {
      note("could not fetch a turn");
    } catch (NodeCrashed e) {
      replace(mine);
    }
    return true;
  }

  /** Fetches and runs an activity. Returns whether there was one. */
  boolean runActivity() {
    Life mine = life;
    try {
      ActivityItem item = mine.sessions.fetch();
      if (item == null) {
        return false;
      }
      String id = item.work().instance() + "#" + item.work().scheduledId();
      note("activity " + id + ", delivery " + item.deliveryCount());
      running.push(new Attempt(item, new StopSignal()));
      try {
        ActivityOutcome outcome = mine.execution().run(0, item);
        note("activity " + id + ": " + outcome.result());
      } finally {
        running.pop();
      }
    } catch (ProviderException e) {
      note("could not fetch an activity");
    } catch (NodeCrashed e) {
      replace(mine);
    }
    return true;
  }

  /** Renews its sessions and clears up. */
  void keepSessions() {
    Life mine = life;
    try {
      mine.sessions.renew();
      mine.sessions.cleanUp();
    } catch (ProviderException e) {
      note("could not keep its sessions");
    } catch (NodeCrashed e) {
      replace(mine);
    }
  }

  /** Dies and is started again. */
  void crash() {
    life.over = true;
    replace(life);
  }

  @Override
  public void close() {
    life.cache.close();
  }

  private void replace(Life old) {
    if (old == life) {
      note("crashes");
      old.over = true;
      old.cache.close();
      life = new Life();
    }
  }

  private WorkerOptions workerOptions() {
    return new WorkerOptions(
        1,
        setup.tags(),
        ACTIVITY_LOCK,
        Duration.ZERO,
        MAX_DELIVERIES,
        PUT_OFF,
        Duration.ZERO,
        setup.name(),
        SESSIONS,
        Limits.DEFAULT);
  }

  private static LockRenewals noRenewals() {
    try (Upkeep stopped = new Upkeep()) {
      return new LockRenewals(Duration.ofDays(1), stopped);
    }
  }

  private void note(String what) {
    world.trace().add(setup.name() + " " + what);
  }

  /** From one start of the node to its crash. */
  private final class Life implements FaultyProvider.Caller {
    private final Provider provider =
        FaultyProvider.of(world.store(), world.faults(), this, world.clock());
    private final ExecutionCache cache = new ExecutionCache(setup.maxCachedFibers());
    private final Sessions sessions = new Sessions(provider, workerOptions());
    private final OrchestrationTurn turn;
    private boolean over;

    Life() {
      // A node that is about to stop does not pause between its attempts to acknowledge.
      StopSignal stopping = new StopSignal();
      stopping.stop();
      turn =
          new OrchestrationTurn(
              provider,
              world.orchestrations(),
              world.threads(),
              cache,
              NO_RENEWALS,
              NO_STALLS,
              stopping,
              new OrchestrationOptions(
                  1,
                  TURN_LOCK,
                  Duration.ZERO,
                  MAX_DELIVERIES,
                  PUT_OFF,
                  setup.maxCachedFibers(),
                  setup.runtimeVersion(),
                  setup.supported(),
                  Limits.DEFAULT,
                  world.clock()));
    }

    ActivityExecution execution() {
      return new ActivityExecution(
          provider,
          world.activities().registry(this::handling),
          Runnable::run,
          NO_RENEWALS,
          sessions,
          requireNonNull(running.peek()).stop(),
          workerOptions());
    }

    private void handling(ActivityContext attempt) {
      ActivityItem item = requireNonNull(running.peek()).item();
      meanwhile.handling(
          attempt, () -> provider.renewWorkItemLock(item.lockToken(), ACTIVITY_LOCK));
    }

    @Override
    public void calling(String operation) {
      if (!over) {
        meanwhile.calling(operation);
      }
      if (over) {
        throw new NodeCrashed();
      }
    }

    @Override
    public void failing(String operation, Fault fault) {
      note(operation + ": " + fault);
      // From now on the node is stopping, as above.
      running.forEach(attempt -> attempt.stop().stop());
    }

    @Override
    public NodeCrashed crash() {
      over = true;
      return new NodeCrashed();
    }
  }
}

package io.duroxide.it.apps;

import io.duroxide.history.ActivityWorkItem;
import io.duroxide.history.OrchestratorMessage;
import io.duroxide.history.OrchestratorMessage.StartOrchestration;
import io.duroxide.history.ParentLink;
import io.duroxide.history.StartOrigin;
import io.duroxide.provider.ActivityItem;
import io.duroxide.provider.LockToken;
import io.duroxide.provider.OrchestrationItem;
import io.duroxide.provider.Provider;
import io.duroxide.provider.ProviderAdmin;
import io.duroxide.provider.StoreGauges;
import io.duroxide.provider.StoreGauges.ActiveInstances;
import io.duroxide.provider.StoreGauges.InstanceState;
import io.duroxide.provider.StoreGauges.QueueGauge;
import io.duroxide.provider.TurnCommit;
import io.duroxide.provider.VersionRange;
import io.duroxide.provider.WorkerFilter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Makes work up, under a new name each time, as fast as it is taken: what the runtime can do with
 * it at once is to give it up as poison, or to run an activity that fails. Remembers nothing of it.
 * Thread-safe.
 */
final class HostileProvider extends DecoratedProvider {

  /** More than any runtime accepts. */
  private static final int DELIVERIES = 1_000;

  private static final LockToken TOKEN = new LockToken("made up", "made up");

  private final AtomicInteger turns = new AtomicInteger();
  private final AtomicInteger activities = new AtomicInteger();
  private final CountDownLatch acknowledged = new CountDownLatch(2 * HostileRun.NAMES);
  private volatile boolean awake;

  HostileProvider(Provider inner) {
    super(inner);
  }

  /** Makes up everything there is, and waits until it is done with. */
  void flood() throws InterruptedException {
    awake = true;
    acknowledged.await();
  }

  @Override
  public @Nullable OrchestrationItem fetchOrchestrationItem(
      Duration lockTimeout, Duration pollTimeout, @Nullable VersionRange supported) {
    int number = awake ? turns.getAndIncrement() : HostileRun.NAMES;
    return number < HostileRun.NAMES
        ? turn(number)
        : super.fetchOrchestrationItem(lockTimeout, HostileRun.IDLE, supported);
  }

  private static OrchestrationItem turn(int number) {
    String name = HostileNames.of("Orchestration", number);
    ParentLink parent = new ParentLink("parent", 1, 1, HostileNames.of("Parent", number));
    StartOrchestration start =
        new StartOrchestration("child", name, "v" + number, null, StartOrigin.CLIENT, parent);
    return new OrchestrationItem(
        "child", null, List.of(start), List.of(), DELIVERIES, TOKEN, Duration.ZERO);
  }

  @Override
  public @Nullable ActivityItem fetchWorkItem(
      Duration lockTimeout, Duration pollTimeout, WorkerFilter filter) {
    int number = awake ? activities.getAndIncrement() : HostileRun.NAMES;
    return number < HostileRun.NAMES
        ? activity(number)
        : super.fetchWorkItem(lockTimeout, HostileRun.IDLE, filter);
  }

  private static ActivityItem activity(int number) {
    boolean runs = number % HostileRun.FAILING_EVERY == 0;
    String name = runs ? "Fail" : HostileNames.of("Activity", number);
    ActivityWorkItem work =
        new ActivityWorkItem(
            "parent",
            1,
            number,
            name,
            Integer.toString(number),
            "Parent",
            "1.0.0",
            0,
            1,
            null,
            HostileNames.of("tag", number),
            null);
    return new ActivityItem(work, null, runs ? 1 : DELIVERIES, Duration.ZERO, TOKEN, Duration.ZERO);
  }

  @Override
  public void ackOrchestrationItem(TurnCommit commit) {
    if (isMadeUp(commit.lockToken())) {
      acknowledged.countDown();
    } else {
      super.ackOrchestrationItem(commit);
    }
  }

  @Override
  public void ackWorkItem(LockToken token, @Nullable OrchestratorMessage completion) {
    if (isMadeUp(token)) {
      acknowledged.countDown();
    } else {
      super.ackWorkItem(token, completion);
    }
  }

  private static boolean isMadeUp(LockToken token) {
    return token.equals(TOKEN);
  }

  @Override
  public boolean startInstance(StartOrchestration start) {
    return start.instance().equals(HostileRun.NOWHERE) || super.startInstance(start);
  }

  @Override
  public void enqueueForOrchestrator(OrchestratorMessage message, Duration delay) {
    if (!message.instance().equals(HostileRun.NOWHERE)) {
      super.enqueueForOrchestrator(message, delay);
    }
  }

  /** Says that there is an open instance of every name it can think of. */
  @Override
  public ProviderAdmin admin() {
    ProviderAdmin honest = super.admin();
    return (ProviderAdmin)
        Proxy.newProxyInstance(
            HostileProvider.class.getClassLoader(),
            new Class<?>[] {ProviderAdmin.class},
            (proxy, method, arguments) -> {
              if (awake && method.getName().equals("storeGauges")) {
                return gauges();
              }
              try {
                return method.invoke(honest, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private static StoreGauges gauges() {
    QueueGauge empty = new QueueGauge(0, 0);
    List<ActiveInstances> active =
        IntStream.range(0, HostileRun.OPEN_NAMES)
            .mapToObj(
                number ->
                    new ActiveInstances(HostileNames.of("Open", number), InstanceState.WAITING, 1))
            .toList();
    return new StoreGauges(active, empty, empty, 0);
  }
}

package io.duroxide.telemetry.metrics;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Same shape as the runtime's provider, other classes; the implementation is hidden. */
public final class FakeStore {

  private FakeStore() {}

  public interface Store {
    Admin admin();
  }

  public interface Admin {
    Gauges storeGauges();

    Pool connectionPool();
  }

  public enum State {
    RUNNING,
    WAITING,
    SUSPENDED
  }

  public record Active(String orchestrationName, State state, long count) {}

  public record Queue(long depth, long oldestDueMillis) {}

  public record Gauges(
      List<Active> activeInstances,
      Queue orchestratorQueue,
      Queue workerQueue,
      long timersScheduled) {}

  public record Pool(int used, int idle, int max, int pending) {}

  static Hidden create() {
    return new Hidden();
  }

  abstract static class Base implements Store, Admin {
    @Override
    public final Admin admin() {
      return this;
    }
  }

  static final class Hidden extends Base {
    final AtomicInteger polls = new AtomicInteger();
    volatile List<Active> active = List.of();
    volatile boolean broken;
    volatile @Nullable CountDownLatch hang;
    volatile @Nullable MetricsSink instrumentedBy;

    @Override
    public Gauges storeGauges() {
      MetricsSink sink = instrumentedBy;
      long start = sink == null ? 0 : sink.providerCallStarted();
      polls.incrementAndGet();
      CountDownLatch latch = hang;
      try {
        if (latch != null) {
          latch.await();
        }
      } catch (InterruptedException interrupted) {
        throw new IllegalStateException(interrupted);
      }
      if (broken) {
        throw new IllegalStateException("store is down");
      }
      if (sink != null) {
        sink.providerCallEnded(start, "storeGauges", false, 0, -1, null);
      }
      return new Gauges(active, new Queue(4, 1_500), new Queue(9, 250), 2);
    }

    @Override
    public Pool connectionPool() {
      return new Pool(1, 2, 10, 3);
    }
  }
}

package io.duroxide.telemetry.traces;

import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Where ended spans wait to be exported. Whoever adds never waits; a full queue gives up what is
 * new. Whoever takes finds the traces, and may have to ask the store for it.
 */
public final class SpanQueue {

  /** Spans in one batch. */
  static final int BATCH = 512;

  static final int CAPACITY = 8_192;

  /** How long a span waits for a store that does not know its instance or does not answer. */
  static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(15);

  private final RootInstances roots;
  private final Resource resource;
  private final LongSupplier clock;
  private final Queue<EndedSpan> ended = new ConcurrentLinkedQueue<>();
  private final Queue<Rootless> rootless = new ArrayDeque<>();
  private final AtomicInteger size = new AtomicInteger();
  private final LongAdder dropped = new LongAdder();
  private volatile Runnable whenFull = () -> {};
  private volatile boolean last;
  private volatile boolean closed;
  private volatile int waiting;
  private long askedAt;

  SpanQueue(RootInstances roots, Resource resource, LongSupplier clock) {
    this.roots = roots;
    this.resource = resource;
    this.clock = clock;
    this.askedAt = clock.getAsLong();
  }

  /** A span whose root was not to be found yet. */
  private record Rootless(EndedSpan span, long since) {}

  /** Keeps the span until it is exported, or gives it up and counts it. Never blocks. */
  void offer(EndedSpan span) {
    if (size.incrementAndGet() > CAPACITY || closed) {
      size.decrementAndGet();
      dropped.increment();
    } else {
      ended.add(span);
      if (batchWaits()) {
        whenFull.run();
      }
    }
  }

  /**
   * @param action run by whoever completes a batch; must not block
   */
  public void whenFull(Runnable action) {
    whenFull = action;
  }

  /** Whether there is a whole batch. */
  public boolean batchWaits() {
    return size.get() - waiting >= BATCH;
  }

  /** From now on no span waits for the store. */
  public void prepareLast() {
    last = true;
  }

  /** The next batch; empty if nothing can be sent. For one thread at a time; may ask the store. */
  public Collection<SpanData> take() {
    List<SpanData> batch = new ArrayList<>();
    long now = clock.getAsLong();
    if (last || now - askedAt >= RootInstances.PAUSE_NANOS) {
      askedAt = now;
      askAgain(batch, now);
    }
    EndedSpan next = ended.peek();
    while (next != null && batch.size() < BATCH) {
      ended.remove();
      if (!place(next, !last, batch)) {
        rootless.add(new Rootless(next, now));
      }
      next = ended.peek();
    }
    waiting = rootless.size();
    return batch;
  }

  /** These were taken and will not be exported. */
  public void giveUp(Collection<SpanData> spans) {
    dropped.add(spans.size());
  }

  /** From now on nothing is kept; what waits is given up. */
  public void close() {
    closed = true;
    dropped.add(size.get());
  }

  /** Spans that were given up. */
  public long dropped() {
    return dropped.sum();
  }

  private void askAgain(List<SpanData> batch, long now) {
    for (int left = rootless.size(); left > 0 && batch.size() < BATCH; left--) {
      Rootless each = rootless.remove();
      boolean patient = !last && now - each.since() < PATIENCE_NANOS;
      if (!place(each.span(), patient, batch)) {
        rootless.add(each);
      }
    }
  }

  private boolean place(EndedSpan span, boolean patient, List<SpanData> batch) {
    String root = roots.find(span.instance(), patient);
    if (root == null) {
      return false;
    }
    size.decrementAndGet();
    batch.add(new TraceSpan(span, TraceIds.trace(root), resource));
    return true;
  }
}

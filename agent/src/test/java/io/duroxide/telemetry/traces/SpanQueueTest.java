package io.duroxide.telemetry.traces;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SpanQueueTest {

  private final FakeInstances.Hidden store = FakeInstances.create();
  private final AtomicLong clock = new AtomicLong();
  private final ParentsInStore stores = new ParentsInStore(() -> {});
  private final RootInstances roots = new RootInstances(stores, clock::get);
  private final SpanQueue queue = new SpanQueue(roots, Resource.empty(), clock::get);

  SpanQueueTest() {
    stores.seen(store);
    roots.learned("known", null);
  }

  @Test
  void spansLeaveInOrderInTheirTrace() {
    queue.offer(span("known", "1"));
    queue.offer(span("known", "2"));

    assertThat(queue.take())
        .extracting(SpanData::getName, SpanData::getTraceId)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("1", TraceIds.trace("known")),
            org.assertj.core.groups.Tuple.tuple("2", TraceIds.trace("known")));
    assertThat(queue.take()).isEmpty();
  }

  @Test
  void aSpanWaitsUntilItsInstanceIsKnownAndKeepsNobodyWaiting() {
    queue.offer(span("child", "waiting"));
    queue.offer(span("known", "ready"));
    assertThat(queue.take()).extracting(SpanData::getName).containsExactly("ready");
    assertThat(queue.take()).isEmpty();

    store.add("child", "known");
    assertThat(queue.take()).as("not asked for each batch").isEmpty();
    clock.addAndGet(RootInstances.PAUSE_NANOS);
    Collection<SpanData> later = queue.take();
    assertThat(later).extracting(SpanData::getName).containsExactly("waiting");
    assertThat(later).extracting(SpanData::getTraceId).containsExactly(TraceIds.trace("known"));
  }

  @Test
  void patienceEndsWithTheNearestAncestor() {
    queue.offer(span("child", "waiting"));
    assertThat(queue.take()).isEmpty();
    clock.addAndGet(SpanQueue.PATIENCE_NANOS - 1);
    assertThat(queue.take()).isEmpty();
    clock.addAndGet(RootInstances.PAUSE_NANOS);

    assertThat(queue.take()).extracting(SpanData::getTraceId).containsExactly(trace("child"));
  }

  @Test
  void atTheEndNothingWaitsForTheStore() {
    store.broken = true;
    queue.offer(span("child", "waiting"));
    assertThat(queue.take()).isEmpty();
    queue.offer(span("other", "new"));

    queue.prepareLast();
    assertThat(queue.take())
        .extracting(SpanData::getTraceId)
        .containsExactly(trace("child"), trace("other"));
  }

  @Test
  void aFullQueueGivesUpWhatIsNewAndCountsIt() {
    for (int i = 0; i < SpanQueue.CAPACITY + 3; i++) {
      queue.offer(span(i % 2 == 0 ? "known" : "child", Integer.toString(i)));
    }
    assertThat(queue.dropped()).isEqualTo(3);

    Collection<SpanData> first = queue.take();
    assertThat(first).hasSize(SpanQueue.BATCH);
    queue.giveUp(first);
    assertThat(queue.dropped()).isEqualTo(3 + SpanQueue.BATCH);
    int sent = 0;
    for (Collection<SpanData> next = queue.take(); !next.isEmpty(); next = queue.take()) {
      sent += next.size();
    }
    assertThat(sent).isEqualTo(SpanQueue.CAPACITY / 2 - SpanQueue.BATCH);
    // Those without a trace still take their room.
    for (int i = 0; i < SpanQueue.CAPACITY; i++) {
      queue.offer(span("known", "more"));
    }
    assertThat(queue.dropped()).isEqualTo(3 + SpanQueue.BATCH + SpanQueue.CAPACITY / 2);
  }

  @Test
  void whoCompletesABatchWakesTheExport() {
    AtomicInteger woken = new AtomicInteger();
    queue.whenFull(woken::incrementAndGet);
    for (int i = 1; i < SpanQueue.BATCH; i++) {
      queue.offer(span("known", "s"));
    }
    assertThat(woken).hasValue(0);
    assertThat(queue.batchWaits()).isFalse();
    queue.offer(span("known", "s"));
    assertThat(woken).hasValue(1);
    assertThat(queue.batchWaits()).isTrue();
  }

  private static String trace(String root) {
    return TraceIds.trace(root);
  }

  private static EndedSpan span(String instance, String name) {
    return new EndedSpan(
        instance,
        TraceIds.execution(instance, 1),
        null,
        null,
        name,
        SpanKind.INTERNAL,
        2,
        1,
        Attributes.empty(),
        StatusData.unset());
  }
}

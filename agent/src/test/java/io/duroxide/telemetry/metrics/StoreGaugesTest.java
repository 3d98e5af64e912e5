package io.duroxide.telemetry.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.duroxide.telemetry.metrics.FakeStore.Active;
import io.duroxide.telemetry.metrics.FakeStore.State;
import io.duroxide.telemetry.metrics.LabelValues.InstanceState;
import io.duroxide.telemetry.metrics.StoreSample.ActiveKey;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class StoreGaugesTest {

  private static final String ACTIVE = "duroxide_orchestration_active_instances";

  private final Fixture fixture =
      new Fixture("gauge.poll-interval", "10ms", "gauge.poll-timeout", "1s");
  private final FakeStore.Hidden store = FakeStore.create();
  private final Object runtime = new Object();

  @AfterEach
  void close() {
    fixture.close();
  }

  private void start() {
    fixture.sink.runtimeStarted(runtime, store, "fake", "1", 1, 1);
    awaitPolls(1);
  }

  private static Set<Thread> pollersBeside(Set<Thread> others) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("duroxide-telemetry-store"))
        .filter(thread -> !others.contains(thread))
        .collect(Collectors.toSet());
  }

  private void awaitPolls(int more) {
    int target = store.polls.get() + more + 1;
    await().until(() -> store.polls.get() >= target);
  }

  @Test
  void gaugesAreWhatTheStoreSays() {
    store.active =
        List.of(new Active("Order", State.RUNNING, 3), new Active("Order", State.SUSPENDED, 1));
    start();
    Map<String, Double> expected =
        Map.of(
            "{orchestration_name=Order, state=running}", 3.0,
            "{orchestration_name=Order, state=suspended}", 1.0);
    assertThat(fixture.values(ACTIVE)).isEqualTo(expected);
    assertThat(fixture.values("duroxide_active_orchestrations")).isEqualTo(expected);
    assertThat(fixture.nonZero("duroxide_worker_queue_depth"))
        .isEqualTo(
            Map.of(
                "{worker_id=shared, worker_type=orchestration}", 4.0,
                "{worker_id=shared, worker_type=activity}", 9.0));
    assertThat(fixture.values("duroxide_orchestrator_queue_depth")).containsValue(4.0);
    assertThat(fixture.values("duroxide_worker_queue_oldest_age_seconds"))
        .isEqualTo(Map.of("{worker_type=orchestration}", 1.5, "{worker_type=activity}", 0.25));
    assertThat(fixture.values("duroxide_timers_scheduled")).containsValue(2.0);
    assertThat(fixture.values("duroxide_provider_connection_pool_size"))
        .isEqualTo(Map.of("{state=used}", 1.0, "{state=idle}", 2.0));
    assertThat(fixture.values("duroxide_provider_connection_pool_max")).containsValue(10.0);
    assertThat(fixture.values("duroxide_provider_connection_pool_pending")).containsValue(3.0);
  }

  @Test
  void whatEmptiesBecomesZero() {
    store.active = List.of(new Active("Order", State.RUNNING, 3));
    start();
    store.active = List.of();
    awaitPolls(1);
    assertThat(fixture.values(ACTIVE))
        .isEqualTo(Map.of("{orchestration_name=Order, state=running}", 0.0));
  }

  @Test
  void moreNamesThanAnybodyCanTellApartAreKeptAsOne() throws Throwable {
    int names = 10 * StoreReader.MAX_REMEMBERED;
    store.active =
        IntStream.range(0, names)
            .mapToObj(number -> new Active("Order" + number, State.WAITING, 1))
            .toList();
    Map<ActiveKey, Long> kept = new StoreReader().store(store).active();
    assertThat(kept).hasSize(StoreReader.MAX_REMEMBERED + 1);
    assertThat(kept.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(names);
    assertThat(kept)
        .containsEntry(
            new ActiveKey(LabelSets.OTHER, InstanceState.WAITING),
            (long) names - StoreReader.MAX_REMEMBERED);
  }

  @Test
  void aBrokenStoreLeavesTheLastGoodValuesAndOneLine() {
    store.active = List.of(new Active("Order", State.RUNNING, 3));
    start();
    store.broken = true;
    awaitPolls(5);
    assertThat(fixture.values(ACTIVE)).containsValue(3.0);
    assertThat(fixture.log).singleElement().asString().contains("store is down");
    store.broken = false;
    awaitPolls(2);
    assertThat(fixture.log).hasSize(2).last().asString().endsWith("working again");
  }

  @Test
  void aHangingStoreDelaysNobody() {
    store.active = List.of(new Active("Order", State.RUNNING, 3));
    start();
    CountDownLatch hang = new CountDownLatch(1);
    store.hang = hang;
    await().until(() -> !fixture.log.isEmpty());
    assertThat(fixture.log)
        .containsExactly("gauges of the fake store are failing: no answer within 1000 ms");
    assertThat(fixture.values(ACTIVE)).containsValue(3.0);
    store.hang = null;
    hang.countDown();
    await().until(() -> fixture.log.size() == 2);
  }

  @Test
  void ownCallsAreNotProviderOperations() {
    store.instrumentedBy = fixture.sink;
    start();
    awaitPolls(2);
    assertThat(fixture.values("duroxide_provider_operation_duration_seconds")).isEmpty();
  }

  @Test
  void runtimesOnOneProviderAreOnePollerUntilTheLastStops() {
    Set<Thread> others = pollersBeside(Set.of());
    store.active = List.of(new Active("Order", State.WAITING, 2));
    Object second = new Object();
    fixture.sink.runtimeStarted(second, store, "fake", "1", 1, 1);
    start();
    assertThat(fixture.values(ACTIVE)).containsValue(2.0);
    fixture.sink.runtimeStopped(second);
    awaitPolls(2);
    assertThat(pollersBeside(others)).hasSize(1);
    fixture.sink.runtimeStopped(runtime);
    assertThat(fixture.values(ACTIVE)).isEmpty();
    await().until(() -> pollersBeside(others).isEmpty());
    assertThat(fixture.log).isEmpty();
  }

  @Test
  void differentStoresAreAddedUp() {
    FakeStore.Hidden other = FakeStore.create();
    store.active = List.of(new Active("Order", State.WAITING, 2));
    other.active = List.of(new Active("Order", State.WAITING, 5));
    Object second = new Object();
    fixture.sink.runtimeStarted(second, other, "fake", "1", 1, 1);
    start();
    await().until(() -> fixture.values(ACTIVE).containsValue(7.0));
    assertThat(fixture.values("duroxide_worker_queue_oldest_age_seconds")).containsValue(1.5);
    fixture.sink.runtimeStopped(second);
    assertThat(fixture.values(ACTIVE)).containsValue(2.0);
  }

  @Test
  void aProviderWithoutGaugesIsOneLine() {
    Object stranger = new Object();
    fixture.sink.runtimeStarted(runtime, stranger, "odd", "1", 1, 1);
    await().until(() -> !fixture.log.isEmpty());
    assertThat(fixture.log).singleElement().asString().contains("NoSuchMethodException");
    assertThat(stranger).isNotNull();
  }

  @Test
  void aStoreWhoseRuntimeWasThereBeforeIsFoundByItsFetches() {
    store.active = List.of(new Active("Order", State.WAITING, 2));
    long fetch = fixture.sink.providerCallStarted();
    assertThat(fixture.sink.isUnknownStore(fetch, store)).as("nobody is looking").isFalse();

    fixture.sink.findRunningRuntimes();
    assertThat(fixture.sink.isUnknownStore(0, store)).as("not the outermost").isFalse();
    assertThat(fixture.sink.isUnknownStore(fetch, store)).isTrue();
    fixture.sink.storeFound(store, "fake", "1");

    await().until(() -> fixture.values(ACTIVE).containsValue(2.0));
    assertThat(fixture.sink.isUnknownStore(fetch, store)).isFalse();
    assertThat(fixture.values("duroxide_worker_count")).as("nobody told").isEmpty();
    assertThat(fixture.values("duroxide_build_info")).hasSize(1);
  }

  @Test
  void aFoundStoreIsForgottenWhenItsRuntimeStops() {
    fixture.sink.findRunningRuntimes();
    fixture.sink.storeFound(store, "fake", "1");
    awaitPolls(1);

    fixture.sink.runtimeStopped(runtime);

    assertThat(fixture.values(ACTIVE)).isEmpty();
    assertThat(fixture.values("duroxide_worker_count")).isNotEmpty();
  }

  @Test
  void aFoundStoreBecomesThatOfTheRuntimeThatStarts() {
    Set<Thread> others = pollersBeside(Set.of());
    fixture.sink.findRunningRuntimes();
    fixture.sink.storeFound(store, "fake", "1");
    start();

    await().until(() -> pollersBeside(others).size() == 1);
    assertThat(fixture.values("duroxide_worker_count")).containsValue(1.0);
  }
}

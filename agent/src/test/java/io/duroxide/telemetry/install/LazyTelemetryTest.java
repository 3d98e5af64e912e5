package io.duroxide.telemetry.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.duroxide.telemetry.bootstrap.Bridge;
import io.duroxide.telemetry.bootstrap.TelemetrySink;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class LazyTelemetryTest {

  private final CountDownLatch start = new CountDownLatch(1);
  private final List<Object> known = new CopyOnWriteArrayList<>();
  private final TelemetrySink late =
      new TelemetrySink() {
        @Override
        public void runtimeStarted(
            Object runtime,
            Object provider,
            String providerName,
            String runtimeVersion,
            int orchestrationSlots,
            int activitySlots) {
          known.add(runtime + " on " + providerName + " " + runtimeVersion);
        }

        @Override
        public void runtimeStopped(Object runtime) {
          known.add(runtime + " stopped");
        }
      };

  private final LazyTelemetry telemetry =
      new LazyTelemetry(
          (report, loader) -> {
            start.await();
            return new TelemetryStart.Started(late, null);
          },
          new InstallReport(),
          logs -> {},
          null);

  /** An interrupted thread does not wait, as one whose patience is at an end. */
  private TelemetrySink impatiently() {
    Thread.currentThread().interrupt();
    TelemetrySink sink = telemetry.await();
    assertThat(Thread.interrupted()).isTrue();
    return sink;
  }

  private void finish() {
    start.countDown();
    await().until(() -> telemetry.await() == late);
    assertThat(Bridge.sink()).isSameAs(late);
  }

  @Test
  void theFirstEventWaitsForTheStart() {
    telemetry.begin();
    start.countDown();
    assertThat(telemetry.await()).isSameAs(late);
    assertThat(known).isEmpty();
  }

  @Test
  void runtimesThatStartedBeforeTheTelemetryAreKnownToIt() {
    TelemetrySink meanwhile = impatiently();
    assertThat(meanwhile).isNotSameAs(late);
    meanwhile.runtimeStarted("one", "store", "sqlite", "1.0", 1, 2);
    meanwhile.runtimeStarted("two", "store", "sqlite", "1.0", 1, 2);
    impatiently().runtimeStopped("two");
    assertThat(known).isEmpty();

    finish();
    await().untilAsserted(() -> assertThat(known).containsExactly("one on sqlite 1.0"));
  }

  @Test
  void whoCameTooEarlyIsHeardAfterwards() {
    TelemetrySink meanwhile = impatiently();
    finish();
    await()
        .untilAsserted(
            () -> {
              known.clear();
              meanwhile.runtimeStarted("one", "store", "sqlite", "1.0", 1, 2);
              meanwhile.runtimeStopped("one");
              assertThat(known).containsExactly("one on sqlite 1.0", "one stopped");
            });
  }
}

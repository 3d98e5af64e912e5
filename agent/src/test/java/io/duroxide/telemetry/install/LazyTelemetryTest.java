package io.duroxide.telemetry.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.duroxide.telemetry.bootstrap.TelemetrySink;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LazyTelemetryTest {

  private final AtomicInteger missed = new AtomicInteger();
  private final TelemetrySink real =
      new TelemetrySink() {
        @Override
        public void eventsMissed() {
          missed.incrementAndGet();
        }
      };
  private final CountDownLatch slowStart = new CountDownLatch(1);

  private LazyTelemetry telemetry(long patienceNanos) {
    return new LazyTelemetry(
        (report, loader) -> {
          slowStart.await();
          return real;
        },
        new InstallReport(),
        null,
        patienceNanos);
  }

  @Test
  void theFirstEventWaitsForTheStart() {
    LazyTelemetry telemetry = telemetry(TimeUnit.MINUTES.toNanos(1));
    telemetry.begin();
    slowStart.countDown();

    assertThat(telemetry.await()).isSameAs(real);
    assertThat(missed).hasValue(0);
  }

  @Test
  void anEventThatCannotWaitIsMissedAndTheSinkLearnsOfIt() {
    LazyTelemetry telemetry = telemetry(TimeUnit.MILLISECONDS.toNanos(1));

    assertThat(telemetry.await()).isNotSameAs(real);

    slowStart.countDown();
    await().until(() -> telemetry.await() == real);
    assertThat(missed).hasValue(1);
  }
}

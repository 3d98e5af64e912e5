package io.duroxide.telemetry.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class JvmMetricsTest {

  private final List<String> log = new CopyOnWriteArrayList<>();
  private final InMemoryMetricReader reader = InMemoryMetricReader.create();
  private final SdkMeterProvider provider =
      SdkMeterProvider.builder().registerMetricReader(reader).build();
  private final JvmMetrics jvm = new JvmMetrics(provider, log::add);

  @AfterEach
  void close() {
    jvm.close();
    provider.close();
  }

  private Set<String> names() {
    Set<String> names = new TreeSet<>();
    for (MetricData metric : reader.collectAllMetrics()) {
      names.add(metric.getName());
    }
    return names;
  }

  private void awaitStarted() {
    jvm.startBeside();
    // The last one to be registered.
    await().until(() -> names().contains("jvm.thread.count"));
  }

  @Test
  void memoryProcessorsClassesThreadsAndCollectionsAreReported() {
    awaitStarted();
    System.gc();
    await()
        .untilAsserted(
            () ->
                assertThat(names())
                    .contains(
                        "jvm.memory.used",
                        "jvm.cpu.time",
                        "jvm.class.count",
                        "jvm.thread.count",
                        "jvm.gc.duration"));
    assertThat(log).isEmpty();
  }

  @Test
  void closedNothingIsReportedAnyMore() {
    awaitStarted();
    jvm.close();
    assertThat(names()).doesNotContain("jvm.memory.used", "jvm.thread.count");
  }

  @Test
  void closedBeforeItHasStartedItEndsAtOnce() throws InterruptedException {
    jvm.close();
    jvm.startBeside();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().equals("duroxide-telemetry-jvm")) {
        thread.join();
      }
    }
    assertThat(names()).isEmpty();
  }

  @Test
  void whereItCannotStartThatIsOneLine() {
    JvmMetrics broken =
        new JvmMetrics(
            scope -> {
              throw new NoClassDefFoundError("java/lang/management/ManagementFactory");
            },
            log::add);
    broken.startBeside();
    await().until(() -> !log.isEmpty());
    assertThat(log)
        .containsExactly(
            "no metrics about the JVM: java.lang.NoClassDefFoundError:"
                + " java/lang/management/ManagementFactory");
  }
}

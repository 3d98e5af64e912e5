package io.duroxide.telemetry.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.telemetry.metrics.StateLine;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class CountingMetricExporterTest {

  /** Ends an export when the test says so. */
  private record Answering(List<CompletableResultCode> answers) implements MetricExporter {

    @Override
    public CompletableResultCode export(Collection<MetricData> metrics) {
      CompletableResultCode answer = new CompletableResultCode();
      answers.add(answer);
      return answer;
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public AggregationTemporality getAggregationTemporality(InstrumentType instrumentType) {
      return AggregationTemporality.CUMULATIVE;
    }
  }

  private final List<CompletableResultCode> answers = new ArrayList<>();
  private final List<String> log = new ArrayList<>();
  private final AtomicInteger failures = new AtomicInteger();
  private final CountingMetricExporter exporter =
      new CountingMetricExporter(
          new Answering(answers),
          new ExportReport(
              new StateLine("export is", log::add),
              new ExporterState("otlp", "http://c", "grpc"),
              reason -> reason,
              failures::incrementAndGet));

  @Test
  void theLastExportDoesNotWaitForTheOneBefore() {
    CompletableResultCode ended = exporter.export(List.of());
    assertThat(ended.isDone()).isFalse();
    exporter.exportLast(this::collect);
    assertThat(ended.isSuccess()).isTrue();
    assertThat(answers).hasSize(2);
    CompletableResultCode unused = answers.get(0).failExceptionally(new IOException("Canceled"));
    assertThat(log).isEmpty();
    assertThat(failures).hasValue(0);
  }

  @Test
  void anAnswerThatDoesNotComeInTimeIsAFailure() {
    exporter.exportLast(this::collect);
    exporter.awaitLast(Duration.ofMillis(10));
    assertThat(log).containsExactly("export is failing: no answer to the last export in time");
    assertThat(failures).hasValue(1);
  }

  @Test
  void anAnswerInTimeIsNone() {
    exporter.exportLast(this::collect);
    CompletableResultCode unused = answers.get(0).succeed();
    exporter.awaitLast(Duration.ofSeconds(3));
    assertThat(log).isEmpty();
    assertThat(failures).hasValue(0);
  }

  @Test
  void nothingIsExportedAfterTheLast() {
    exporter.exportLast(this::collect);
    assertThat(exporter.export(List.of()).isDone()).isTrue();
    assertThat(answers).hasSize(1);
  }

  @Test
  void theLastExportIsTriedUntilNobodyElseCollects() {
    AtomicInteger busy = new AtomicInteger(3);
    exporter.exportLast(
        () -> {
          if (busy.getAndDecrement() == 0) {
            collect();
          }
        });
    assertThat(answers).hasSize(1);
  }

  /** What it has collected may be older than what happened last. */
  @Test
  void noOtherThreadMakesTheLastExport() {
    exporter.exportLast(
        () -> {
          CompletableFuture.runAsync(this::collect).join();
          assertThat(answers).isEmpty();
          collect();
        });
    assertThat(answers).hasSize(1);
  }

  @Test
  void aLastExportThatDoesNotBeginInTimeIsAFailure() {
    exporter.awaitLast(Duration.ofMillis(10));
    assertThat(log).containsExactly("export is failing: no answer to the last export in time");
    assertThat(failures).hasValue(1);
  }

  private void collect() {
    CompletableResultCode unused = exporter.export(List.of());
  }

  @Test
  void aTimeoutIsCalledOne() {
    CompletableResultCode unused = exporter.export(List.of());
    IOException timeout = new InterruptedIOException("timeout");
    timeout.initCause(new SocketException("Socket closed"));
    CompletableResultCode unusedToo = answers.get(0).failExceptionally(new IOException(timeout));
    assertThat(log).containsExactly("export is failing: java.io.InterruptedIOException: timeout");
  }

  @Test
  void whatACollectorAnswersIsShortAndPrintable() {
    CompletableResultCode unused = exporter.export(List.of());
    CompletableResultCode unusedToo =
        answers
            .get(0)
            .failExceptionally(new IOException("\u001b[2J\nWARNING no ü\0" + "x".repeat(100_000)));
    assertThat(log)
        .singleElement()
        .asString()
        .startsWith("export is failing: ?[2J?WARNING no ü?xxx")
        .endsWith("x...")
        .hasSizeLessThan(300);
  }
}

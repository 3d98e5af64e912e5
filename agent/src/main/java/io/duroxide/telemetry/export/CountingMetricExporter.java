package io.duroxide.telemetry.export;

import io.duroxide.telemetry.metrics.StateLine;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.MemoryMode;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Counts exports that did not arrive, and says so once. Cumulative data is not lost by them. */
final class CountingMetricExporter implements MetricExporter {

  private static final int LONGEST_REASON = 200;
  private static final long A_MOMENT = TimeUnit.MILLISECONDS.toNanos(1);
  private static final Pattern UNPRINTABLE = Pattern.compile("\\p{C}");

  private final MetricExporter exporter;
  private final StateLine line;
  private final ExporterState state;
  private final UnaryOperator<String> withoutSecrets;
  private final Runnable onFailure;
  private volatile CompletableResultCode underWay = CompletableResultCode.ofSuccess();
  private volatile @Nullable Thread last;
  private volatile boolean over;

  CountingMetricExporter(
      MetricExporter exporter,
      StateLine line,
      ExporterState state,
      UnaryOperator<String> withoutSecrets,
      Runnable onFailure) {
    this.exporter = exporter;
    this.line = line;
    this.state = state;
    this.withoutSecrets = withoutSecrets;
    this.onFailure = onFailure;
  }

  @Override
  public CompletableResultCode export(Collection<MetricData> metrics) {
    Thread only = last;
    if (over || (only != null && only != Thread.currentThread())) {
      return CompletableResultCode.ofSuccess();
    }
    CompletableResultCode ended = new CompletableResultCode();
    underWay = ended;
    over = only != null;
    CompletableResultCode result = exporter.export(metrics);
    CompletableResultCode unused =
        result.whenComplete(
            () -> {
              if (!ended.isDone()) {
                report(result);
              }
              // Reported here; the reader would only log it once more at each interval.
              ended.succeed();
            });
    return ended;
  }

  /**
   * Exports a last time what {@code flush} collects on this thread. Does not wait for an export
   * that is under way: that may be answered later than the process can wait.
   */
  void exportLast(Runnable flush) {
    last = Thread.currentThread();
    while (!over) {
      CompletableResultCode unused = underWay.succeed();
      flush.run();
      // While another thread collects, a flush does nothing.
      LockSupport.parkNanos(A_MOMENT);
    }
  }

  /** Waits for the answer to the last export, and ends all exporting. */
  void awaitLast(Duration bound) {
    boolean begun = over;
    CompletableResultCode ended = underWay.join(bound.toMillis(), TimeUnit.MILLISECONDS);
    over = true;
    if (!begun || !ended.isDone()) {
      failed("no answer to the last export in time");
      CompletableResultCode unused = ended.succeed();
    }
  }

  private void report(CompletableResultCode result) {
    if (result.isSuccess()) {
      state.succeeded();
      line.succeeded();
    } else {
      failed(withoutSecrets.apply(reason(result.getFailureThrowable())));
    }
  }

  private void failed(String reason) {
    String printable = printable(reason);
    onFailure.run();
    state.failed(printable);
    line.failed(printable);
  }

  /** Part of it may be what a stranger has answered: neither long nor what a terminal obeys. */
  private static String printable(String reason) {
    String start =
        reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON) + "...";
    return UNPRINTABLE.matcher(start).replaceAll("?");
  }

  /**
   * The innermost cause says what happened; what wraps it are names of the SDK. But below a timeout
   * is only how it was brought about.
   */
  private static String reason(@Nullable Throwable failure) {
    if (failure == null) {
      return "the collector did not take the data";
    }
    Throwable root = failure;
    while (root.getCause() != null && !(root instanceof InterruptedIOException)) {
      root = root.getCause();
    }
    return root == failure && root.getMessage() != null ? root.getMessage() : root.toString();
  }

  @Override
  public CompletableResultCode flush() {
    return exporter.flush();
  }

  @Override
  public CompletableResultCode shutdown() {
    return exporter.shutdown();
  }

  @Override
  public AggregationTemporality getAggregationTemporality(InstrumentType instrumentType) {
    return exporter.getAggregationTemporality(instrumentType);
  }

  @Override
  public Aggregation getDefaultAggregation(InstrumentType instrumentType) {
    return exporter.getDefaultAggregation(instrumentType);
  }

  @Override
  public MemoryMode getMemoryMode() {
    return exporter.getMemoryMode();
  }
}

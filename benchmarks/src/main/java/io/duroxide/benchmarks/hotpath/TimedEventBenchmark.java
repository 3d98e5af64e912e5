package io.duroxide.benchmarks.hotpath;

import io.duroxide.client.DuroxideClient;
import io.duroxide.provider.LockToken;
import io.duroxide.provider.Provider;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.export.CollectionRegistration;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * One timed event as the application pays for it: woven advice, bridge, two clock reads, cached
 * labels, one histogram record. Run it with the agent, and with {@code -prof gc} for the bytes.
 * Beside it stand the clock alone and the floor: the same recorded by hand with the bare SDK, whose
 * one reader is never asked, as the agent's is not.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class TimedEventBenchmark {

  private final Provider provider = new NoOpProvider();
  private final LockToken token = new LockToken("1", "t");
  private final Duration extension = Duration.ofSeconds(30);
  private final Attributes labels =
      Attributes.of(
          AttributeKey.stringKey("operation"), "renew_work_item_lock",
          AttributeKey.stringKey("status"), "success");
  private final DoubleHistogram histogram =
      SdkMeterProvider.builder()
          .registerMetricReader(new UnaskedReader())
          .build()
          .get("floor")
          .histogramBuilder("duration")
          .setExplicitBucketBoundariesAdvice(
              List.of(0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1.0, 2.0, 5.0))
          .build();

  /** A client shows the store to the agent, which weaves it. */
  @Setup
  public void show(Blackhole blackhole) {
    blackhole.consume(new DuroxideClient(provider));
  }

  @Benchmark
  public void providerCall() {
    provider.renewWorkItemLock(token, extension);
  }

  @Benchmark
  public void clockAndHistogramByHand() {
    long start = System.nanoTime();
    histogram.record((System.nanoTime() - start) / 1e9, labels);
  }

  @Benchmark
  public long twoClockReads() {
    long start = System.nanoTime();
    return System.nanoTime() - start;
  }

  private static final class UnaskedReader implements MetricReader {
    @Override
    public void register(CollectionRegistration registration) {}

    @Override
    public CompletableResultCode forceFlush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public AggregationTemporality getAggregationTemporality(InstrumentType instrument) {
      return AggregationTemporality.CUMULATIVE;
    }
  }
}

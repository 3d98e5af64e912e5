package io.duroxide.benchmarks.hotpath;

import io.duroxide.client.DuroxideClient;
import io.duroxide.provider.LockToken;
import io.duroxide.provider.Provider;
import java.time.Duration;
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
 * labels, one histogram record. Run it with the agent, and with {@code -prof gc} for the bytes; the
 * clock alone is measured beside it.
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
  public long twoClockReads() {
    long start = System.nanoTime();
    return System.nanoTime() - start;
  }
}

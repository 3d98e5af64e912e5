package io.duroxide.benchmarks.hotpath;

import io.duroxide.history.HistoryCodec;
import io.duroxide.history.OrchestratorMessage;
import io.duroxide.history.OrchestratorMessage.ActivityCompleted;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The stored form of the most frequent message. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class HistoryCodecBenchmark {

  private final OrchestratorMessage message =
      new ActivityCompleted("instance-4711", 1, 7, "\"processed: task-3\"");
  private final String json = HistoryCodec.encode(message);

  @Benchmark
  public String encode() {
    return HistoryCodec.encode(message);
  }

  @Benchmark
  public OrchestratorMessage decode() {
    return HistoryCodec.decodeMessage(json);
  }
}

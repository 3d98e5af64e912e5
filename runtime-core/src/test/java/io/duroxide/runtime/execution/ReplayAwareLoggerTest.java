package io.duroxide.runtime.execution;

import static io.duroxide.runtime.execution.ExecutionHarness.completed;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.Orchestration;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lines of orchestrations, as they come out of a real logger. */
class ReplayAwareLoggerTest {

  private static final Orchestration<String, String> TALKS =
      (ctx, in) -> {
        ctx.logger().error("begins with {}", in);
        String result = ctx.activity("A", 1, String.class).await();
        ctx.logger().error("goes on with {}", result, new IllegalStateException("attached"));
        return ctx.event("never", String.class).await();
      };

  private final PrintStream before = System.err;
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  @BeforeEach
  void listen() {
    System.setErr(new PrintStream(written, true, UTF_8));
  }

  @AfterEach
  void stopListening() {
    System.setErr(before);
  }

  private List<String> lines() {
    List<String> lines = written.toString(UTF_8).lines().filter(l -> l.contains("with")).toList();
    written.reset();
    return lines;
  }

  @Test
  void newLine_carriesNameInstanceAndExecution() {
    try (var run = new ExecutionHarness(TALKS)) {
      run.start();
      assertThat(lines())
          .isNotEmpty()
          .allSatisfy(
              line ->
                  assertThat(line)
                      .contains("io.duroxide.orchestration.test")
                      .contains("instance=i")
                      .contains("execution=1")
                      .contains("begins with in"));
    }
  }

  @Test
  void replayedLine_isNotWrittenAgain() {
    try (var run = new ExecutionHarness(TALKS)) {
      run.start();
      written.reset();
      run.turn(completed(2, "\"a\""));
      assertThat(written.toString(UTF_8)).contains("attached");
      assertThat(lines()).isNotEmpty().allMatch(line -> line.contains("goes on with a"));
      run.replayWith(TALKS);
      assertThat(lines()).isEmpty();
    }
  }

  @Test
  void executionLeavesMemory_itsFinallyBlocksSayNothing() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              var log = ctx.logger();
              try {
                return ctx.event("never", String.class).await();
              } finally {
                log.error("ended with nothing");
              }
            })) {
      run.start();
      run.live().close();
      assertThat(lines()).isEmpty();
    }
  }
}

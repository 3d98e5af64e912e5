package io.duroxide.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.OrchestrationContext;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LoggingTest extends Example {

  // guide: logging
  String diagnose(OrchestrationContext ctx, String patient) {
    ctx.logger().info("looking at {}", patient);
    String blood = ctx.activity("test-blood", patient, String.class).await();
    ctx.logger().info("blood of {}: {}", patient, blood);
    return ctx.activity("prescribe", blood, String.class).await();
  }

  // end

  @Test
  void eachLine_isWrittenOnce_howeverOftenTheCodeIsReplayed() {
    activities
        .register("test-blood", String.class, (ctx, patient) -> "fine")
        .register("prescribe", String.class, (ctx, blood) -> "rest");
    orchestrations.register("diagnose", String.class, this::diagnose);
    String written =
        captureErr(
            () -> {
              startNode(quick().executionCacheSize(0));
              client.start("d", "diagnose", "Ada");
              assertThat(client.waitForOutput("d", String.class, PATIENCE)).isEqualTo("rest");
            });
    assertThat(written).containsOnlyOnce("looking at Ada").containsOnlyOnce("blood of Ada: fine");
  }

  /** What the logger of the example writes while {@code body} runs. */
  private static String captureErr(Runnable body) {
    System.setProperty("org.slf4j.simpleLogger.log.io.duroxide.orchestration.diagnose", "info");
    PrintStream before = System.err;
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
    try {
      body.run();
    } finally {
      System.setErr(before);
    }
    return written.toString(StandardCharsets.UTF_8);
  }
}

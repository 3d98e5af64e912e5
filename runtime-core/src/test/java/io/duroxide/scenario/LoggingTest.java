package io.duroxide.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.ApplicationException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.Logger;

/** What the loggers of orchestrations and activities write, read off the standard error stream. */
class LoggingTest {

  @RegisterExtension final World world = World.inMemory().replayingEveryTurn();

  private final PrintStream original = System.err;
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  @BeforeEach
  void capture() {
    System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void release() {
    System.setErr(original);
  }

  private long lines(String text) {
    return written.toString(StandardCharsets.UTF_8).lines().filter(l -> l.contains(text)).count();
  }

  private static void atEveryLevel(Logger logger, String who) {
    logger.debug("{} debugs", who);
    logger.info("{} informs", who);
    logger.warn("{} warns", who);
    logger.error("{} reports", who);
  }

  /** The name is one of those that simplelogger.properties lets speak. */
  private void runChatty() {
    world
        .activity(
            "chatty",
            String.class,
            (ctx, who) -> {
              atEveryLevel(ctx.logger(), who);
              return who;
            })
        .orchestration(
            "chatty",
            Void.class,
            (ctx, in) -> {
              atEveryLevel(ctx.logger(), "orchestration");
              ctx.activity("chatty", "activity", String.class).await();
              ctx.logger().info("second turn");
              ctx.activity("chatty", "again", String.class).await();
              return "done";
            });
    world.run("chatty", null, String.class);
  }

  @Test
  void activity_writesAtEveryLevel() {
    runChatty();
    for (String level : new String[] {"DEBUG", "INFO", "WARN", "ERROR"}) {
      assertThat(lines(level + " io.duroxide.activity.chatty")).as(level).isEqualTo(2);
    }
    assertThat(lines("activity warns")).isEqualTo(1);
  }

  @Test
  void orchestration_writesEachLineOnce_howeverOftenItIsReplayed() {
    runChatty();
    for (String line : new String[] {"debugs", "informs", "warns", "reports"}) {
      assertThat(lines("orchestration " + line)).as(line).isEqualTo(1);
    }
    assertThat(lines("second turn")).isEqualTo(1);
    assertThat(lines("instance=chatty execution=1")).isEqualTo(5);
  }

  @Test
  void failure_isNotWrittenWithItsPayload() {
    world.orchestration(
        "chatty",
        String.class,
        (ctx, secret) -> {
          ctx.logger().error("about to fail");
          throw ApplicationException.permanent("cannot use " + secret, null);
        });
    world.start("chatty", "the secret").failure("chatty");
    assertThat(lines("about to fail")).isEqualTo(1);
    assertThat(lines("the secret")).isZero();
  }
}

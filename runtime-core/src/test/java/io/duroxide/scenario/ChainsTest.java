package io.duroxide.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.runtime.Node;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Long-lived instances: actors that begin again and again, and a chat. */
class ChainsTest {

  record Reply(int turn, String text) {}

  @RegisterExtension final World world = World.onSqlite();

  @BeforeEach
  void code() {
    world
        .activity("check", Integer.class, (ctx, n) -> n + 1)
        .orchestration(
            "plain", Integer.class, (ctx, n) -> n == 5 ? "reached 5" : ctx.continueAsNew(n + 1))
        .orchestration(
            "working",
            Integer.class,
            (ctx, n) -> {
              int next = ctx.activity("check", n, Integer.class).await();
              return next == 5 ? "worked to 5" : ctx.continueAsNew(next);
            })
        .orchestration(
            "actor",
            Integer.class,
            (ctx, n) -> {
              ctx.activity("check", n, Integer.class).await();
              var stop = ctx.dequeue("stop", String.class);
              var pause = ctx.timer(Duration.ofMillis(5));
              return ctx.any(stop, pause).await().wonBy(stop)
                  ? stop.await()
                  : ctx.continueAsNew(n + 1);
            });
  }

  @Test
  void fiveExecutions() {
    assertThat(world.run("plain", 1, String.class)).isEqualTo("reached 5");
    assertThat(world.info("plain").executionId()).isEqualTo(5);
  }

  @Test
  void fiveExecutions_withAnActivityEach() {
    assertThat(world.run("working", 0, String.class)).isEqualTo("worked to 5");
    assertThat(world.info("working").executionId()).isEqualTo(5);
  }

  @Test
  void manyChains_atTheSameTime() {
    world.startNode();
    IntStream.range(0, 15).forEach(i -> world.client().start("c" + i, "working", 0));
    for (int i = 0; i < 15; i++) {
      assertThat(world.output("c" + i, String.class)).isEqualTo("worked to 5");
    }
  }

  @Test
  void actors_goRoundUntilTheyAreStopped_onTwoNodes() {
    world.startNode().startNode();
    IntStream.range(0, 10).forEach(i -> world.client().start("actor" + i, "actor", 0));
    for (int i = 0; i < 10; i++) {
      world.awaitExecution("actor" + i, 3);
      world.client().enqueue("actor" + i, "stop", "stopped " + i);
      assertThat(world.output("actor" + i, String.class)).isEqualTo("stopped " + i);
    }
  }

  /** Messages come through a queue, replies go out as status, memory is kept in key values. */
  @Test
  void chat_overManyTurnsAndExecutions() {
    world
        .activity("model", String.class, (ctx, prompt) -> "re: " + prompt)
        .orchestration(
            "chat",
            Integer.class,
            (ctx, turn) -> {
              String message = ctx.dequeue("messages", String.class).await();
              if (message.equals("bye")) {
                return "talked about " + ctx.keyValues().keys();
              }
              String reply = ctx.activity("model", message, String.class).await();
              ctx.keyValues().set(message, reply);
              ctx.setCustomStatus(new Reply(turn, reply));
              return ctx.continueAsNew(turn + 1);
            });
    world.start("chat", 1);
    long seen = 0;
    for (int turn = 1; turn <= 4; turn++) {
      world.client().enqueue("chat", "messages", "topic" + turn);
      seen =
          world.client().waitForStatusChange("chat", seen, Node.PATIENCE).customStatus().version();
      Reply reply = Objects.requireNonNull(world.client().customStatus("chat", Reply.class));
      assertThat(reply).isEqualTo(new Reply(turn, "re: topic" + turn));
    }
    world.client().enqueue("chat", "messages", "bye");
    assertThat(world.output("chat", String.class))
        .isEqualTo("talked about [topic1, topic2, topic3, topic4]");
  }
}

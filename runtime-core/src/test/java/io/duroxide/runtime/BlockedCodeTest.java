package io.duroxide.runtime;

import static io.duroxide.runtime.Blocking.block;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.Activity;
import io.duroxide.ActivityOptions;
import io.duroxide.ErrorCategory;
import io.duroxide.ErrorDetails;
import io.duroxide.Orchestration;
import io.duroxide.runtime.Blocking.SlowException;
import io.duroxide.runtime.Blocking.SlowGetter;
import io.duroxide.runtime.Blocking.SlowSetter;
import io.duroxide.runtime.Blocking.SlowText;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Wherever code of an application blocks, its instance is given up and says where. */
@Timeout(120)
class BlockedCodeTest {

  private static final Map<String, Orchestration<Object, Object>> BLOCKING =
      Map.ofEntries(
          Map.entry("future", (ctx, in) -> Blocking.future().get()),
          Map.entry(
              "spin",
              (ctx, in) -> {
                while (!Blocking.isOver()) {
                  Thread.onSpinWait();
                }
                return "spun";
              }),
          Map.entry(
              "async block",
              (ctx, in) ->
                  ctx.async(
                          () -> {
                            block();
                            return "done";
                          })
                      .await()),
          Map.entry(
              "resumed",
              (ctx, in) -> {
                ctx.activity("quick", "x", String.class).await();
                block();
                return "done";
              }),
          Map.entry(
              "unwinding of a lost race",
              (ctx, in) -> {
                var loser =
                    ctx.async(
                        () -> {
                          try {
                            return ctx.event("never", String.class).await();
                          } finally {
                            block();
                          }
                        });
                return ctx.any(List.of(ctx.activity("quick", "x", String.class), loser))
                    .await()
                    .index();
              }),
          Map.entry(
              "own cancellation of a block",
              (ctx, in) -> {
                var loser =
                    ctx.async(
                        () -> {
                          try {
                            return ctx.event("never", String.class).await();
                          } finally {
                            block();
                          }
                        });
                ctx.activity("quick", "x", String.class).await();
                loser.cancel();
                return "done";
              }),
          Map.entry("result", (ctx, in) -> new SlowGetter()),
          Map.entry(
              "message of an exception",
              (ctx, in) -> {
                throw new SlowException();
              }),
          Map.entry(
              "input of an activity",
              (ctx, in) -> ctx.activity("quick", new SlowGetter(), String.class).await()),
          Map.entry(
              "result of an activity",
              (ctx, in) -> ctx.activity("map", "x", SlowSetter.class).await()),
          Map.entry(
              "mapper",
              (ctx, in) ->
                  ctx.activity("quick", "x", String.class)
                      .map(
                          x -> {
                            block();
                            return x;
                          })
                      .await()),
          Map.entry(
              "argument of a log line",
              (ctx, in) -> {
                ctx.logger().error("about to write {}", new SlowText());
                return "done";
              }));

  private final Cluster cluster = new Cluster();

  @BeforeEach
  void begin() {
    Blocking.begin();
  }

  @AfterEach
  void close() {
    Blocking.end();
    cluster.close();
  }

  private static RuntimeOptions.Builder impatient() {
    return Cluster.quick()
        .stallLimit(Duration.ofMillis(200))
        .turnTimeout(Duration.ofSeconds(1))
        .shutdownTimeout(Duration.ofSeconds(1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "future",
        "spin",
        "async block",
        "resumed",
        "unwinding of a lost race",
        "own cancellation of a block",
        "result",
        "message of an exception",
        "input of an activity",
        "result of an activity",
        "mapper",
        "argument of a log line"
      })
  void instance_whoseCodeBlocks_endsAsPoisonThatNamesThePlace(String kind) {
    cluster.orchestrations.register(kind, Object.class, requireNonNull(BLOCKING.get(kind)));
    cluster.activities.register("quick", String.class, (ctx, in) -> in);
    cluster.activities.register("map", String.class, (ctx, in) -> Map.of("text", in));
    cluster.node(impatient().maxDeliveries(2));
    cluster.client.start("i", kind, null);
    ErrorDetails error = cluster.failure("i");
    assertThat(error.category()).isEqualTo(ErrorCategory.POISON);
    assertThat(error.message())
        .contains("orchestration " + kind, "2 deliveries", "PT1S")
        .containsPattern(
            "left behind at .*io\\.duroxide\\.runtime\\.Block\\S+\\(Block\\w+\\.java:\\d+\\)")
        .hasSizeLessThan(2_000);
  }

  @Test
  void instance_whoseInputBlocksWhileItIsRead_endsAsPoison() {
    cluster.orchestrations.register("o", SlowSetter.class, (ctx, in) -> "done");
    cluster.node(impatient().maxDeliveries(1));
    cluster.client.start("i", "o", Map.of("text", "x"));
    assertThat(cluster.failure("i").message()).contains("SlowSetter.setText");
  }

  @Test
  void activity_whoseInputBlocksWhileItIsRead_hasItsTimeLimit() {
    requireTimeLimitOf(SlowSetter.class, (ctx, in) -> "done");
  }

  @Test
  void activity_whoseResultBlocksWhileItIsWritten_hasItsTimeLimit() {
    requireTimeLimitOf(Object.class, (ctx, in) -> new SlowGetter());
  }

  @Test
  void activity_whoseExceptionBlocksWhileItIsAsked_hasItsTimeLimit() {
    requireTimeLimitOf(
        Object.class,
        (ctx, in) -> {
          throw new SlowException();
        });
  }

  private <I> void requireTimeLimitOf(Class<I> inputType, Activity<I, Object> activity) {
    cluster.activities.register("a", inputType, activity);
    cluster.orchestrations.register(
        "o",
        String.class,
        (ctx, in) ->
            ctx.activity(
                    "a",
                    Map.of("text", "x"),
                    String.class,
                    ActivityOptions.DEFAULT.withAttemptTimeout(Duration.ofMillis(300)))
                .await());
    cluster.node(impatient());
    cluster.client.start("i", "o", "x");
    assertThat(cluster.failure("i").category()).isEqualTo(ErrorCategory.TIMEOUT);
  }
}

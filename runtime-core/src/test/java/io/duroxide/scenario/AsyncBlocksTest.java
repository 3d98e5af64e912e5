package io.duroxide.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.DurableFuture;
import io.duroxide.OrchestrationContext;
import io.duroxide.provider.InstanceStatus;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Blocks of code as parts of joins and races, replayed in every turn. */
class AsyncBlocksTest {

  private static final Duration LONG = Duration.ofMinutes(5);

  @RegisterExtension final World world = World.inMemory().replayingEveryTurn();

  private final CountDownLatch never = new CountDownLatch(1);

  @BeforeEach
  void activities() {
    world
        .activity("step", String.class, (ctx, name) -> name)
        .activity(
            "hang",
            Void.class,
            (ctx, in) -> {
              never.await();
              return "hung";
            })
        .orchestration(
            "child",
            String.class,
            (ctx, name) -> ctx.activity("step", "child " + name, String.class).await())
        .orchestration(
            "hangingChild",
            Void.class,
            (ctx, in) -> ctx.activity("hang", null, String.class).await());
  }

  private static DurableFuture<String> step(OrchestrationContext ctx, String name) {
    return ctx.activity("step", name, String.class);
  }

  private static DurableFuture<String> slowBlock(OrchestrationContext ctx) {
    return ctx.async(
        () -> {
          ctx.timer(LONG).await();
          return step(ctx, "late").await();
        });
  }

  private static DurableFuture<String> twoSteps(OrchestrationContext ctx, String name) {
    return ctx.async(() -> step(ctx, name + "1").await() + step(ctx, name + "2").await());
  }

  @Test
  void join_blocksWithControlFlow() {
    world.orchestration(
        "o",
        Void.class,
        (ctx, in) ->
            ctx.all(
                    List.of(
                        ctx.async(
                            () ->
                                step(ctx, "yes").await().equals("yes")
                                    ? step(ctx, "then").await()
                                    : step(ctx, "else").await()),
                        ctx.async(
                            () -> {
                              String text = "";
                              for (int i = 0; i < 3; i++) {
                                text += step(ctx, "" + i).await();
                              }
                              return text;
                            })))
                .await());
    assertThat(world.run("o", null, Object.class)).isEqualTo(List.of("then", "012"));
  }

  @Test
  void join_manyBlocks_resultsInOrder() {
    world.orchestration(
        "o",
        Void.class,
        (ctx, in) ->
            ctx.all(IntStream.range(0, 20).mapToObj(i -> twoSteps(ctx, i + ".")).toList()).await());
    assertThat(world.run("o", null, Object.class))
        .isEqualTo(IntStream.range(0, 20).mapToObj(i -> i + ".1" + i + ".2").toList());
  }

  @Test
  void blocks_handOverOneAfterTheOther() {
    world.orchestration(
        "o",
        Void.class,
        (ctx, in) -> {
          String first = twoSteps(ctx, "a").await();
          String second = ctx.async(() -> step(ctx, first + "-b").await()).await();
          return ctx.async(() -> step(ctx, second + "-c").await()).await();
        });
    assertThat(world.run("o", null, String.class)).isEqualTo("a1a2-b-c");
  }

  @Test
  void race_ofBlocks_quickOneWins() {
    world.orchestration(
        "o", Void.class, (ctx, in) -> ctx.any(slowBlock(ctx), twoSteps(ctx, "q")).await().value());
    assertThat(world.run("o", null, String.class)).isEqualTo("q1q2");
  }

  @Test
  void race_blockAgainstPlainHandle() {
    world.orchestration(
        "o", Void.class, (ctx, in) -> ctx.any(slowBlock(ctx), step(ctx, "plain")).await().value());
    assertThat(world.run("o", null, String.class)).isEqualTo("plain");
  }

  @Test
  void race_threeBlocksWithTimers_shortestWins() {
    world.orchestration(
        "o",
        Void.class,
        (ctx, in) ->
            ctx.any(
                    Stream.of(60_000, 5, 120_000)
                        .map(
                            millis ->
                                ctx.async(
                                    () -> {
                                      ctx.timer(Duration.ofMillis(millis)).await();
                                      return millis;
                                    }))
                        .toList())
                .await()
                .index());
    assertThat(world.run("o", null, Integer.class)).isEqualTo(1);
  }

  @Test
  void race_withAJoinInside() {
    world.orchestration(
        "o",
        Void.class,
        (ctx, in) ->
            ctx.any(ctx.all(List.of(twoSteps(ctx, "a"), step(ctx, "b"))), ctx.timer(LONG))
                .await()
                .value());
    assertThat(world.run("o", null, Object.class)).isEqualTo(List.of("a1a2", "b"));
  }

  @Test
  void race_childInsideABlock_wins() {
    world.orchestration(
        "o",
        Void.class,
        (ctx, in) ->
            ctx.any(
                    slowBlock(ctx),
                    ctx.async(
                        () -> "got " + ctx.subOrchestration("child", "x", String.class).await()))
                .await()
                .value());
    assertThat(world.run("o", null, String.class)).isEqualTo("got child x");
  }

  @Test
  void race_childInsideABlock_losesAndIsCancelled() {
    world.orchestration(
        "o",
        Void.class,
        (ctx, in) ->
            ctx.any(
                    ctx.async(
                        () -> ctx.subOrchestration("hangingChild", null, String.class).await()),
                    twoSteps(ctx, "q"))
                .await()
                .value());
    assertThat(world.run("o", null, String.class)).isEqualTo("q1q2");
    assertThat(world.end(Children.only(world, "o")).status()).isEqualTo(InstanceStatus.CANCELLED);
  }

  @Test
  void join_severalChildrenInBlocks() {
    world.orchestration(
        "o",
        Void.class,
        (ctx, in) ->
            ctx.all(
                    Stream.of("a", "b", "c")
                        .map(
                            name ->
                                ctx.async(
                                    () ->
                                        ctx.subOrchestration("child", name, String.class).await()
                                            + step(ctx, "!").await()))
                        .toList())
                .await());
    assertThat(world.run("o", null, Object.class))
        .isEqualTo(List.of("child a!", "child b!", "child c!"));
  }

  @Test
  void race_childrenAgainstTimeout() {
    world.orchestration(
        "o",
        Void.class,
        (ctx, in) -> {
          var children =
              ctx.all(
                  List.of(
                      ctx.subOrchestration("child", "a", String.class),
                      ctx.subOrchestration("hangingChild", null, String.class)));
          return ctx.any(children, ctx.timer(Duration.ofMillis(50))).await().index();
        });
    assertThat(world.run("o", null, Integer.class)).isEqualTo(1);
    assertThat(world.end(Children.ids(world, "o", 2).get(1)).status())
        .isEqualTo(InstanceStatus.CANCELLED);
  }

  @Test
  void nestedChildren_inBlocks() {
    world
        .orchestration(
            "middle",
            String.class,
            (ctx, name) ->
                ctx.async(() -> ctx.subOrchestration("child", name + "m", String.class).await())
                    .await())
        .orchestration(
            "o",
            Void.class,
            (ctx, in) ->
                ctx.async(() -> ctx.subOrchestration("middle", "x", String.class).await()).await());
    assertThat(world.run("o", null, String.class)).isEqualTo("child xm");
  }
}

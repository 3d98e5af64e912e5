package io.duroxide.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.ApplicationException;
import io.duroxide.DurableFuture;
import io.duroxide.OperationCancelledException;
import io.duroxide.OperationFailedException;
import io.duroxide.history.HistoryEvent.ActivityCancelRequested;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Typed handles compose like untyped ones. */
class TypedCompositionTest {

  record Point(int x, int y) {}

  @RegisterExtension final World world = World.inMemory().replayingEveryTurn();

  private final CountDownLatch never = new CountDownLatch(1);

  @BeforeEach
  void activities() {
    world
        .activity("square", Integer.class, (ctx, n) -> new Point(n, n * n))
        .activity("name", String.class, (ctx, name) -> name)
        .activity(
            "slow",
            Void.class,
            (ctx, in) -> {
              never.await();
              return new Point(0, 0);
            })
        .activity(
            "fails",
            Void.class,
            (ctx, in) -> {
              throw ApplicationException.permanent("no", "NO");
            });
  }

  @Test
  void join_fanOutOfRecords() {
    world.orchestration(
        "o",
        Void.class,
        (ctx, in) ->
            ctx
                .all(
                    IntStream.range(0, 4)
                        .mapToObj(i -> ctx.activity("square", i, Point.class))
                        .toList())
                .await()
                .stream()
                .mapToInt(Point::y)
                .sum());
    assertThat(world.run("o", null, Integer.class)).isEqualTo(14);
  }

  @Test
  void join_ofDifferentTypes() {
    world.orchestration(
        "o",
        Void.class,
        (ctx, in) -> {
          DurableFuture<Point> point = ctx.activity("square", 3, Point.class);
          DurableFuture<String> name = ctx.activity("name", "nine", String.class);
          List<Object> both = ctx.<Object>all(List.of(point, name)).await();
          return both.get(1) + " " + ((Point) both.get(0)).y();
        });
    assertThat(world.run("o", null, String.class)).isEqualTo("nine 9");
  }

  @Test
  void race_withATimeout() {
    world.orchestration(
        "o",
        Void.class,
        (ctx, in) -> {
          DurableFuture<Point> slow = ctx.activity("slow", null, Point.class);
          return ctx.any(slow, ctx.timer(Duration.ofMillis(10))).await().wonBy(slow);
        });
    assertThat(world.run("o", null, Boolean.class)).isFalse();
  }

  @Test
  void map_changesTheResult() {
    world.orchestration(
        "o",
        Void.class,
        (ctx, in) ->
            ctx.activity("square", 5, Point.class).map(Point::y).map(y -> "y" + y).await());
    assertThat(world.run("o", null, String.class)).isEqualTo("y25");
  }

  @Test
  void map_thenJoin() {
    world.orchestration(
        "o",
        Void.class,
        (ctx, in) ->
            ctx.all(
                    List.of(
                        ctx.activity("square", 2, Point.class).map(Point::y),
                        ctx.activity("name", "four", String.class).map(String::length)))
                .await());
    assertThat(world.run("o", null, Object.class)).isEqualTo(List.of(4, 4));
  }

  @Test
  void map_cancelled_cancelsTheOperation() {
    world.orchestration(
        "o",
        Void.class,
        (ctx, in) -> {
          DurableFuture<Integer> mapped = ctx.activity("slow", null, Point.class).map(Point::x);
          mapped.cancel();
          ctx.timer(Duration.ZERO).await();
          try {
            return "got " + mapped.await();
          } catch (OperationCancelledException e) {
            return "cancelled";
          }
        });
    assertThat(world.run("o", null, String.class)).isEqualTo("cancelled");
    assertThat(world.events("o", ActivityCancelRequested.class)).hasSize(1);
  }

  @Test
  void join_oneFails_isThatFailure() {
    world.orchestration(
        "o",
        Void.class,
        (ctx, in) -> {
          try {
            return ctx.all(
                    List.of(
                        ctx.activity("square", 1, Point.class).map(Point::x),
                        ctx.activity("fails", null, Integer.class)))
                .await()
                .toString();
          } catch (OperationFailedException e) {
            return "code " + e.details().code();
          }
        });
    assertThat(world.run("o", null, String.class)).isEqualTo("code NO");
  }
}

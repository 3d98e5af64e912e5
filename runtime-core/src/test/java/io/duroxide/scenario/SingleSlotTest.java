package io.duroxide.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.duroxide.provider.InstanceStatus;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One slot for turns and one for activities are enough for everything. */
class SingleSlotTest {

  @RegisterExtension final World world = World.inMemory();

  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch release = new CountDownLatch(1);

  @BeforeEach
  void oneOfEach() {
    world.options().orchestrationSlots(1).activitySlots(1);
    world.activity("inc", Integer.class, (ctx, n) -> n + 1);
  }

  @Test
  void oneActivity() {
    world.orchestration(
        "o", Integer.class, (ctx, n) -> ctx.activity("inc", n, Integer.class).await());
    assertThat(world.run("o", 1, Integer.class)).isEqualTo(2);
  }

  @Test
  void activitiesOneAfterTheOther() {
    world.orchestration(
        "o",
        Integer.class,
        (ctx, n) -> {
          int value = n;
          for (int i = 0; i < 5; i++) {
            value = ctx.activity("inc", value, Integer.class).await();
          }
          return value;
        });
    assertThat(world.run("o", 1, Integer.class)).isEqualTo(6);
  }

  @Test
  void timer() {
    world.orchestration(
        "o",
        Integer.class,
        (ctx, n) -> {
          ctx.timer(Duration.ofMillis(20)).await();
          return n;
        });
    assertThat(world.run("o", 1, Integer.class)).isEqualTo(1);
  }

  @Test
  void continueAsNew() {
    world.orchestration(
        "o",
        Integer.class,
        (ctx, n) -> {
          int next = ctx.activity("inc", n, Integer.class).await();
          return next < 4 ? ctx.continueAsNew(next) : next;
        });
    assertThat(world.run("o", 0, Integer.class)).isEqualTo(4);
  }

  @Test
  void manyInstances() {
    world.orchestration(
        "o",
        Integer.class,
        (ctx, n) -> {
          ctx.timer(Duration.ofMillis(5)).await();
          return ctx.activity("inc", n, Integer.class).await();
        });
    world.startNode();
    IntStream.range(0, 10).forEach(i -> world.client().start("i" + i, "o", i));
    for (int i = 0; i < 10; i++) {
      assertThat(world.output("i" + i, Integer.class)).isEqualTo(i + 1);
    }
  }

  @Test
  void parentWaitsForItsChildren_withoutTakingTheSlot() {
    world
        .orchestration(
            "child", Integer.class, (ctx, n) -> ctx.activity("inc", n, Integer.class).await())
        .orchestration(
            "parent",
            Void.class,
            (ctx, in) ->
                ctx.all(
                        IntStream.range(0, 4)
                            .mapToObj(i -> ctx.subOrchestration("child", i, Integer.class))
                            .toList())
                    .await()
                    .size());
    assertThat(world.run("parent", null, Integer.class)).isEqualTo(4);
  }

  private void cancelWhileBusy(String activity) {
    world.orchestration(
        "busy", Void.class, (ctx, in) -> ctx.activity(activity, null, String.class).await());
    world.orchestration(
        "next", Integer.class, (ctx, n) -> ctx.activity("inc", n, Integer.class).await());
    world.start("busy", null);
    await().until(() -> begun.getCount() == 0);
    world.client().cancel("busy", "enough");
    assertThat(world.end("busy").status()).isEqualTo(InstanceStatus.CANCELLED);
    assertThat(world.run("next", 1, Integer.class)).isEqualTo(2);
  }

  @Test
  void cancelledActivity_thatListens_freesTheSlot() {
    world.activity(
        "listens",
        Void.class,
        (ctx, in) -> {
          begun.countDown();
          release.await();
          return "never";
        });
    cancelWhileBusy("listens");
  }

  @Test
  void cancelledActivity_thatDoesNotListen_losesItsSlotAfterTheGrace() {
    world.activity(
        "deaf",
        Void.class,
        (ctx, in) -> {
          begun.countDown();
          while (release.getCount() > 0) {
            Thread.onSpinWait();
          }
          return "late";
        });
    try {
      cancelWhileBusy("deaf");
    } finally {
      release.countDown();
    }
  }
}

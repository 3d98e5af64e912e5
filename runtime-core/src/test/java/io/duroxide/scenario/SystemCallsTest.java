package io.duroxide.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.history.HistoryEvent.ActivityScheduled;
import io.duroxide.history.HistoryEvent.EventSubscribed;
import io.duroxide.history.HistoryEvent.SystemCallRecorded;
import io.duroxide.provider.InstanceStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Time and randomness are recorded in the turn itself: no worker is needed for them. */
class SystemCallsTest {

  @RegisterExtension final World world = World.inMemory().replayingEveryTurn();

  @BeforeEach
  void echo() {
    world.activity("echo", String.class, (ctx, text) -> text);
  }

  @Test
  void randomUuid_isRandom() {
    world.orchestration("o", Void.class, (ctx, in) -> ctx.randomUuid());
    UUID uuid = world.run("o", null, UUID.class);
    assertThat(uuid).isNotNull();
    assertThat(world.events("o", SystemCallRecorded.class))
        .extracting(SystemCallRecorded::value)
        .containsExactly(String.valueOf(uuid));
    assertThat(uuid.version()).isEqualTo(4);
  }

  @Test
  void now_isTheTimeOfTheTurn() {
    Instant before = Instant.ofEpochMilli(System.currentTimeMillis());
    world.orchestration("o", Void.class, (ctx, in) -> ctx.now());
    assertThat(world.run("o", null, Instant.class)).isBetween(before, Instant.now());
  }

  @Test
  void replay_givesTheSameValues() {
    world.orchestration(
        "o",
        Void.class,
        (ctx, in) -> {
          String first = ctx.randomUuid() + " " + ctx.now();
          String recorded = ctx.activity("echo", first, String.class).await();
          ctx.event("go", Void.class).await();
          return recorded.equals(first);
        });
    world.start("o", null).awaitEvents("o", EventSubscribed.class, 1).restart();
    world.client().raiseEvent("o", "go", null);
    assertThat(world.output("o", Boolean.class)).isTrue();
    assertThat(world.events("o", SystemCallRecorded.class)).hasSize(2);
  }

  @Test
  void inARace() {
    world.orchestration(
        "o",
        Void.class,
        (ctx, in) ->
            ctx.any(ctx.async(ctx::randomUuid), ctx.timer(Duration.ofMinutes(5))).await().index());
    assertThat(world.run("o", null, Integer.class)).isEqualTo(0);
  }

  @Test
  void inAJoin() {
    world.orchestration(
        "o",
        Void.class,
        (ctx, in) ->
            ctx.all(
                    List.of(
                        ctx.async(() -> ctx.randomUuid().toString()),
                        ctx.async(() -> ctx.now().toString()),
                        ctx.activity("echo", "x", String.class)))
                .await());
    assertThat(world.run("o", null, String[].class))
        .hasSize(3)
        .endsWith("x")
        .doesNotHaveDuplicates();
  }

  @Test
  void uuid_asInputOfAnActivity() {
    world.orchestration(
        "o",
        Void.class,
        (ctx, in) -> {
          String uuid = ctx.randomUuid().toString();
          return ctx.activity("echo", uuid, String.class).await().equals(uuid);
        });
    assertThat(world.run("o", null, Boolean.class)).isTrue();
  }

  @Test
  void time_asInputOfAnActivity() {
    world
        .activity("later", Instant.class, (ctx, time) -> time.plusSeconds(1))
        .orchestration(
            "o",
            Void.class,
            (ctx, in) -> {
              Instant now = ctx.now();
              return Duration.between(now, ctx.activity("later", now, Instant.class).await());
            });
    assertThat(world.run("o", null, Duration.class)).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void order_isThatOfTheCode() {
    world.orchestration(
        "o",
        Void.class,
        (ctx, in) -> {
          var pending = ctx.activity("echo", "x", String.class);
          ctx.randomUuid();
          ctx.activity("echo", "y", String.class).await();
          ctx.now();
          return pending.await();
        });
    assertThat(world.run("o", null, String.class)).isEqualTo("x");
    assertThat(world.history("o").stream().filter(SystemCallRecorded.class::isInstance)).hasSize(2);
    assertThat(world.history("o").subList(1, 4))
        .hasExactlyElementsOfTypes(
            ActivityScheduled.class, SystemCallRecorded.class, ActivityScheduled.class);
  }

  @Test
  void severalOfAKind_differ() {
    world.orchestration(
        "o",
        Void.class,
        (ctx, in) -> List.of(ctx.randomUuid(), ctx.randomUuid(), ctx.randomUuid()));
    assertThat(world.run("o", null, UUID[].class)).hasSize(3).doesNotHaveDuplicates();
  }

  @Test
  void oneSlotOfEachKind_isEnough() {
    world.options().orchestrationSlots(1).activitySlots(1);
    world.orchestration(
        "o",
        Void.class,
        (ctx, in) -> {
          String uuid = ctx.randomUuid().toString();
          return ctx.activity("echo", uuid, String.class).await().equals(uuid)
              && !ctx.now().isAfter(ctx.now());
        });
    assertThat(world.run("o", null, Boolean.class)).isTrue();
  }

  /** There is no pending call to cancel: a recorded answer is never waited for. */
  @Test
  void cancellation_afterACall() {
    world.orchestration(
        "o", Void.class, (ctx, in) -> ctx.randomUuid() + ctx.event("never", String.class).await());
    world.start("o", null).awaitEvents("o", EventSubscribed.class, 1);
    world.client().cancel("o", "enough");
    assertThat(world.end("o").status()).isEqualTo(InstanceStatus.CANCELLED);
  }
}

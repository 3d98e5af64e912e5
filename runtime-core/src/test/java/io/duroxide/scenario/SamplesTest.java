package io.duroxide.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.ApplicationException;
import io.duroxide.OperationFailedException;
import io.duroxide.OrchestrationContext;
import io.duroxide.history.HistoryEvent.EventSubscribed;
import io.duroxide.history.HistoryEvent.TimerCreated;
import io.duroxide.provider.InstanceStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The first things anybody writes with a durable runtime. */
class SamplesTest {

  private static final Duration LONG = Duration.ofMinutes(5);

  record Order(String item, int amount) {}

  record Receipt(String item, int price) {}

  @RegisterExtension final World world = World.inMemory();

  private final CountDownLatch never = new CountDownLatch(1);

  private World greeting() {
    return world.activity("Hello", String.class, (ctx, name) -> "Hello, " + name + "!");
  }

  @Test
  void helloWorld() {
    greeting()
        .orchestration(
            "hello",
            String.class,
            (ctx, name) -> ctx.activity("Hello", name, String.class).await());
    assertThat(world.run("hello", "world", String.class)).isEqualTo("Hello, world!");
  }

  @Test
  void branch_onAResult() {
    world
        .activity("flag", Void.class, (ctx, in) -> "yes")
        .activity("sayYes", Void.class, (ctx, in) -> "picked yes")
        .activity("sayNo", Void.class, (ctx, in) -> "picked no")
        .orchestration(
            "branch",
            Void.class,
            (ctx, in) ->
                ctx.activity("flag", null, String.class).await().equals("yes")
                    ? ctx.activity("sayYes", null, String.class).await()
                    : ctx.activity("sayNo", null, String.class).await());
    assertThat(world.run("branch", null, String.class)).isEqualTo("picked yes");
  }

  @Test
  void loop_accumulates() {
    world
        .activity("append", String.class, (ctx, text) -> text + "x")
        .orchestration(
            "loop",
            Integer.class,
            (ctx, rounds) -> {
              String text = "";
              for (int i = 0; i < rounds; i++) {
                text = ctx.activity("append", text, String.class).await();
              }
              return text;
            });
    assertThat(world.run("loop", 3, String.class)).isEqualTo("xxx");
  }

  private World fragile() {
    return world
        .activity(
            "fragile",
            String.class,
            (ctx, in) -> {
              if (in.equals("bad")) {
                throw ApplicationException.permanent("bad input", "BAD");
              }
              return "ok " + in;
            })
        .activity("recover", String.class, (ctx, why) -> "recovered from " + why);
  }

  private static String orRecover(OrchestrationContext ctx, String input) {
    try {
      return ctx.activity("fragile", input, String.class).await();
    } catch (OperationFailedException e) {
      return ctx.activity("recover", e.details().code(), String.class).await();
    }
  }

  @Test
  void failure_caught_recovers() {
    fragile().orchestration("o", String.class, SamplesTest::orRecover);
    assertThat(world.run("o", "bad", String.class)).isEqualTo("recovered from BAD");
  }

  @Test
  void failure_doesNotHappen_noRecovery() {
    fragile().orchestration("o", String.class, SamplesTest::orRecover);
    assertThat(world.run("o", "good", String.class)).isEqualTo("ok good");
  }

  @Test
  void failure_insideACalledFunction_endsTheInstance() {
    fragile()
        .orchestration(
            "o",
            Void.class,
            (ctx, in) ->
                orRecover(ctx, "good") + ctx.activity("fragile", "bad", String.class).await());
    world.start("o", null);
    assertThat(world.failure("o").code()).isEqualTo("BAD");
  }

  @Test
  void failure_logged_thenRecovered_bothActivitiesRan() {
    fragile()
        .orchestration(
            "o",
            Void.class,
            (ctx, in) ->
                Stream.of("good", "bad", "fine").map(step -> orRecover(ctx, step)).toList());
    assertThat(world.run("o", null, Object.class))
        .isEqualTo(List.of("ok good", "recovered from BAD", "ok fine"));
  }

  @Test
  void timeout_timerWinsTheRace() {
    world
        .activity(
            "slow",
            Void.class,
            (ctx, in) -> {
              never.await();
              return "done";
            })
        .orchestration(
            "o",
            Void.class,
            (ctx, in) -> {
              var race =
                  ctx.any(
                          ctx.activity("slow", null, String.class),
                          ctx.timer(Duration.ofMillis(20)))
                      .await();
              return race.index() == 1 ? "timed out" : race.value();
            });
    assertThat(world.run("o", null, String.class)).isEqualTo("timed out");
  }

  @Test
  void race_activityAgainstEvent_activityWins() {
    greeting()
        .orchestration(
            "o",
            Void.class,
            (ctx, in) ->
                ctx.any(ctx.event("go", String.class), ctx.activity("Hello", "race", String.class))
                    .await()
                    .value());
    assertThat(world.run("o", null, String.class)).isEqualTo("Hello, race!");
  }

  @Test
  void fanOutFanIn_greetings() {
    greeting()
        .orchestration(
            "gabbar",
            Void.class,
            (ctx, in) ->
                ctx.all(
                        Stream.of("Gabbar", "Samba", "Kaalia")
                            .map(name -> ctx.activity("Hello", name, String.class))
                            .toList())
                    .await());
    assertThat(world.run("gabbar", null, Object.class))
        .isEqualTo(List.of("Hello, Gabbar!", "Hello, Samba!", "Hello, Kaalia!"));
  }

  @Test
  void systemCalls_timeAndUuid() {
    world.orchestration("o", Void.class, (ctx, in) -> ctx.randomUuid() + " " + ctx.now());
    String[] answer = String.valueOf(world.run("o", null, String.class)).split(" ", -1);
    assertThat(java.util.UUID.fromString(answer[0]).version()).isEqualTo(4);
    assertThat(Instant.parse(answer[1])).isBefore(Instant.now().plusSeconds(1));
  }

  @Test
  void statusPolling_runningThenCompleted() {
    world.orchestration("o", Void.class, (ctx, in) -> ctx.event("go", String.class).await() + "!");
    world.start("o", null).awaitEvents("o", EventSubscribed.class, 1);
    assertThat(world.info("o").status()).isEqualTo(InstanceStatus.RUNNING);
    world.client().raiseEvent("o", "go", "went");
    assertThat(world.output("o", String.class)).isEqualTo("went!");
    assertThat(world.info("o").status()).isEqualTo(InstanceStatus.COMPLETED);
  }

  @Test
  void typedActivityAndOrchestration() {
    world
        .activity("price", Order.class, (ctx, o) -> new Receipt(o.item(), o.amount() * 7))
        .orchestration(
            "buy",
            Order.class,
            (ctx, order) -> ctx.activity("price", order, Receipt.class).await());
    assertThat(world.run("buy", new Order("tea", 3), Receipt.class))
        .isEqualTo(new Receipt("tea", 21));
  }

  @Test
  void typedEvent() {
    world.orchestration(
        "o", Void.class, (ctx, in) -> ctx.event("order", Order.class).await().amount());
    world.start("o", null).awaitEvents("o", EventSubscribed.class, 1);
    world.client().raiseEvent("o", "order", new Order("tea", 4));
    assertThat(world.output("o", Integer.class)).isEqualTo(4);
  }

  @Test
  void textActivity_typedOrchestration() {
    world
        .activity("upper", String.class, (ctx, text) -> text.toUpperCase(java.util.Locale.ROOT))
        .orchestration(
            "o",
            Order.class,
            (ctx, order) ->
                new Receipt(ctx.activity("upper", order.item(), String.class).await(), 1));
    assertThat(world.run("o", new Order("tea", 1), Receipt.class)).isEqualTo(new Receipt("TEA", 1));
  }

  @Test
  void typedActivity_textOrchestration() {
    world
        .activity("sum", int[].class, (ctx, parts) -> java.util.Arrays.stream(parts).sum())
        .orchestration(
            "o",
            String.class,
            (ctx, unit) ->
                ctx.activity("sum", new int[] {2, 3}, Integer.class).await() + " " + unit);
    assertThat(world.run("o", "apples", String.class)).isEqualTo("5 apples");
  }

  @Test
  void continueAsNew_countsUp() {
    world.orchestration(
        "o", Integer.class, (ctx, n) -> n < 3 ? ctx.continueAsNew(n + 1) : "counted to " + n);
    assertThat(world.run("o", 0, String.class)).isEqualTo("counted to 3");
    assertThat(world.end("o").executionId()).isEqualTo(4);
  }

  @Test
  void cancellation_reachesTheChildren() {
    world
        .orchestration("child", Void.class, (ctx, in) -> ctx.timer(LONG).await())
        .orchestration(
            "parent",
            Void.class,
            (ctx, in) -> ctx.subOrchestration("child", null, String.class).await());
    world.start("parent", null);
    String child = Children.only(world, "parent");
    world.awaitEvents(child, TimerCreated.class, 1);
    world.client().cancel("parent", "enough");
    assertThat(world.end("parent").status()).isEqualTo(InstanceStatus.CANCELLED);
    assertThat(world.end(child).status()).isEqualTo(InstanceStatus.CANCELLED);
  }
}

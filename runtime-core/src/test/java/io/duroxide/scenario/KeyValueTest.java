package io.duroxide.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.duroxide.ApplicationException;
import io.duroxide.KeyValues;
import io.duroxide.Orchestration;
import io.duroxide.history.HistoryEvent.EventSubscribed;
import io.duroxide.payload.PayloadException;
import io.duroxide.runtime.Node;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The small values of one instance, inside its code and for its clients. */
class KeyValueTest {

  record Config(String host, List<Integer> ports) {}

  @RegisterExtension final World world = World.inMemory().replayingEveryTurn();

  @BeforeEach
  void echo() {
    world.activity("echo", String.class, (ctx, text) -> text);
  }

  /** Runs one orchestration that is called, and ends as, {@code o}. */
  private World ran(Orchestration<Void, String> code) {
    world.orchestration("o", Void.class, code).start("o", null).end("o");
    return world;
  }

  private @Nullable String value(String key) {
    return world.client().keyValue("o", key, String.class);
  }

  @Test
  void set_isVisibleToClients() {
    ran(
        (ctx, in) -> {
          ctx.keyValues().set("color", "red");
          return "done";
        });
    assertThat(value("color")).isEqualTo("red");
  }

  @Test
  void missingKey_isNull() {
    ran((ctx, in) -> "read " + ctx.keyValues().get("missing", String.class));
    assertThat(world.output("o", String.class)).isEqualTo("read null");
    assertThat(value("missing")).isNull();
  }

  @Test
  void severalKeys_inOneTurn() {
    ran(
        (ctx, in) -> {
          List.of("a", "b", "c").forEach(key -> ctx.keyValues().set(key, key + "!"));
          return String.join("", ctx.keyValues().keys());
        });
    assertThat(world.output("o", String.class)).isEqualTo("abc");
    assertThat(world.client().keyValues("o")).containsOnlyKeys("a", "b", "c");
  }

  @Test
  void overwrite_theLastOneCounts() {
    ran(
        (ctx, in) -> {
          ctx.keyValues().set("k", "old");
          ctx.keyValues().set("k", "new");
          return "done";
        });
    assertThat(value("k")).isEqualTo("new");
  }

  @Test
  void remove_takesOneAway() {
    ran(
        (ctx, in) -> {
          ctx.keyValues().set("a", "1");
          ctx.keyValues().set("b", "2");
          ctx.activity("echo", "x", String.class).await();
          ctx.keyValues().remove("a");
          return "done";
        });
    assertThat(world.client().keyValues("o")).containsOnlyKeys("b");
  }

  @Test
  void clear_takesAllAway() {
    ran(
        (ctx, in) -> {
          ctx.keyValues().set("a", "1");
          ctx.activity("echo", "x", String.class).await();
          ctx.keyValues().set("b", "2");
          ctx.keyValues().clear();
          return "size " + ctx.keyValues().size();
        });
    assertThat(world.output("o", String.class)).isEqualTo("size 0");
    assertThat(world.client().keyValues("o")).isEmpty();
  }

  @Test
  void value_staysOverTurns() {
    ran(
        (ctx, in) -> {
          ctx.keyValues().set("k", "kept");
          ctx.activity("echo", "x", String.class).await();
          ctx.activity("echo", "y", String.class).await();
          return "read " + ctx.keyValues().get("k", String.class);
        });
    assertThat(world.output("o", String.class)).isEqualTo("read kept");
  }

  @Test
  void typedValue_roundTrip() {
    Config config = new Config("localhost", List.of(80, 443));
    ran(
        (ctx, in) -> {
          ctx.keyValues().set("config", config);
          return "" + config.equals(ctx.keyValues().get("config", Config.class));
        });
    assertThat(world.output("o", String.class)).isEqualTo("true");
    assertThat(world.client().keyValue("o", "config", Config.class)).isEqualTo(config);
  }

  @Test
  void read_seesTheWritesBeforeIt() {
    ran(
        (ctx, in) -> {
          KeyValues values = ctx.keyValues();
          values.set("k", "1");
          String seen = values.get("k", String.class) + values.size();
          values.remove("k");
          return seen + values.get("k", String.class) + values.size();
        });
    assertThat(world.output("o", String.class)).isEqualTo("11null0");
  }

  @Test
  void inABranchOfARace() {
    ran(
        (ctx, in) -> {
          var branch =
              ctx.async(
                  () -> {
                    ctx.keyValues().set("branch", ctx.activity("echo", "x", String.class).await());
                    return "branch";
                  });
          return "won " + ctx.any(branch, ctx.timer(Duration.ofMinutes(5))).await().index();
        });
    assertThat(world.output("o", String.class)).isEqualTo("won 0");
    assertThat(value("branch")).isEqualTo("x");
  }

  @Test
  void afterAFailure_theValuesStay() {
    ran(
        (ctx, in) -> {
          ctx.keyValues().set("k", "kept");
          throw ApplicationException.permanent("broken", null);
        });
    assertThat(value("k")).isEqualTo("kept");
  }

  @Test
  void update_inEveryTurn() {
    ran(
        (ctx, in) -> {
          for (int i = 1; i <= 3; i++) {
            ctx.keyValues().set("step", i);
            ctx.activity("echo", "x", String.class).await();
          }
          return "done";
        });
    assertThat(world.client().keyValue("o", "step", Integer.class)).isEqualTo(3);
  }

  @Test
  void removeThenSet_inTheSameTurn_isSet() {
    ran(
        (ctx, in) -> {
          ctx.keyValues().set("k", "1");
          ctx.keyValues().remove("k");
          ctx.keyValues().set("k", "2");
          return "done";
        });
    assertThat(value("k")).isEqualTo("2");
  }

  @Test
  void removeThenSet_inLaterTurns_isSet() {
    ran(
        (ctx, in) -> {
          ctx.keyValues().set("k", "1");
          ctx.activity("echo", "x", String.class).await();
          ctx.keyValues().remove("k");
          ctx.activity("echo", "x", String.class).await();
          ctx.keyValues().set("k", "2");
          return "done";
        });
    assertThat(value("k")).isEqualTo("2");
  }

  @Test
  void client_readsWhileTheInstanceRuns() {
    world.orchestration(
        "o",
        Void.class,
        (ctx, in) -> {
          ctx.keyValues().set("progress", 50);
          return ctx.event("go", String.class).await();
        });
    world.start("o", null);
    assertThat(world.client().waitForKeyValue("o", "progress", Integer.class, Node.PATIENCE))
        .isEqualTo(50);
    world.awaitEvents("o", EventSubscribed.class, 1).client().raiseEvent("o", "go", "x");
    assertThat(world.output("o", String.class)).isEqualTo("x");
  }

  @Test
  void betweenActivitiesAndTimers() {
    ran(
        (ctx, in) -> {
          ctx.keyValues().set("a", ctx.activity("echo", "1", String.class).await());
          ctx.timer(Duration.ofMillis(5)).await();
          ctx.keyValues().set("b", ctx.keyValues().get("a", String.class) + "2");
          ctx.activity("echo", "x", String.class).await();
          return "b is " + ctx.keyValues().get("b", String.class);
        });
    assertThat(world.output("o", String.class)).isEqualTo("b is 12");
  }

  @Test
  void inAFanOut() {
    ran(
        (ctx, in) -> {
          List<String> parts =
              ctx.all(
                      IntStream.range(0, 5)
                          .mapToObj(i -> ctx.activity("echo", "r" + i, String.class))
                          .toList())
                  .await();
          parts.forEach(part -> ctx.keyValues().set(part, part));
          return "done";
        });
    assertThat(world.client().keyValues("o")).containsOnlyKeys("r0", "r1", "r2", "r3", "r4");
  }

  @Test
  void nestedValue_roundTrip() {
    Map<String, Object> nested = Map.of("list", List.of(1, 2), "map", Map.of("text", "\"quoted\""));
    ran(
        (ctx, in) -> {
          ctx.keyValues().set("json", nested);
          return "done";
        });
    assertThat(world.client().keyValue("o", "json", Object.class)).isEqualTo(nested);
  }

  @Test
  void wrongType_isAnError() {
    ran(
        (ctx, in) -> {
          ctx.keyValues().set("k", "a word");
          try {
            return "got " + ctx.keyValues().get("k", Integer.class);
          } catch (PayloadException e) {
            return "no number";
          }
        });
    assertThat(world.output("o", String.class)).isEqualTo("no number");
    assertThatThrownBy(() -> world.client().keyValue("o", "k", Integer.class))
        .isInstanceOf(PayloadException.class);
  }

  @Test
  void allValues_ofAnUnknownInstance_areNone() {
    assertThat(world.client().keyValues("nobody")).isEmpty();
  }

  @Test
  void allValues_afterOverwriting_areTheLatest() {
    ran(
        (ctx, in) -> {
          ctx.keyValues().set("a", "1");
          ctx.keyValues().set("b", "2");
          ctx.activity("echo", "x", String.class).await();
          ctx.keyValues().set("a", "3");
          return "done";
        });
    assertThat(world.client().keyValues("o")).hasSize(2);
    assertThat(value("a")).isEqualTo("3");
    assertThat(value("b")).isEqualTo("2");
  }
}

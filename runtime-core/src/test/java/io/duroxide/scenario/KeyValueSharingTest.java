package io.duroxide.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.Limits;
import io.duroxide.history.HistoryEvent.EventSubscribed;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Key values of other instances, and of many at once. */
class KeyValueSharingTest {

  record Config(String host, int port) {}

  @RegisterExtension final World world = World.inMemory();

  @BeforeEach
  void code() {
    world
        .activity("echo", String.class, (ctx, text) -> text)
        .orchestration(
            "source",
            Void.class,
            (ctx, in) -> {
              ctx.keyValues().set("text", "one");
              ctx.keyValues().set("config", new Config("db", 5432));
              ctx.keyValues().set("text", ctx.event("go", String.class).await());
              return ctx.event("end", String.class).await();
            })
        .orchestration(
            "reader",
            String.class,
            (ctx, instance) -> "read " + ctx.keyValueOf(instance, "text", String.class));
  }

  private void startSource() {
    world.start("source", null).awaitEvents("source", EventSubscribed.class, 1);
  }

  @Test
  void otherInstance_isReadWhileItRuns() {
    startSource();
    assertThat(world.run("reader", "source", String.class)).isEqualTo("read one");
  }

  @Test
  void otherInstance_withoutTheKey_isNull() {
    world.orchestration("empty", Void.class, (ctx, in) -> "done");
    world.run("empty", null, String.class);
    assertThat(world.run("reader", "empty", String.class)).isEqualTo("read null");
  }

  @Test
  void unknownInstance_isNull() {
    assertThat(world.run("reader", "nobody", String.class)).isEqualTo("read null");
  }

  @Test
  void otherInstance_typed() {
    world.orchestration(
        "typed",
        Void.class,
        (ctx, in) -> String.valueOf(ctx.keyValueOf("source", "config", Config.class)));
    startSource();
    assertThat(world.run("typed", null, String.class)).isEqualTo(new Config("db", 5432).toString());
  }

  @Test
  void otherInstance_inAReplay_isWhatWasRead_andALaterReadIsNew() {
    startSource();
    world.replayingEveryTurn().stopNodes().startNode();
    world.orchestration(
        "reads",
        Void.class,
        (ctx, in) -> {
          String first = ctx.keyValueOf("source", "text", String.class);
          ctx.event("again", String.class).await();
          return first + " " + ctx.keyValueOf("source", "text", String.class);
        });
    world.restart().start("reads", null).awaitEvents("reads", EventSubscribed.class, 1);
    world.client().raiseEvent("source", "go", "two");
    world.awaitEvents("source", EventSubscribed.class, 2);
    world.client().raiseEvent("reads", "again", "x");
    assertThat(world.output("reads", String.class)).isEqualTo("one two");
  }

  @Test
  void itself_isReadAsStored_withoutThisTurn() {
    world.orchestration(
        "self",
        Void.class,
        (ctx, in) -> {
          ctx.keyValues().set("text", "first");
          String before = ctx.keyValueOf("self", "text", String.class);
          ctx.activity("echo", "x", String.class).await();
          return before + " " + ctx.keyValueOf("self", "text", String.class);
        });
    assertThat(world.run("self", null, String.class)).isEqualTo("null first");
  }

  private void runParent() {
    world
        .orchestration(
            "child",
            Void.class,
            (ctx, in) -> {
              ctx.keyValues().set("text", "child's");
              return ctx.keyValues().size();
            })
        .orchestration(
            "parent",
            Void.class,
            (ctx, in) -> {
              ctx.keyValues().set("text", "parent's");
              int childsKeys = ctx.subOrchestration("child", null, Integer.class).await();
              return childsKeys + ctx.keyValues().get("text", String.class);
            });
    assertThat(world.run("parent", null, String.class)).isEqualTo("1parent's");
  }

  @Test
  void parentAndChild_haveTheirOwn() {
    runParent();
    String child = Children.only(world, "parent");
    assertThat(world.client().keyValue(child, "text", String.class)).isEqualTo("child's");
    assertThat(world.client().keyValue("parent", "text", String.class)).isEqualTo("parent's");
  }

  @Test
  void deletedParent_takesTheChildsValuesWithIt() {
    runParent();
    String child = Children.only(world, "parent");
    world.client().admin().deleteFamily("parent", false);
    assertThat(world.client().keyValues("parent")).isEmpty();
    assertThat(world.client().keyValues(child)).isEmpty();
  }

  /** An activity asks the client, the orchestration answers in its key values. */
  @Test
  void requestAndResponse() {
    world.orchestration(
        "server",
        Void.class,
        (ctx, in) -> {
          for (int i = 0; i < 2; i++) {
            String request = ctx.dequeue("requests", String.class).await();
            ctx.keyValues().set("response " + request, "answer to " + request);
          }
          return "served";
        });
    world.start("server", null);
    for (String request : List.of("a", "b")) {
      world.client().enqueue("server", "requests", request);
      assertThat(
              world
                  .client()
                  .waitForKeyValue(
                      "server",
                      "response " + request,
                      String.class,
                      io.duroxide.runtime.Node.PATIENCE))
          .isEqualTo("answer to " + request);
    }
    assertThat(world.output("server", String.class)).isEqualTo("served");
  }

  @Test
  void oneSlot_isEnough() {
    world.options().orchestrationSlots(1).activitySlots(1);
    world.orchestration(
        "single",
        Integer.class,
        (ctx, n) -> {
          ctx.keyValues().set("n", n);
          ctx.activity("echo", "x", String.class).await();
          return n == 0 ? "size " + ctx.keyValues().size() : ctx.continueAsNew(n - 1);
        });
    assertThat(world.run("single", 0, String.class)).isEqualTo("size 1");
    world.client().start("chain", "single", 2);
    assertThat(world.output("chain", String.class)).isEqualTo("size 1");
    assertThat(world.client().keyValue("chain", "n", Integer.class)).isZero();
  }

  private void startMany(String orchestration, int count) {
    world.startNode();
    IntStream.range(0, count)
        .forEach(i -> world.client().start(orchestration + i, orchestration, i));
  }

  @Test
  void manyInstances_writeAtTheSameTime() {
    world.orchestration(
        "writer",
        Integer.class,
        (ctx, n) -> {
          for (int i = 0; i < 5; i++) {
            ctx.keyValues().set("k" + i, n * 10 + i);
            ctx.activity("echo", "x", String.class).await();
          }
          return "done";
        });
    startMany("writer", 20);
    for (int n = 0; n < 20; n++) {
      world.output("writer" + n, String.class);
      assertThat(world.client().keyValues("writer" + n)).hasSize(5);
      assertThat(world.client().keyValue("writer" + n, "k4", Integer.class)).isEqualTo(n * 10 + 4);
    }
  }

  @Test
  void manyKeys_ofOneInstance() {
    world.orchestration(
        "wide",
        Void.class,
        (ctx, in) -> {
          for (int i = 0; i < Limits.MAX_KEYS; i++) {
            ctx.keyValues().set("key " + i, "v".repeat(1_000));
          }
          ctx.activity("echo", "x", String.class).await();
          return "size " + ctx.keyValues().size();
        });
    assertThat(world.run("wide", null, String.class)).isEqualTo("size " + Limits.MAX_KEYS);
    assertThat(world.client().keyValues("wide")).hasSize(Limits.MAX_KEYS);
  }

  @Test
  void manyReaders_ofOneInstance() {
    startSource();
    world.restart();
    IntStream.range(0, 20).forEach(i -> world.client().start("reader" + i, "reader", "source"));
    for (int i = 0; i < 20; i++) {
      assertThat(world.output("reader" + i, String.class)).isEqualTo("read one");
    }
  }

  @Test
  void manyExecutions_writeInEach() {
    world.orchestration(
        "chain",
        Integer.class,
        (ctx, n) -> {
          Integer sum = ctx.keyValues().get("sum", Integer.class);
          ctx.keyValues().set("sum", (sum == null ? 0 : sum) + n);
          return n == 0 ? "done" : ctx.continueAsNew(n - 1);
        });
    world.run("chain", 50, String.class);
    assertThat(world.client().keyValue("chain", "sum", Integer.class)).isEqualTo(1275);
  }
}

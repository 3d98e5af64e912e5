package io.duroxide.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.ActivityOptions;
import io.duroxide.DurableFuture;
import io.duroxide.OrchestrationContext;
import io.duroxide.history.HistoryEvent.ActivityCancelRequested;
import io.duroxide.history.HistoryEvent.ActivityScheduled;
import io.duroxide.provider.TagFilter;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Activities find the nodes that can do them, by tag and by session. */
class RoutingTest {

  @RegisterExtension final World world = World.inMemory();

  private static DurableFuture<String> where(OrchestrationContext ctx, @Nullable String tag) {
    ActivityOptions options =
        tag == null ? ActivityOptions.DEFAULT : ActivityOptions.DEFAULT.withTag(tag);
    return ctx.activity("where", null, String.class, options);
  }

  /** A node whose activities say its name. */
  private void node(String name, TagFilter tags) {
    world
        .newRelease()
        .activity("where", Void.class, (ctx, in) -> name + ":" + ctx.tag())
        .activity(
            "converse", String.class, (ctx, text) -> name + " " + ctx.sessionId() + " " + text)
        .orchestration(
            "tags",
            Void.class,
            (ctx, in) ->
                ctx.all(Stream.of("gpu", "cpu").map(tag -> where(ctx, tag)).toList()).await()
                    + where(ctx, null).await())
        .orchestration("starving", Void.class, (ctx, in) -> orFallback(ctx))
        .orchestration("conversation", String.class, RoutingTest::converse);
    world.options().workerTags(tags).nodeId(name);
    world.startNode();
  }

  private static String orFallback(OrchestrationContext ctx) {
    DurableFuture<String> tagged = where(ctx, "gpu");
    return ctx.any(tagged, ctx.timer(Duration.ofMillis(50))).await().wonBy(tagged)
        ? tagged.await()
        : where(ctx, null).await();
  }

  private static List<String> converse(OrchestrationContext ctx, String session) {
    return IntStream.range(0, 5)
        .mapToObj(
            i ->
                ctx.activity(
                        "converse",
                        "turn " + i,
                        String.class,
                        ActivityOptions.DEFAULT.onSession(session))
                    .await())
        .toList();
  }

  @Test
  void tags_reachTheWorkersThatTakeThem() {
    node("graphics", TagFilter.tags("gpu"));
    node("number crunching", TagFilter.tags("cpu"));
    node("office", TagFilter.defaultOnly());
    assertThat(world.run("tags", null, String.class))
        .isEqualTo("[graphics:gpu, number crunching:cpu]office:null");
    assertThat(world.events("tags", ActivityScheduled.class))
        .extracting(ActivityScheduled::tag)
        .containsExactly("gpu", "cpu", null);
  }

  @Test
  void tag_nobodyTakes_isGivenUpForAFallback() {
    node("office", TagFilter.defaultOnly());
    assertThat(world.run("starving", null, String.class)).isEqualTo("office:null");
    assertThat(world.events("starving", ActivityCancelRequested.class)).hasSize(1);
    assertThat(world.provider().admin().storeGauges().workerQueue().depth()).isZero();
  }

  @Test
  void twoNodes_oneForTaggedAndOneForTheRest_shareAnInstance() {
    node("workers", TagFilter.defaultAnd("cpu"));
    node("specialists", TagFilter.tags("gpu"));
    assertThat(world.run("tags", null, String.class))
        .isEqualTo("[specialists:gpu, workers:cpu]workers:null");
  }

  @Test
  void conversations_stayOnTheirNode() {
    node("one", TagFilter.defaultOnly());
    node("two", TagFilter.defaultOnly());
    IntStream.range(0, 8).forEach(i -> world.client().start("c" + i, "conversation", "s" + i));
    for (int i = 0; i < 8; i++) {
      Set<String> nodes = new HashSet<>();
      for (String reply : world.output("c" + i, String[].class)) {
        assertThat(reply).contains(" s" + i + " turn");
        nodes.add(reply.substring(0, 3));
      }
      assertThat(nodes).as("nodes of conversation " + i).hasSize(1);
    }
  }
}

package io.duroxide.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.duroxide.ActivityOptions;
import io.duroxide.history.HistoryEvent.ActivityScheduled;
import io.duroxide.provider.TagFilter;
import io.duroxide.registry.ActivityRegistry;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A tagged activity runs on a node that takes its tag, and on no other. */
class WorkerTagsTest {

  private final Cluster cluster = new Cluster();

  @BeforeEach
  void registerCaller() {
    cluster.orchestrations.register(
        "o",
        String[].class,
        (ctx, tags) -> {
          String places = "";
          for (String tag : tags) {
            ActivityOptions options =
                tag.isEmpty() ? ActivityOptions.DEFAULT : ActivityOptions.DEFAULT.withTag(tag);
            places += ctx.activity("where", null, String.class, options).await() + " ";
          }
          return places.strip();
        });
  }

  @AfterEach
  void close() {
    cluster.close();
  }

  private void worker(String name, TagFilter tags) {
    var own =
        ActivityRegistry.builder()
            .register("where", Void.class, (ctx, in) -> name + ":" + ctx.tag());
    cluster.node(Cluster.quick().workerTags(tags), own);
  }

  private String run(String instance, String... tags) {
    cluster.client.start(instance, "o", tags);
    return cluster.output(instance);
  }

  @Test
  void disjointWorkers_eachTakeTheirOwn() {
    worker("plain", TagFilter.defaultOnly());
    worker("gpu", TagFilter.tags("gpu"));
    worker("disk", TagFilter.tags("disk", "tape"));
    assertThat(run("i", "gpu", "", "tape", "disk"))
        .isEqualTo("gpu:gpu plain:null disk:tape disk:disk");
    assertThat(cluster.events("i", ActivityScheduled.class))
        .extracting(ActivityScheduled::tag)
        .containsExactly("gpu", null, "tape", "disk");
  }

  @Test
  void defaultAnd_andAny_takeBothKinds() {
    worker("both", TagFilter.defaultAnd("gpu"));
    assertThat(run("i", "gpu", "")).isEqualTo("both:gpu both:null");
    cluster.stopNodes();
    worker("all", TagFilter.any());
    assertThat(run("j", "whatever", "")).isEqualTo("all:whatever all:null");
  }

  @Test
  void nodeThatTakesNothing_neverAsksForActivities_andStillTakesTurns() {
    cluster.node(Cluster.quick().workerTags(TagFilter.none()));
    cluster.client.start("i", "o", new String[0]);
    assertThat(cluster.output("i")).isEmpty();
    assertThat(cluster.store.calls("fetchWorkItem")).isEmpty();
  }

  @Test
  void nodeForActivitiesOnly_neverAsksForTurns() {
    Cluster workers = new Cluster(cluster.store.real());
    workers.activities.register("where", Void.class, (ctx, in) -> "worker");
    workers.node(Cluster.quick().orchestrationSlots(0));
    cluster.node(Cluster.quick().activitySlots(0));
    assertThat(run("i", "")).isEqualTo("worker");
    assertThat(workers.store.calls("fetchWorkItem")).isNotEmpty();
    assertThat(workers.store.calls("fetchOrchestrationItem")).isEmpty();
    workers.stopNodes();
  }

  @Test
  void tagNobodyTakes_waits_andALimitInTheCodeEndsTheWait() {
    cluster.orchestrations.register(
        "patient",
        Void.class,
        (ctx, in) -> {
          var call =
              ctx.activity("where", null, String.class, ActivityOptions.DEFAULT.withTag("nobody"));
          return ctx.any(call, ctx.timer(Duration.ofMillis(100))).await().index();
        });
    worker("plain", TagFilter.defaultOnly());
    cluster.client.start("i", "patient", null);
    assertThat(cluster.output("i", Integer.class)).isEqualTo(1);
    // The loser was cancelled with its orchestration: nothing is left for a later worker.
    assertThat(cluster.client.admin().storeGauges().workerQueue().depth()).isZero();
  }

  @Test
  void tag_lastsOverContinueAsNew_andRedelivery() {
    cluster.orchestrations.register(
        "again",
        Integer.class,
        (ctx, n) -> {
          String place =
              ctx.activity("where", null, String.class, ActivityOptions.DEFAULT.withTag("gpu"))
                  .await();
          return n == 0 ? place : ctx.continueAsNew(n - 1);
        });
    cluster.store.failNextForGood("ackWorkItem", 1);
    worker("plain", TagFilter.defaultOnly());
    worker("gpu", TagFilter.tags("gpu"));
    cluster.client.start("i", "again", 2);
    assertThat(cluster.output("i")).isEqualTo("gpu:gpu");
  }

  @Test
  void tagTooLong_isRefusedWhereItIsAskedFor_theLongestFits() {
    String longest = "t".repeat(256);
    assertThatThrownBy(() -> ActivityOptions.DEFAULT.withTag(longest + "t"))
        .isInstanceOf(IllegalArgumentException.class);
    worker("any", TagFilter.any());
    assertThat(run("i", longest)).isEqualTo("any:" + longest);
    cluster.client.start("j", "o", new String[] {longest + "t"});
    assertThat(cluster.failure("j").message()).contains("tag");
  }

  @Test
  void filter_takesOneToFiveTags() {
    assertThatThrownBy(() -> TagFilter.tags(new String[0]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> TagFilter.tags("1", "2", "3", "4", "5", "6"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(TagFilter.tags("1", "2", "3", "4", "5").tags()).hasSize(5);
    assertThat(TagFilter.none().takesNothing()).isTrue();
    assertThat(TagFilter.defaultOnly().takesNothing()).isFalse();
  }

  @Test
  void workerThatComesLater_findsTheWaitingActivity() {
    cluster.node();
    cluster.client.start("i", "o", new String[] {"late"});
    await().until(() -> cluster.client.status("i") != null);
    worker("late", TagFilter.tags("late"));
    assertThat(cluster.output("i")).isEqualTo("late:late");
  }
}

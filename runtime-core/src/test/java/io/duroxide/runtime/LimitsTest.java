package io.duroxide.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.duroxide.ErrorCategory;
import io.duroxide.ErrorDetails;
import io.duroxide.ErrorReason;
import io.duroxide.LimitExceededException;
import io.duroxide.Limits;
import io.duroxide.OperationFailedException;
import io.duroxide.SubOrchestrationOptions;
import io.duroxide.history.HistoryEvent.OrchestrationFailed;
import io.duroxide.history.HistoryEvent.OrchestrationStarted;
import io.duroxide.provider.InstanceStatus;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is too large is stopped with a clear error, and those who wait for it are told. */
class LimitsTest {

  private static final int MAX_PAYLOAD = 100;
  private static final String LARGE = "x".repeat(MAX_PAYLOAD);
  private static final Limits SMALL = new Limits(MAX_PAYLOAD, 30, 1_000, 10, 500);

  private final Cluster cluster = new Cluster();

  @AfterEach
  void close() {
    cluster.close();
  }

  private void node() {
    cluster.node(Cluster.quick().limits(SMALL));
  }

  private void assertLimitExceeded(String instance, String message) {
    ErrorDetails error = cluster.failure(instance);
    assertThat(error.category()).isEqualTo(ErrorCategory.CONFIGURATION);
    assertThat(error.reason()).isEqualTo(ErrorReason.LIMIT_EXCEEDED);
    assertThat(error.message()).contains(message);
  }

  @Test
  void client_refusesLargePayloads_beforeAnythingIsWritten() {
    var client = cluster.client.withLimits(SMALL);
    assertThatThrownBy(() -> client.start("i", "o", LARGE))
        .isInstanceOf(LimitExceededException.class)
        .hasMessageContaining("the input has 102 bytes")
        .hasMessageContaining("limit of 100");
    assertThatThrownBy(() -> client.raiseEvent("i", "e", LARGE))
        .isInstanceOf(LimitExceededException.class);
    assertThatThrownBy(() -> client.enqueue("i", "q", LARGE))
        .isInstanceOf(LimitExceededException.class);
    assertThatThrownBy(() -> client.signalWithStart("i", "o", null, "q", LARGE))
        .isInstanceOf(LimitExceededException.class);
    client.start("i", "o", "x".repeat(MAX_PAYLOAD - 2));
    assertThat(cluster.client.admin().storeGauges().orchestratorQueue().depth()).isEqualTo(1);
  }

  @Test
  void largeActivityResult_failsTheActivity_onceAndCatchable() {
    AtomicInteger runs = new AtomicInteger();
    cluster.activities.register(
        "large",
        Void.class,
        (ctx, in) -> {
          runs.incrementAndGet();
          return LARGE;
        });
    cluster.orchestrations.register(
        "o",
        Void.class,
        (ctx, in) -> {
          try {
            return ctx.activity("large", null, String.class, io.duroxide.RetryPolicy.attempts(3))
                .await();
          } catch (OperationFailedException e) {
            return e.details().category() + "/" + e.details().reason();
          }
        });
    node();
    cluster.client.start("i", "o", null);
    assertThat(cluster.output("i")).isEqualTo("CONFIGURATION/LIMIT_EXCEEDED");
    assertThat(runs).hasValue(1);
  }

  @Test
  void largeOutput_failsTheInstance() {
    cluster.orchestrations.register("o", Void.class, (ctx, in) -> LARGE);
    node();
    cluster.client.start("i", "o", null);
    assertLimitExceeded("i", "the result (ORCHESTRATION_COMPLETED) has 102 bytes");
  }

  @Test
  void largeInput_ofActivityChildOrDetached_failsTheInstance_byOneEvent() {
    cluster.activities.register("a", String.class, (ctx, in) -> in);
    cluster.orchestrations.register("child", String.class, (ctx, in) -> in);
    cluster.orchestrations.register(
        "activity", Void.class, (ctx, in) -> ctx.activity("a", LARGE, String.class).await());
    cluster.orchestrations.register(
        "parent",
        Void.class,
        (ctx, in) -> ctx.subOrchestration("child", LARGE, String.class).await());
    cluster.orchestrations.register(
        "detaches",
        Void.class,
        (ctx, in) -> {
          ctx.startDetached("child", "d", LARGE);
          return "done";
        });
    cluster.orchestrations.register("again", Void.class, (ctx, in) -> ctx.continueAsNew(LARGE));
    node();
    for (String orchestration : new String[] {"activity", "parent", "detaches", "again"}) {
      cluster.client.start(orchestration, orchestration, null);
      assertLimitExceeded(orchestration, "102 bytes, more than the limit of 100");
      assertThat(cluster.client.history(orchestration))
          .satisfiesExactly(
              event -> assertThat(event).isInstanceOf(OrchestrationStarted.class),
              event -> assertThat(event).isInstanceOf(OrchestrationFailed.class));
    }
    assertThat(cluster.client.status("d")).isNull();
  }

  @Test
  void tooManyEvents_failTheInstance_tellItsParent_andCancelItsChildren() {
    cluster.orchestrations.register(
        "grandchild", Void.class, (ctx, in) -> ctx.event("never", String.class).await());
    cluster.orchestrations.register(
        "child",
        Void.class,
        (ctx, in) -> {
          ctx.subOrchestration(
              "grandchild",
              null,
              String.class,
              SubOrchestrationOptions.DEFAULT.withInstanceId("g"));
          while (true) {
            ctx.event("more", String.class).await();
          }
        });
    cluster.orchestrations.register(
        "parent",
        Void.class,
        (ctx, in) ->
            ctx.subOrchestration(
                    "child",
                    null,
                    String.class,
                    SubOrchestrationOptions.DEFAULT.withInstanceId("c"))
                .await());
    node();
    cluster.client.start("p", "parent", null);
    await().until(() -> cluster.client.status("g") != null);
    while (statusOf("c") == InstanceStatus.RUNNING) {
      int before = cluster.client.history("c").size();
      cluster.client.raiseEvent("c", "more", null);
      await().until(() -> cluster.client.history("c").size() > before);
    }
    assertLimitExceeded("c", "30 events");
    assertLimitExceeded("p", "30 events");
    assertThat(cluster.end("g").status()).isEqualTo(InstanceStatus.CANCELLED);
    assertThat(cluster.client.history("c")).hasSizeLessThanOrEqualTo(31);
  }

  @Test
  void tooManyBytes_failTheInstance_theirCountIsKeptOverTurns() {
    cluster.activities.register("a", String.class, (ctx, in) -> in);
    cluster.orchestrations.register(
        "o",
        Void.class,
        (ctx, in) -> {
          for (int i = 0; i < 10; i++) {
            ctx.activity("a", "y".repeat(88), String.class).await();
          }
          return "never";
        });
    node();
    cluster.client.start("i", "o", null);
    assertLimitExceeded("i", "bytes, more than the limit of 1000");
    assertThat(cluster.client.admin().instanceStats("i").historyBytes()).isBetween(900L, 1_100L);
  }

  @Test
  void historyBytes_areThoseOfThePayloads_inUtf8() {
    cluster.activities.register("a", String.class, (ctx, in) -> in);
    cluster.orchestrations.register(
        "o",
        String.class,
        (ctx, in) -> {
          ctx.activity("a", in, String.class).await();
          return ctx.event("never", String.class).await();
        });
    node();
    cluster.client.start("i", "o", "\u00e4\u20ac");
    await().until(() -> cluster.client.history("i").size() == 4);
    // Quotes, two and three bytes: as input of the instance, as input and as result.
    assertThat(cluster.client.admin().instanceStats("i").historyBytes()).isEqualTo(3 * 7);
  }

  @Test
  void executionThatEndsOrContinuesInTime_isNotStopped() {
    cluster.activities.register("a", Integer.class, (ctx, n) -> n);
    cluster.orchestrations.register(
        "o",
        Integer.class,
        (ctx, n) -> {
          int sum =
              ctx.all(
                      IntStream.range(0, 14)
                          .mapToObj(i -> ctx.activity("a", i, Integer.class))
                          .toList())
                  .await()
                  .size();
          return n == 0 ? sum : ctx.continueAsNew(n - 1);
        });
    node();
    cluster.client.start("i", "o", 3);
    assertThat(cluster.output("i", Integer.class)).isEqualTo(14);
  }

  @Test
  void noLimits_nothingIsStopped() {
    cluster.activities.register("a", String.class, (ctx, in) -> in + in);
    cluster.orchestrations.register(
        "o", String.class, (ctx, in) -> ctx.activity("a", in, String.class).await().length());
    cluster.node(Cluster.quick().limits(Limits.NONE));
    int large = 3 << 20;
    cluster.client.withLimits(Limits.NONE).start("i", "o", "x".repeat(large));
    assertThat(cluster.output("i", Integer.class)).isEqualTo(2 * large);
  }

  private InstanceStatus statusOf(String instance) {
    return Objects.requireNonNull(cluster.client.status(instance)).status();
  }
}

package io.duroxide.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.duroxide.ActivityOptions;
import io.duroxide.ApplicationException;
import io.duroxide.Backoff;
import io.duroxide.ErrorCategory;
import io.duroxide.ErrorDetails;
import io.duroxide.ErrorReason;
import io.duroxide.OperationFailedException;
import io.duroxide.RetryPolicy;
import io.duroxide.SubOrchestrationOptions;
import io.duroxide.client.InstanceAlreadyExistsException;
import io.duroxide.client.OrchestrationFailedException;
import io.duroxide.client.WaitTimeoutException;
import io.duroxide.provider.InstanceStatus;
import io.duroxide.registry.ActivityRegistry;
import io.duroxide.registry.OrchestrationRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an application sees of a node: real runtime, real SQLite. */
class RuntimeTest {

  private final Path file;
  private final OrchestrationRegistry.Builder orchestrations = OrchestrationRegistry.builder();
  private final ActivityRegistry.Builder activities = ActivityRegistry.builder();

  RuntimeTest(@TempDir Path dir) {
    file = dir.resolve("store.db");
  }

  private Node node() {
    return new Node(file, orchestrations, activities);
  }

  private ErrorDetails failureOf(Node node, String instance) {
    OrchestrationFailedException failed =
        catchThrowableOfType(
            OrchestrationFailedException.class,
            () -> node.client.waitForOutput(instance, String.class, Node.PATIENCE));
    assertThat(failed).as("instance should have failed").isNotNull();
    return failed.details();
  }

  @Test
  void sequenceAndFanOut_completes() {
    activities.register("double", Integer.class, (ctx, n) -> n * 2);
    orchestrations.register(
        "sum",
        Integer.class,
        (ctx, n) -> {
          int first = ctx.activity("double", n, Integer.class).await();
          return ctx
              .all(
                  IntStream.range(0, 10)
                      .mapToObj(i -> ctx.activity("double", first + i, Integer.class))
                      .toList())
              .await()
              .stream()
              .mapToInt(Integer::intValue)
              .sum();
        });
    try (Node node = node()) {
      node.client.start("a", "sum", 5);
      assertThat(node.client.waitForOutput("a", Integer.class, Node.PATIENCE)).isEqualTo(290);
    }
  }

  @Test
  void cacheOff_everyTurnReplays_sameResult() {
    activities.register("inc", Integer.class, (ctx, n) -> n + 1);
    orchestrations.register(
        "chain",
        Integer.class,
        (ctx, n) -> {
          int value = n;
          for (int i = 0; i < 20; i++) {
            value = ctx.activity("inc", value, Integer.class).await();
          }
          return value;
        });
    try (Node node =
        new Node(file, orchestrations, activities, Node.quick().executionCacheSize(0))) {
      node.client.start("a", "chain", 0);
      assertThat(node.client.waitForOutput("a", Integer.class, Node.PATIENCE)).isEqualTo(20);
    }
  }

  @Test
  void attemptTimeout_handlerInterrupted_retriedThenSucceeds() {
    CountDownLatch never = new CountDownLatch(1);
    activities.register(
        "hangs",
        Void.class,
        (ctx, in) -> {
          if (ctx.attempt() == 0) {
            never.await();
          }
          return "second";
        });
    orchestrations.register(
        "o",
        Void.class,
        (ctx, in) ->
            ctx.activity(
                    "hangs",
                    null,
                    String.class,
                    ActivityOptions.retrying(new RetryPolicy(2, Backoff.none()))
                        .withAttemptTimeout(Duration.ofMillis(100)))
                .await());
    try (Node node = node()) {
      node.client.start("a", "o", null);
      assertThat(node.client.waitForOutput("a", String.class, Node.PATIENCE)).isEqualTo("second");
    }
  }

  @Test
  void attemptTimeout_handlerIgnoresInterruption_orchestrationGoesOn() {
    CountDownLatch release = new CountDownLatch(1);
    activities.register(
        "deaf",
        Void.class,
        (ctx, in) -> {
          while (release.getCount() > 0) {
            try {
              release.await();
            } catch (InterruptedException ignored) {
              // A handler that does not listen.
            }
          }
          return "late";
        });
    orchestrations.register(
        "o",
        Void.class,
        (ctx, in) ->
            ctx.activity(
                    "deaf",
                    null,
                    String.class,
                    ActivityOptions.DEFAULT.withAttemptTimeout(Duration.ofMillis(50)))
                .await());
    try (Node node = node()) {
      node.client.start("a", "o", null);
      assertThat(failureOf(node, "a").category()).isEqualTo(ErrorCategory.TIMEOUT);
      release.countDown();
    }
  }

  @Test
  void timersAndEvents_firedAndRaised() {
    orchestrations.register(
        "o",
        Void.class,
        (ctx, in) -> {
          var event = ctx.event("go", String.class);
          ctx.timer(Duration.ofMillis(50)).await();
          return event.await();
        });
    try (Node node = node()) {
      node.client.start("a", "o", null);
      await().until(() -> node.client.status("a") != null);
      node.client.raiseEvent("a", "go", "went");
      assertThat(node.client.waitForOutput("a", String.class, Node.PATIENCE)).isEqualTo("went");
    }
  }

  @Test
  void subOrchestration_resultFailureAndTakenId_reachTheParent() {
    orchestrations.register(
        "child", String.class, (ctx, in) -> in.toUpperCase(java.util.Locale.ROOT));
    orchestrations.register(
        "broken",
        Void.class,
        (ctx, in) -> {
          throw ApplicationException.permanent("no", "CHILD");
        });
    orchestrations.register(
        "parent",
        Void.class,
        (ctx, in) -> {
          String up = ctx.subOrchestration("child", "x", String.class).await();
          ErrorDetails failure =
              failureOf(() -> ctx.subOrchestration("broken", null, String.class).await());
          ErrorDetails taken =
              failureOf(
                  () ->
                      ctx.subOrchestration(
                              "child",
                              "y",
                              String.class,
                              SubOrchestrationOptions.DEFAULT.withInstanceId("taken"))
                          .await());
          return up + " " + failure.code() + " " + taken.reason();
        });
    try (Node node = node()) {
      node.client.start("taken", "child", "z");
      node.client.waitFor("taken", Node.PATIENCE);
      node.client.start("p", "parent", null);
      assertThat(node.client.waitForOutput("p", String.class, Node.PATIENCE))
          .isEqualTo("X CHILD INSTANCE_EXISTS");
    }
  }

  private static ErrorDetails failureOf(Runnable call) {
    OperationFailedException failed = null;
    try {
      call.run();
    } catch (OperationFailedException e) {
      failed = e;
    }
    return failed == null ? ErrorDetails.of(new AssertionError("did not fail")) : failed.details();
  }

  @Test
  void detachedStart_inTheTurnThatContinuesAsNew_isNotLost() {
    orchestrations.register("other", String.class, (ctx, in) -> in);
    orchestrations.register(
        "starter",
        Integer.class,
        (ctx, n) -> {
          ctx.startDetached("other", "detached-" + n, "hi");
          return n == 0 ? "end" : ctx.continueAsNew(n - 1);
        });
    try (Node node = node()) {
      node.client.start("s", "starter", 1);
      assertThat(node.client.waitForOutput("detached-1", String.class, Node.PATIENCE))
          .isEqualTo("hi");
      assertThat(node.client.waitForOutput("detached-0", String.class, Node.PATIENCE))
          .isEqualTo("hi");
    }
  }

  @Test
  void cancel_parentAndChildAreCancelled() {
    orchestrations.register(
        "child", Void.class, (ctx, in) -> ctx.event("never", String.class).await());
    orchestrations.register(
        "parent",
        Void.class,
        (ctx, in) ->
            ctx.subOrchestration(
                    "child",
                    null,
                    String.class,
                    SubOrchestrationOptions.DEFAULT.withInstanceId("c"))
                .await());
    try (Node node = node()) {
      node.client.start("p", "parent", null);
      await().until(() -> node.client.status("c") != null);
      node.client.cancel("p", "enough");
      assertThat(node.client.waitFor("p", Node.PATIENCE).status())
          .isEqualTo(InstanceStatus.CANCELLED);
      assertThat(node.client.waitFor("c", Node.PATIENCE).status())
          .isEqualTo(InstanceStatus.CANCELLED);
      node.client.cancel("p", "again");
    }
  }

  @Test
  void undecodableActivityInput_isAConfigurationErrorNotRetried() {
    AtomicInteger calls = new AtomicInteger();
    activities.register("number", Integer.class, (ctx, n) -> calls.incrementAndGet());
    orchestrations.register(
        "o",
        Void.class,
        (ctx, in) ->
            ctx.activity("number", "word", Integer.class, RetryPolicy.attempts(3)).await());
    try (Node node = node()) {
      node.client.start("a", "o", null);
      assertThat(failureOf(node, "a").reason()).isEqualTo(ErrorReason.UNDECODABLE_PAYLOAD);
      assertThat(calls).hasValue(0);
    }
  }

  @Test
  void startTwice_secondIsRefused_alsoAfterTheEnd() {
    orchestrations.register("o", Void.class, (ctx, in) -> "x");
    try (Node node = node()) {
      node.client.start("a", "o", null);
      assertThatThrownBy(() -> node.client.start("a", "o", null))
          .isInstanceOf(InstanceAlreadyExistsException.class)
          .hasMessageContaining("'a'");
      node.client.waitFor("a", Node.PATIENCE);
      assertThatThrownBy(() -> node.client.start("a", "o", null))
          .isInstanceOf(InstanceAlreadyExistsException.class);
    }
  }

  @Test
  void waitFor_timeOut_saysSo() {
    orchestrations.register("o", Void.class, (ctx, in) -> ctx.event("never", String.class).await());
    try (Node node = node()) {
      node.client.start("a", "o", null);
      assertThatThrownBy(() -> node.client.waitFor("a", Duration.ofMillis(20)))
          .isInstanceOf(WaitTimeoutException.class)
          .hasMessageContaining("'a'");
    }
  }

  @Test
  void codeChangedUnderAnInstance_failsNamingTheEvent() {
    orchestrations.register("o", Void.class, (ctx, in) -> ctx.event("one", String.class).await());
    try (Node node = node()) {
      node.client.start("a", "o", null);
      await().until(() -> node.client.status("a") != null);
    }
    var changed =
        OrchestrationRegistry.builder()
            .register("o", Void.class, (ctx, in) -> ctx.event("two", String.class).await());
    try (Node node = new Node(file, changed, activities)) {
      node.client.raiseEvent("a", "one", "x");
      ErrorDetails error = failureOf(node, "a");
      assertThat(error.category()).isEqualTo(ErrorCategory.NONDETERMINISM);
      assertThat(error.message()).contains("event 2", "event one", "event two");
    }
  }

  @Test
  void twoNodesOnOneFile_shareTheWork_eachInstanceEndsOnce() {
    activities.register("id", Integer.class, (ctx, n) -> n);
    orchestrations.register(
        "o", Integer.class, (ctx, n) -> ctx.activity("id", n, Integer.class).await());
    try (Node one = node();
        Node two = node()) {
      for (int i = 0; i < 50; i++) {
        (i % 2 == 0 ? one : two).client.start("i" + i, "o", i);
      }
      for (int i = 0; i < 50; i++) {
        assertThat(two.client.waitForOutput("i" + i, Integer.class, Node.PATIENCE)).isEqualTo(i);
      }
    }
  }
}

package io.duroxide.it.apps;

import io.duroxide.ActivityOptions;
import io.duroxide.Backoff;
import io.duroxide.DurableFuture;
import io.duroxide.OperationFailedException;
import io.duroxide.OrchestrationContext;
import io.duroxide.RetryPolicy;
import io.duroxide.SubOrchestrationOptions;
import io.duroxide.registry.OrchestrationRegistry;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** The orchestrations of {@link MixedRun}. */
final class MixedOrchestrations {

  static final int RETRY_ATTEMPTS = 5;

  private MixedOrchestrations() {}

  /** What was deployed before: only {@code Fickle}, with other code. */
  static OrchestrationRegistry yesterday() {
    return OrchestrationRegistry.builder()
        .register("Fickle", String.class, MixedOrchestrations::waiter)
        .build();
  }

  static OrchestrationRegistry today() {
    return OrchestrationRegistry.builder()
        .register("Greet", "1.0.0", String.class, MixedOrchestrations::greet)
        .register("Greet", "2.0.0", String.class, MixedOrchestrations::greet)
        .register("FanOut", Integer.class, MixedOrchestrations::fanOut)
        .register("Retrying", Integer.class, MixedOrchestrations::retrying)
        .register("Failing", String.class, MixedOrchestrations::failing)
        .register("Throwing", String.class, MixedOrchestrations::throwing)
        .register("TooSlow", String.class, MixedOrchestrations::tooSlow)
        .register("Misfit", String.class, MixedOrchestrations::misfit)
        .register("Lost", String.class, MixedOrchestrations::lost)
        .register("Waiter", String.class, MixedOrchestrations::waiter)
        .register("Busy", String.class, MixedOrchestrations::busy)
        .register("Sleeper", Long.class, MixedOrchestrations::sleeper)
        .register("Racer", String.class, MixedOrchestrations::racer)
        .register("Countdown", Integer.class, MixedOrchestrations::countdown)
        .register("Parent", String.class, MixedOrchestrations::parent)
        .register("Stopper", String.class, MixedOrchestrations::stopper)
        .register("Forgiving", String.class, MixedOrchestrations::forgiving)
        .register("Usurper", String.class, MixedOrchestrations::usurper)
        .register("Launcher", String.class, MixedOrchestrations::launcher)
        .register("Fickle", String.class, MixedOrchestrations::fickle)
        .build();
  }

  private static String greet(OrchestrationContext ctx, String guest) {
    return ctx.activity("Compose", guest, String.class).await();
  }

  private static int fanOut(OrchestrationContext ctx, int width) {
    List<DurableFuture<Integer>> squares =
        IntStream.range(0, width)
            .mapToObj(number -> ctx.activity("Square", number, Integer.class))
            .toList();
    return ctx.all(squares).await().stream().mapToInt(Integer::intValue).sum();
  }

  private static String retrying(OrchestrationContext ctx, int failures) {
    RetryPolicy policy =
        RetryPolicy.attempts(RETRY_ATTEMPTS).withBackoff(Backoff.fixed(Duration.ofMillis(5)));
    return ctx.activity("Flaky", failures, String.class, policy).await();
  }

  private static String failing(OrchestrationContext ctx, String what) {
    return ctx.activity("Throw", what, String.class).await();
  }

  /** Fails in its own code, after a turn that went well. */
  private static String throwing(OrchestrationContext ctx, String guest) {
    throw new IllegalStateException(ctx.activity("Compose", guest, String.class).await());
  }

  private static String tooSlow(OrchestrationContext ctx, String gate) {
    ActivityOptions limit = ActivityOptions.DEFAULT.withAttemptTimeout(Duration.ofMillis(50));
    return ctx.activity("Hang", gate, String.class, limit).await();
  }

  /** Its activity wants a number. */
  private static int misfit(OrchestrationContext ctx, String text) {
    return ctx.activity("Square", text, Integer.class).await();
  }

  private static String lost(OrchestrationContext ctx, String text) {
    return ctx.activity("Unregistered", text, String.class).await();
  }

  /** Subscribes first, announces then: an event raised after the announcement is never missed. */
  private static String waiter(OrchestrationContext ctx, String gate) {
    DurableFuture<String> go = ctx.event("go", String.class);
    ctx.activity("Announce", gate, String.class).await();
    return go.await();
  }

  private static String busy(OrchestrationContext ctx, String gate) {
    return ctx.activity("Hang", gate, String.class).await();
  }

  private static String sleeper(OrchestrationContext ctx, long millis) {
    ctx.timer(Duration.ofMillis(millis)).await();
    return "awake";
  }

  /** The timer wins; the wait for the event is abandoned. */
  private static int racer(OrchestrationContext ctx, String ignored) {
    return ctx.any(ctx.event("never", String.class), ctx.timer(Duration.ofMillis(20)))
        .await()
        .index();
  }

  private static String countdown(OrchestrationContext ctx, int left) {
    return left == 0 ? "lift-off" : ctx.continueAsNew(left - 1);
  }

  /** As good or bad as its child; the input is {@code child name:child input}. */
  private static String parent(OrchestrationContext ctx, String child) {
    int colon = child.indexOf(':');
    return ctx.subOrchestration(child.substring(0, colon), child.substring(colon + 1), String.class)
        .await();
  }

  /** Cancels its child when it is told to. */
  private static String stopper(OrchestrationContext ctx, String childId) {
    DurableFuture<String> stop = ctx.event("stop", String.class);
    DurableFuture<String> child =
        ctx.subOrchestration(
            "Waiter",
            childId,
            String.class,
            SubOrchestrationOptions.DEFAULT.withInstanceId(childId));
    stop.await();
    child.cancel();
    return "stopped";
  }

  private static String forgiving(OrchestrationContext ctx, String what) {
    try {
      return ctx.subOrchestration("Failing", what, String.class).await();
    } catch (OperationFailedException failed) {
      return "never mind";
    }
  }

  /** Its child wants an id that is taken, so no child ever runs. */
  private static String usurper(OrchestrationContext ctx, String takenId) {
    return ctx.subOrchestration(
            "Greet", "me", String.class, SubOrchestrationOptions.DEFAULT.withInstanceId(takenId))
        .await();
  }

  private static String launcher(OrchestrationContext ctx, String prefix) {
    ctx.startDetached("Greet", "1.0.0", prefix + "-old", "old friend");
    ctx.startDetached("Greet", prefix + "-new", "new friend");
    return "launched";
  }

  /** Not what {@link #waiter} did, and its history says so. */
  private static String fickle(OrchestrationContext ctx, String gate) {
    ctx.timer(Duration.ofMillis(1)).await();
    return ctx.event("go", String.class).await();
  }
}

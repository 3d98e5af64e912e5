package io.duroxide.examples.tour;

import static java.util.Objects.requireNonNull;

import io.duroxide.ActivityContext;
import io.duroxide.ActivityOptions;
import io.duroxide.ApplicationException;
import io.duroxide.Backoff;
import io.duroxide.DurableFuture;
import io.duroxide.Limits;
import io.duroxide.OperationFailedException;
import io.duroxide.OrchestrationContext;
import io.duroxide.RetryPolicy;
import io.duroxide.client.DuroxideClient;
import io.duroxide.registry.ActivityRegistry;
import io.duroxide.registry.OrchestrationRegistry;
import io.duroxide.runtime.RuntimeOptions;
import java.io.IOException;
import java.net.ConnectException;
import java.sql.SQLSyntaxErrorException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

/** What application code throws, and what becomes of an activity because of it. */
final class Failures {

  private static final String ORDER = "order";
  private static final String ATTEMPTS = "attempts";
  private static final String WORK = "work";
  private static final String NEEDS_NUMBER = "needs-number";
  private static final String SLEEP = "sleep";

  private static final Limits SMALL = new Limits(10_000, 10_000, 1_000_000, 5_000, 500_000);

  /** The work that goes wrong, by what is wrong with it. */
  private static final Map<String, Callable<String>> TROUBLES =
      Map.ofEntries(
          Map.entry("statement", () -> fail(new SQLSyntaxErrorException("no such table", "42P01"))),
          Map.entry("database", () -> fail(new SQLTransientConnectionException("gone", "08006"))),
          Map.entry("network", () -> fail(new IOException(new ConnectException("refused")))),
          Map.entry("input", () -> fail(new IllegalArgumentException("negative amount"))),
          Map.entry("state", () -> fail(new IllegalStateException("shipped before it was paid"))),
          Map.entry("assertion", () -> fail(new AssertionError("cannot happen"))),
          Map.entry("unknown", () -> fail(new CustomerIsAngry())),
          Map.entry("quota", () -> fail(ApplicationException.permanent("full", "QUOTA_EXCEEDED"))),
          Map.entry("card", () -> fail(ApplicationException.retryable("declined", "DECLINED"))),
          Map.entry("stock", () -> fail(ApplicationException.retryable("sold out", "SOLD_OUT"))),
          Map.entry("address", () -> fail(ApplicationException.permanent("?", "ADDRESS"))),
          Map.entry("size", () -> "x".repeat(20_000)));

  private Failures() {}

  /** An exception that no table knows. */
  private static final class CustomerIsAngry extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private static String meet(String trouble) throws Exception {
    return requireNonNull(TROUBLES.get(trouble), trouble).call();
  }

  private static String fail(Throwable trouble) throws Exception {
    if (trouble instanceof Error error) {
      throw error;
    }
    throw (Exception) trouble;
  }

  static void visit(Site site) {
    var store = site.store("failures");
    site.node(
        store, orchestrations(), activities(), RuntimeOptions.builder().limits(SMALL).build());
    DuroxideClient client = new DuroxideClient(store);
    client.start("undecodable", "typed", "no number");
    client.start("slow", "slow", null);
    client.start("attempts", ATTEMPTS, null);
    for (String trouble : TROUBLES.keySet()) {
      client.start("order-" + trouble, ORDER, trouble);
      client.start("work-" + trouble, "delegating-order", trouble);
    }
    for (String trouble : TROUBLES.keySet()) {
      client.waitFor("order-" + trouble, Site.PATIENCE);
      client.waitFor("work-" + trouble, Site.PATIENCE);
    }
    for (String id : new String[] {"undecodable", "slow", "attempts"}) {
      client.waitFor(id, Site.PATIENCE);
    }
  }

  private static OrchestrationRegistry orchestrations() {
    return OrchestrationRegistry.builder()
        .register(ORDER, String.class, (ctx, trouble) -> meet(trouble))
        .register(
            "delegating-order",
            String.class,
            (ctx, trouble) -> ctx.activity(WORK, trouble, String.class).await())
        .register("typed", Integer.class, (ctx, number) -> number)
        .register(
            "slow",
            Object.class,
            (ctx, none) -> ctx.activity(SLEEP, null, String.class, inTime(100)).await())
        .register(ATTEMPTS, Object.class, Failures::makeAttempts)
        .build();
  }

  private static ActivityRegistry activities() {
    return ActivityRegistry.builder()
        .register(WORK, String.class, (ctx, trouble) -> meet(trouble))
        .register(NEEDS_NUMBER, Integer.class, (ctx, number) -> number)
        .register("succeed-at-last", Object.class, Failures::succeedAtLast)
        .register(SLEEP, Object.class, Failures::sleep)
        .build();
  }

  private static String makeAttempts(OrchestrationContext ctx, Object none) {
    ctx.activity("succeed-at-last", null, String.class, new RetryPolicy(5, Backoff.none())).await();
    try {
      ctx.activity(NEEDS_NUMBER, "no number", Integer.class).await();
    } catch (OperationFailedException expected) {
      ctx.setCustomStatus("now an activity that nobody wants any more");
    }
    DurableFuture<String> unwanted = ctx.activity(SLEEP, null, String.class);
    ctx.timer(Duration.ofMillis(200)).await();
    unwanted.cancel();
    return "tried everything";
  }

  private static String succeedAtLast(ActivityContext ctx, Object none) {
    if (ctx.attempt() < 4) {
      throw ApplicationException.retryable("not yet", null);
    }
    return "at last";
  }

  /** Until somebody interrupts it. */
  private static String sleep(ActivityContext ctx, Object none) throws InterruptedException {
    new CountDownLatch(1).await();
    return "never";
  }

  private static ActivityOptions inTime(long millis) {
    return ActivityOptions.DEFAULT.withAttemptTimeout(Duration.ofMillis(millis));
  }
}

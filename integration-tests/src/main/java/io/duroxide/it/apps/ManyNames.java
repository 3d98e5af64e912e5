package io.duroxide.it.apps;

import io.duroxide.ActivityContext;
import io.duroxide.ActivityOptions;
import io.duroxide.ApplicationException;
import io.duroxide.OperationFailedException;
import io.duroxide.OrchestrationContext;
import io.duroxide.RetryPolicy;
import io.duroxide.client.DuroxideClient;
import io.duroxide.provider.Provider;
import io.duroxide.provider.memory.InMemoryProvider;
import io.duroxide.registry.ActivityRegistry;
import io.duroxide.registry.OrchestrationRegistry;
import io.duroxide.runtime.DuroxideRuntime;
import io.duroxide.runtime.RuntimeOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * As many names as one node is meant for, each used in every way that is usual: each orchestration
 * ends well, badly and cancelled, continues as new, has a parent and a child, and is left open;
 * each activity succeeds, at once and after a retry, and fails. A few activities also time out, are
 * cancelled and lose their infrastructure.
 *
 * <p>Says {@link #DONE} when all has happened, then lives until it gets a line.
 */
public final class ManyNames {

  public static final String DONE = "ALL DONE";
  public static final int ORCHESTRATIONS = 20;
  public static final int ACTIVITIES = 100;

  private static final int EACH = ACTIVITIES / ORCHESTRATIONS;
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private ManyNames() {}

  @SuppressWarnings("try") // the runtime works by itself, nobody calls it
  public static void main(String[] args) throws IOException {
    try (Provider provider = new InMemoryProvider();
        DuroxideRuntime runtime =
            DuroxideRuntime.start(
                provider, orchestrations(), activities(), RuntimeOptions.DEFAULT)) {
      DuroxideClient client = new DuroxideClient(provider);
      List<String> ending = new ArrayList<>();
      for (int number = 0; number < ORCHESTRATIONS; number++) {
        start(client, number, ending);
      }
      ending.forEach(id -> client.waitFor(id, LIMIT));
      System.out.println(DONE);
      System.in.read();
    }
  }

  private static void start(DuroxideClient client, int number, List<String> ending) {
    String name = orchestration(number);
    for (String way : List.of("well", "badly", "infrastructure", "again", "parent", "cancelled")) {
      client.start(name + way, name, way);
      ending.add(name + way);
    }
    client.cancel(name + "cancelled", "enough");
    client.start(name + "open", name, "open");
    client.start(name + "suspended", name, "open");
    client.raiseEvent(name + "open", "event-" + number, "");
    client.status(name + "well");
    client.history(name + "well");
    client.keyValues(name + "well");
  }

  private static String orchestration(int number) {
    return "Orchestration" + number;
  }

  private static String activity(int number, int which) {
    return "Activity" + (number * EACH + which);
  }

  private static OrchestrationRegistry orchestrations() {
    OrchestrationRegistry.Builder registry = OrchestrationRegistry.builder();
    for (int number = 0; number < ORCHESTRATIONS; number++) {
      int own = number;
      registry.register(
          orchestration(number), String.class, (ctx, way) -> orchestrate(ctx, own, way));
    }
    return registry.build();
  }

  private static String orchestrate(OrchestrationContext ctx, int number, String way) {
    return switch (way) {
      case "well" -> allActivities(ctx, number);
      case "badly" -> throw new IllegalStateException("no");
      case "again" -> ctx.continueAsNew("child");
      case "parent" -> family(ctx, (number + 1) % ORCHESTRATIONS);
      case "infrastructure" ->
          ctx.activity(activity(number, 0), "infrastructure", String.class).await();
      case "child" -> "grown up";
      default -> ctx.event("never", String.class).await();
    };
  }

  private static String allActivities(OrchestrationContext ctx, int number) {
    for (int which = 0; which < EACH; which++) {
      String name = activity(number, which);
      ctx.activity(name, "once", String.class).await();
      ctx.activity(name, "twice", String.class, RetryPolicy.attempts(2)).await();
    }
    return unusual(ctx, number);
  }

  private static String unusual(OrchestrationContext ctx, int number) {
    try {
      return ctx.activity(
              activity(number, 0),
              "hang",
              String.class,
              ActivityOptions.DEFAULT.withAttemptTimeout(Duration.ofMillis(20)))
          .await();
    } catch (OperationFailedException timeout) {
      return "well";
    }
  }

  private static String family(OrchestrationContext ctx, int next) {
    try {
      ctx.subOrchestration(orchestration(next), "badly", String.class).await();
    } catch (OperationFailedException failed) {
      // that is what it was for
    }
    return ctx.subOrchestration(orchestration(next), "child", String.class).await();
  }

  private static ActivityRegistry activities() {
    ActivityRegistry.Builder registry = ActivityRegistry.builder();
    for (int number = 0; number < ACTIVITIES; number++) {
      registry.register("Activity" + number, String.class, ManyNames::act);
    }
    return registry.build();
  }

  private static String act(ActivityContext ctx, String way) throws Exception {
    if (way.equals("twice") && ctx.attempt() == 0) {
      throw ApplicationException.retryable("not yet", "TRY_AGAIN");
    }
    if (way.equals("infrastructure")) {
      throw new IOException("connection reset");
    }
    if (way.equals("hang")) {
      new CountDownLatch(1).await();
    }
    return way;
  }
}

package io.duroxide.it.apps;

import io.duroxide.ActivityContext;
import io.duroxide.DurableFuture;
import io.duroxide.OperationFailedException;
import io.duroxide.OrchestrationContext;
import io.duroxide.client.DuroxideClient;
import io.duroxide.provider.Provider;
import io.duroxide.provider.memory.InMemoryProvider;
import io.duroxide.registry.ActivityRegistry;
import io.duroxide.registry.OrchestrationRegistry;
import io.duroxide.runtime.DuroxideRuntime;
import io.duroxide.runtime.RuntimeOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Many activities that succeed and some that fail. Says {@link #DONE} when they have, then lives
 * until it gets a line.
 */
public final class SampledRun {

  public static final String DONE = "ALL DONE";
  public static final int SUCCESSES = 1_000;
  public static final int FAILURES = 100;

  private static final Duration LIMIT = Duration.ofMinutes(1);

  private SampledRun() {}

  @SuppressWarnings("try") // the runtime works by itself, nobody calls it
  public static void main(String[] args) throws IOException {
    try (Provider provider = new InMemoryProvider();
        DuroxideRuntime runtime =
            DuroxideRuntime.start(
                provider, orchestrations(), activities(), RuntimeOptions.DEFAULT)) {
      DuroxideClient client = new DuroxideClient(provider);
      client.start("all", "All", "");
      client.waitFor("all", LIMIT);
      System.out.println(DONE);
      System.in.read();
    }
  }

  private static OrchestrationRegistry orchestrations() {
    return OrchestrationRegistry.builder().register("All", String.class, SampledRun::all).build();
  }

  private static String all(OrchestrationContext ctx, String ignored) {
    List<DurableFuture<String>> failing = calls(ctx, "Fail", FAILURES);
    ctx.all(calls(ctx, "Succeed", SUCCESSES)).await();
    for (DurableFuture<String> each : failing) {
      try {
        each.await();
      } catch (OperationFailedException expected) {
        // that is what it was for
      }
    }
    return "done";
  }

  private static List<DurableFuture<String>> calls(
      OrchestrationContext ctx, String name, int count) {
    return IntStream.range(0, count)
        .mapToObj(number -> ctx.activity(name, "", String.class))
        .toList();
  }

  private static ActivityRegistry activities() {
    return ActivityRegistry.builder()
        .register("Succeed", String.class, (ctx, text) -> "done")
        .register("Fail", String.class, SampledRun::fail)
        .build();
  }

  private static String fail(ActivityContext ctx, String text) {
    throw new IllegalStateException("no");
  }
}

package io.duroxide.benchmarks;

import io.duroxide.OrchestrationContext;
import io.duroxide.client.DuroxideClient;
import io.duroxide.provider.Provider;
import io.duroxide.provider.sqlite.SqliteProvider;
import io.duroxide.registry.ActivityRegistry;
import io.duroxide.registry.OrchestrationRegistry;
import io.duroxide.runtime.DuroxideRuntime;
import io.duroxide.runtime.RuntimeOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/**
 * A JVM that runs one instance of many turns: what a turn costs early and late, and what it costs
 * to replay the whole history on a node that has never seen the instance. Arguments: the store's
 * file, the number of turns.
 */
public final class LongInstance {

  private static final String STEP = "Step";
  private static final String STEPS = "Steps";
  private static final String GO_ON = "go on";
  private static final int SAMPLE = 100;
  private static final Duration WAIT = Duration.ofMinutes(10);

  /** When each step ran, by {@link System#nanoTime}. */
  private final long[] ranAt;

  private LongInstance(int turns) {
    ranAt = new long[turns];
  }

  public static void main(String[] args) {
    int turns = Integer.parseInt(args[1]);
    try (Provider provider = SqliteProvider.open(Path.of(args[0]))) {
      // Compiles what is measured, so that the first turns are not slow for another reason.
      new LongInstance(turns).run(provider, "warm-up");
      new LongInstance(turns).run(provider, "measured").report();
    }
  }

  private LongInstance run(Provider provider, String id) {
    DuroxideClient client = new DuroxideClient(provider);
    try (DuroxideRuntime node = node(provider)) {
      client.start(id, STEPS, ranAt.length);
      client.waitForStatusChange(id, 0, WAIT);
    }
    try (DuroxideRuntime other = node(provider)) {
      long start = System.nanoTime();
      client.enqueue(id, GO_ON, null);
      String unused = client.waitForOutput(id, String.class, WAIT);
      if (id.equals("measured")) {
        System.out.printf(
            Locale.ROOT,
            "  a new node replayed %d turns (%d events) and ended the instance in %.2f s%n",
            ranAt.length,
            provider.admin().instanceStats(id).events(),
            (System.nanoTime() - start) / 1e9);
      }
    }
    return this;
  }

  private DuroxideRuntime node(Provider provider) {
    return DuroxideRuntime.start(
        provider,
        OrchestrationRegistry.builder().register(STEPS, Integer.class, LongInstance::steps).build(),
        ActivityRegistry.builder()
            .register(
                STEP,
                Integer.class,
                (ctx, step) -> {
                  ranAt[step] = System.nanoTime();
                  return step;
                })
            .build(),
        RuntimeOptions.DEFAULT);
  }

  private static String steps(OrchestrationContext ctx, Integer turns) {
    for (int step = 0; step < turns; step++) {
      Integer unused = ctx.activity(STEP, step, Integer.class).await();
    }
    ctx.setCustomStatus("all done");
    Void unused = ctx.dequeue(GO_ON, Void.class).await();
    return "Completed " + turns + " turns";
  }

  private void report() {
    double early = medianMillis(0);
    double late = medianMillis(ranAt.length - SAMPLE - 1);
    System.out.printf(
        Locale.ROOT,
        "  one turn and its activity, median: %.3f ms in turns 1-%d, %.3f ms in turns %d-%d:"
            + " x%.2f%n",
        early,
        SAMPLE,
        late,
        ranAt.length - SAMPLE + 1,
        ranAt.length,
        late / early);
  }

  /** From one step to the next: a turn, its commit, the way to the activity and back. */
  private double medianMillis(int first) {
    double[] steps = new double[SAMPLE];
    Arrays.setAll(steps, i -> (ranAt[first + i + 1] - ranAt[first + i]) / 1e6);
    Arrays.sort(steps);
    return steps[SAMPLE / 2];
  }
}

package io.duroxide.benchmarks;

import io.duroxide.client.DuroxideClient;
import io.duroxide.provider.Provider;
import io.duroxide.provider.sqlite.SqliteProvider;
import io.duroxide.runtime.DuroxideRuntime;
import io.duroxide.runtime.RuntimeOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/**
 * A JVM that runs one instance which joins many activities. Arguments: the store's file, the number
 * of activities.
 */
public final class WideInstance {

  private static final Duration WAIT = Duration.ofMinutes(10);

  private WideInstance() {}

  public static void main(String[] args) {
    int width = Integer.parseInt(args[1]);
    try (Provider provider = SqliteProvider.open(Path.of(args[0]));
        DuroxideRuntime node =
            DuroxideRuntime.start(
                provider,
                Workload.FAN_OUT.orchestrations(),
                Workload.activities(0),
                RuntimeOptions.builder().orchestrationSlots(4).activitySlots(32).build())) {
      DuroxideClient client = new DuroxideClient(provider);
      run(client, "warm-up", width);
      double seconds = run(client, "measured", width);
      System.out.printf(
          Locale.ROOT,
          "  %d activities joined in %.2f s: %.0f activities/s%n",
          width,
          seconds,
          width / seconds);
    }
  }

  private static double run(DuroxideClient client, String id, int width) {
    long start = System.nanoTime();
    client.start(id, Workload.FAN_OUT.name(), width);
    String unused = client.waitForOutput(id, String.class, WAIT);
    return (System.nanoTime() - start) / 1e9;
  }
}

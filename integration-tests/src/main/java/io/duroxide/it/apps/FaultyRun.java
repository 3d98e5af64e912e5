package io.duroxide.it.apps;

import io.duroxide.client.DuroxideClient;
import io.duroxide.provider.Provider;
import io.duroxide.provider.sqlite.SqliteProvider;
import io.duroxide.registry.ActivityRegistry;
import io.duroxide.registry.OrchestrationRegistry;
import io.duroxide.runtime.DuroxideRuntime;
import io.duroxide.runtime.RuntimeOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Acknowledgements that go wrong in every way, behind two layers of the user's own.
 *
 * <p>Arguments: the database file and the instances to start; those that exist already go on. Runs
 * one healthy instance and says {@link #READY}, starts the others at the line {@code go} and says
 * {@link #DONE} when they have ended. A line {@code calls} asks for the calls made so far. With one
 * of {@link #HALTING} it says {@link #COMMITTED} and waits to be killed.
 */
public final class FaultyRun {

  public static final String READY = "READY";
  public static final String DONE = "ALL DONE";
  public static final String COMMITTED = "COMMITTED";

  /** How often the application itself asks the store, beside runtime and client. */
  public static final int OWN_CALLS = 7;

  /** Every fault at every place. */
  public static final List<String> ALL =
      List.of(
          "first-shaky",
          "first-refused",
          "first-unreported",
          "last-shaky",
          "last-refused",
          "last-unreported",
          "activity-shaky",
          "activity-refused",
          "activity-unreported");

  /** The process stands still after the commit of the first turn, and of the activity. */
  public static final List<String> HALTING = List.of("first-halted", "activity-halted");

  private static final Duration LIMIT = Duration.ofMinutes(1);

  private FaultyRun() {}

  @SuppressWarnings("try") // the runtime works by itself, nobody calls it
  public static void main(String[] args) throws IOException {
    List<String> instances = List.of(args).subList(1, args.length);
    try (Provider sqlite = SqliteProvider.open(Path.of(args[0]));
        CountingProvider store = new CountingProvider(new FaultyProvider(sqlite));
        DuroxideRuntime runtime =
            DuroxideRuntime.start(store, orchestrations(), activities(), options());
        BufferedReader in =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      DuroxideClient client = new DuroxideClient(store);
      // Both layers are now known to the agent, and one call goes through both.
      DuroxideClient direct = new DuroxideClient(sqlite);
      startAndWait(client, List.of("healthy"));
      System.out.println(READY);
      in.readLine();
      startAndWait(client, instances);
      for (int i = 0; i < OWN_CALLS; i++) {
        direct.status("healthy");
        store.instanceInfo("healthy");
      }
      System.out.println(DONE);
      while ("calls".equals(in.readLine())) {
        System.out.println("CALLS " + store.calls());
      }
    }
  }

  private static void startAndWait(DuroxideClient client, List<String> instances) {
    for (String id : instances) {
      if (client.status(id) == null) {
        client.start(id, "Plain", id);
      }
    }
    for (String id : instances) {
      client.waitFor(id, LIMIT);
    }
  }

  private static RuntimeOptions options() {
    return RuntimeOptions.builder()
        .orchestrationSlots(2)
        .activitySlots(2)
        .orchestrationLockTimeout(Duration.ofSeconds(1))
        .activityLockTimeout(Duration.ofSeconds(1))
        .build();
  }

  private static OrchestrationRegistry orchestrations() {
    return OrchestrationRegistry.builder()
        .register(
            "Plain",
            String.class,
            (ctx, input) -> ctx.activity("Work", input, String.class).await())
        .build();
  }

  private static ActivityRegistry activities() {
    return ActivityRegistry.builder()
        .register("Work", String.class, (ctx, input) -> "done: " + input)
        .build();
  }
}

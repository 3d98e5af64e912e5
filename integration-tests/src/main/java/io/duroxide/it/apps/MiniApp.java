package io.duroxide.it.apps;

import static java.util.Objects.requireNonNull;

import io.duroxide.client.DuroxideClient;
import io.duroxide.provider.Provider;
import io.duroxide.provider.sqlite.SqliteProvider;
import io.duroxide.registry.ActivityRegistry;
import io.duroxide.registry.OrchestrationRegistry;
import io.duroxide.runtime.DuroxideRuntime;
import io.duroxide.runtime.RuntimeOptions;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A small application whose stdout and exit code never vary, so that any difference is the agent's
 * doing. The exit code is not 0, because everything that goes wrong may also end in 0 or 1.
 *
 * <p>Arguments: the database file.
 */
public final class MiniApp {

  public static final int EXIT_CODE = 42;

  private static final int GREETINGS = 3;

  private MiniApp() {}

  @SuppressWarnings("try") // the runtime works by itself, nobody calls it
  public static void main(String[] args) {
    try (Provider provider = SqliteProvider.open(Path.of(args[0]));
        DuroxideRuntime runtime =
            DuroxideRuntime.start(
                provider, orchestrations(), activities(), RuntimeOptions.builder().build())) {
      DuroxideClient client = new DuroxideClient(provider);
      for (int i = 0; i < GREETINGS; i++) {
        String id = "greeting-" + i;
        client.start(id, "Greet", "guest " + i);
        client.waitFor(id, Duration.ofSeconds(30));
        System.out.println(id + " " + requireNonNull(provider.instanceInfo(id)).status());
      }
    }
    System.exit(EXIT_CODE);
  }

  static OrchestrationRegistry orchestrations() {
    return OrchestrationRegistry.builder()
        .register(
            "Greet",
            String.class,
            (ctx, guest) -> ctx.activity("Compose", guest, String.class).await())
        .build();
  }

  static ActivityRegistry activities() {
    return ActivityRegistry.builder()
        .register("Compose", String.class, (ctx, guest) -> "Hello " + guest)
        .build();
  }
}

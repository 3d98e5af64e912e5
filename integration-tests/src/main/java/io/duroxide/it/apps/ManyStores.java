package io.duroxide.it.apps;

import io.duroxide.client.DuroxideClient;
import io.duroxide.provider.Provider;
import io.duroxide.provider.memory.InMemoryProvider;
import io.duroxide.provider.sqlite.SqliteProvider;
import io.duroxide.registry.OrchestrationRegistry;
import io.duroxide.runtime.DuroxideRuntime;
import io.duroxide.runtime.RuntimeOptions;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * An application with several stores of all sorts and a runtime on each: a file, a memory, a
 * decorator around a decorator, and one whose class is loaded by another class loader. Each does
 * the same, then everything stays as it is until stdin ends.
 *
 * <p>Arguments: the database file.
 */
public final class ManyStores {

  public static final String READY = "READY";
  public static final List<String> NAMES = List.of("sqlite", "memory", "decorator", "foreign");

  /** Greeted on each store; one more instance waits for ever. */
  public static final int GUESTS = 5;

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private ManyStores() {}

  public static void main(String[] args) throws IOException {
    ClassLoader own = ManyStores.class.getClassLoader();
    Deque<AutoCloseable> open = new ArrayDeque<>();
    try (URLClassLoader other = new URLClassLoader(new URL[0], own)) {
      Provider inner = OwnStore.around(new InMemoryProvider(), "inner", own);
      List<Provider> stores =
          List.of(
              SqliteProvider.open(Path.of(args[0])),
              new InMemoryProvider(),
              OwnStore.around(inner, "decorator", own),
              OwnStore.around(new InMemoryProvider(), "foreign", other));
      for (Provider store : stores) {
        open.push(store);
        open.push(work(store));
      }
      System.out.println(READY);
      int unused = System.in.read();
      open.forEach(ManyStores::close);
    }
  }

  private static DuroxideRuntime work(Provider store) {
    RuntimeOptions small = RuntimeOptions.builder().orchestrationSlots(1).activitySlots(2).build();
    DuroxideRuntime runtime =
        DuroxideRuntime.start(store, orchestrations(), MiniApp.activities(), small);
    DuroxideClient client = new DuroxideClient(store);
    client.start("waiting", "Wait", null);
    for (int i = 0; i < GUESTS; i++) {
      client.start("guest-" + i, "Greet", "guest " + i);
      client.waitFor("guest-" + i, LIMIT);
    }
    return runtime;
  }

  private static OrchestrationRegistry orchestrations() {
    return OrchestrationRegistry.builder()
        .addAll(MiniApp.orchestrations())
        .register("Wait", Object.class, (ctx, none) -> ctx.event("never", String.class).await())
        .build();
  }

  private static void close(AutoCloseable each) {
    try {
      each.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}

package io.duroxide.it.apps;

import io.duroxide.ActivityContext;
import io.duroxide.ApplicationException;
import io.duroxide.OrchestrationContext;
import io.duroxide.client.DuroxideClient;
import io.duroxide.provider.Provider;
import io.duroxide.provider.memory.InMemoryProvider;
import io.duroxide.registry.ActivityRegistry;
import io.duroxide.registry.OrchestrationRegistry;
import io.duroxide.runtime.DuroxideRuntime;
import io.duroxide.runtime.RuntimeOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A million names, through the same calls that a well-behaved application makes: orchestrations
 * with their parents and versions, activities with their tags and error codes, starts and events by
 * the client. Before them some real names, after them one more.
 *
 * <p>Says {@link #UP} and obeys lines: {@code flood} ends in {@link #DONE}, {@code heap} is
 * answered with {@link #HEAP} and the bytes in use after a collection.
 */
public final class HostileRun {

  public static final String UP = "UP";
  public static final String DONE = "ALL DONE";
  public static final String HEAP = "HEAP ";

  /** Of each of the four kinds. */
  public static final int NAMES = 250_000;

  public static final int EARLY_NAMES = 10;
  public static final int OPEN_NAMES = 250_000;

  /** The activities in between are of unknown names and never run. */
  public static final int FAILING_EVERY = 10;

  static final String NOWHERE = "nowhere";

  /** So short that the flood is noticed soon. */
  static final Duration IDLE = Duration.ofMillis(50);

  private static final Duration LIMIT = Duration.ofMinutes(1);

  private HostileRun() {}

  @SuppressWarnings("try") // the runtime works by itself, nobody calls it
  public static void main(String[] args) throws IOException, InterruptedException {
    try (Provider memory = new InMemoryProvider();
        HostileProvider provider = new HostileProvider(memory);
        DuroxideRuntime runtime =
            DuroxideRuntime.start(provider, orchestrations(), activities(), options());
        BufferedReader in =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      DuroxideClient client = new DuroxideClient(provider);
      for (int i = 0; i < EARLY_NAMES; i++) {
        run(client, "Early" + i);
      }
      System.out.println(UP);
      String order = in.readLine();
      while (order != null && !order.equals("stop")) {
        if (order.equals("flood")) {
          flood(client, provider);
          System.out.println(DONE);
        } else {
          System.out.println(HEAP + usedHeap());
        }
        order = in.readLine();
      }
    }
  }

  private static void run(DuroxideClient client, String name) {
    client.start(name, name, name);
    client.waitFor(name, LIMIT);
  }

  private static void flood(DuroxideClient client, HostileProvider provider)
      throws InterruptedException {
    provider.flood();
    for (int number = 0; number < NAMES; number++) {
      client.start(NOWHERE, allowed(HostileNames.of("Start", number)), null);
      client.raiseEvent(NOWHERE, allowed(HostileNames.of("Event", number)), null);
    }
    run(client, "Late");
  }

  /** The client refuses longer names, which then cost nothing. */
  private static String allowed(String name) {
    return name.substring(0, Math.min(name.length(), 256));
  }

  private static long usedHeap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static RuntimeOptions options() {
    return RuntimeOptions.builder().orchestrationSlots(2).activitySlots(2).build();
  }

  private static OrchestrationRegistry orchestrations() {
    OrchestrationRegistry.Builder registry =
        OrchestrationRegistry.builder().register("Late", String.class, HostileRun::same);
    for (int i = 0; i < EARLY_NAMES; i++) {
      registry.register("Early" + i, String.class, HostileRun::same);
    }
    return registry.build();
  }

  private static String same(OrchestrationContext ctx, String name) {
    return ctx.activity(name, name, String.class).await();
  }

  private static ActivityRegistry activities() {
    ActivityRegistry.Builder registry =
        ActivityRegistry.builder()
            .register("Fail", Integer.class, HostileRun::fail)
            .register("Late", String.class, (ctx, text) -> text);
    for (int i = 0; i < EARLY_NAMES; i++) {
      registry.register("Early" + i, String.class, (ctx, text) -> text);
    }
    return registry.build();
  }

  private static String fail(ActivityContext ctx, int number) {
    throw ApplicationException.permanent("no", "code-" + number);
  }
}

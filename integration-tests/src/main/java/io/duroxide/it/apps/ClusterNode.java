package io.duroxide.it.apps;

import io.duroxide.DurableFuture;
import io.duroxide.OrchestrationContext;
import io.duroxide.client.DuroxideClient;
import io.duroxide.provider.Provider;
import io.duroxide.provider.sqlite.SqliteOptions;
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
import java.util.ArrayList;
import java.util.List;

/**
 * One of several nodes on one store.
 *
 * <p>Argument: the database file. Says {@link #UP} and then obeys lines: {@code stall} starts two
 * instances and holds them beyond their locks, {@code work} starts instances of every state and
 * waits for those that end, {@code idle} starts none. The next line lets go of what is held, and
 * one more ends the process.
 */
public final class ClusterNode {

  public static final String UP = "UP";
  public static final String DONE = "ALL DONE";
  public static final String STALLED = "STALLED ";

  /** One each, so that a sleeping node cannot take over from itself. */
  public static final int SLOTS = 1;

  private static final int GREETINGS = 10;
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final Duration LOCK = Duration.ofSeconds(2);

  private final StallingProvider stalling;
  private final Provider sqlite;

  private ClusterNode(Provider sqlite) {
    this.sqlite = sqlite;
    this.stalling = new StallingProvider(sqlite);
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    SqliteOptions options =
        SqliteOptions.of(Path.of(args[0])).withPollInterval(Duration.ofMillis(100));
    try (Provider sqlite = SqliteProvider.open(options);
        BufferedReader in =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      // The first call of a process takes longest; it is over before the nodes race.
      new DuroxideClient(sqlite).status("nobody");
      System.out.println(UP);
      new ClusterNode(sqlite).run(in.readLine(), in);
    }
  }

  @SuppressWarnings("try") // the runtime works by itself, nobody calls it
  private void run(String mode, BufferedReader in) throws IOException, InterruptedException {
    Provider store = mode.equals("stall") ? stalling : sqlite;
    try (DuroxideRuntime runtime =
        DuroxideRuntime.start(store, orchestrations(), activities(), options())) {
      DuroxideClient client = new DuroxideClient(store);
      if (mode.equals("stall")) {
        client.start(StallingProvider.ACTIVITY, "Stolen", "a");
        stalling.awaitStalledActivity();
        client.start(StallingProvider.TURN, "Stolen", "b");
      } else if (mode.equals("work")) {
        work(client);
      }
      in.readLine();
      stalling.wakeUp();
      in.readLine();
    }
  }

  private void work(DuroxideClient client) {
    client.start("waiting-1", "Waiter", "");
    client.start("waiting-2", "Waiter", "");
    client.start("suspended", "Waiter", "");
    client.start("sleeping", "Sleeper", Duration.ofHours(1).toMillis());
    for (int i = 0; i < GREETINGS; i++) {
      client.start("greet-" + i, "Greet", "guest " + i);
    }
    client.start("party", "Party", GREETINGS);
    for (int i = 0; i < GREETINGS; i++) {
      client.waitFor("greet-" + i, LIMIT);
    }
    client.waitFor("party", LIMIT);
    client.waitFor(StallingProvider.TURN, LIMIT);
    client.waitFor(StallingProvider.ACTIVITY, LIMIT);
    sqlite.awaitCustomStatus("suspended", 0, LIMIT);
    client.suspend("suspended");
    System.out.println(DONE);
  }

  private static RuntimeOptions options() {
    return RuntimeOptions.builder()
        .orchestrationSlots(SLOTS)
        .activitySlots(SLOTS)
        .orchestrationLockTimeout(LOCK)
        .activityLockTimeout(LOCK)
        .shutdownTimeout(Duration.ofSeconds(1))
        .build();
  }

  private static OrchestrationRegistry orchestrations() {
    return OrchestrationRegistry.builder()
        .register("Stolen", String.class, ClusterNode::greet)
        .register("Greet", String.class, ClusterNode::greet)
        .register("Party", Integer.class, ClusterNode::party)
        .register("Welcome", String.class, ClusterNode::welcome)
        .register("Waiter", String.class, ClusterNode::await)
        .register("Sleeper", Long.class, ClusterNode::sleep)
        .build();
  }

  private static String greet(OrchestrationContext ctx, String guest) {
    return ctx.activity("Compose", guest, String.class).await();
  }

  private static int party(OrchestrationContext ctx, int guests) {
    List<DurableFuture<String>> greetings = new ArrayList<>();
    for (int i = 0; i < guests; i++) {
      greetings.add(ctx.subOrchestration("Welcome", "guest " + i, String.class));
    }
    return ctx.all(greetings).await().size();
  }

  private static String welcome(OrchestrationContext ctx, String guest) {
    return ctx.subOrchestration("Greet", guest, String.class).await();
  }

  private static String await(OrchestrationContext ctx, String ignored) {
    ctx.setCustomStatus("waiting");
    return ctx.event("go", String.class).await();
  }

  private static String sleep(OrchestrationContext ctx, long millis) {
    ctx.timer(Duration.ofMillis(millis)).await();
    return "awake";
  }

  private static ActivityRegistry activities() {
    return ActivityRegistry.builder()
        .register("Compose", String.class, (ctx, guest) -> "Hello " + guest)
        .build();
  }
}

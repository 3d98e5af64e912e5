package io.duroxide.it.apps;

import io.duroxide.OrchestrationContext;
import io.duroxide.SubOrchestrationOptions;
import io.duroxide.client.DuroxideClient;
import io.duroxide.provider.Provider;
import io.duroxide.provider.sqlite.SqliteOptions;
import io.duroxide.provider.sqlite.SqliteProvider;
import io.duroxide.registry.ActivityRegistry;
import io.duroxide.registry.OrchestrationRegistry;
import io.duroxide.runtime.DuroxideRuntime;
import io.duroxide.runtime.RuntimeOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * Everything is replayed: at every turn, after evictions and after a restart of the runtime. In the
 * end the wall clock goes back by an hour.
 *
 * <p>Argument: the database file. Says {@link #DONE} when all has happened, then lives until it
 * gets a line.
 */
public final class ReplayRun {

  public static final String DONE = "ALL DONE";

  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final int HALF = 3;
  private static final String CHILD = "rewound-child";
  private static final List<String> CHAINS =
      IntStream.range(0, 6).mapToObj(number -> "chain-" + number).toList();

  private final AtomicLong shiftMillis = new AtomicLong();
  private final InstantSource clock =
      () -> InstantSource.system().instant().plusMillis(shiftMillis.get());

  private ReplayRun() {}

  public static void main(String[] args) throws IOException {
    new ReplayRun().run(Path.of(args[0]));
  }

  @SuppressWarnings("try") // the runtimes work by themselves, nobody calls them
  private void run(Path file) throws IOException {
    SqliteOptions options =
        SqliteOptions.of(file).withClock(clock).withPollInterval(Duration.ofMillis(50));
    try (Provider provider = SqliteProvider.open(options)) {
      DuroxideClient client = new DuroxideClient(provider);
      try (DuroxideRuntime withoutCache = start(provider, 0)) {
        CHAINS.forEach(id -> client.start(id, "Chain", 0));
        CHAINS.forEach(id -> awaitHalf(provider, id));
      }
      try (DuroxideRuntime withTinyCache = start(provider, 1)) {
        CHAINS.forEach(id -> client.raiseEvent(id, "go", "on"));
        CHAINS.forEach(id -> client.waitFor(id, LIMIT));
        goBack(provider, client);
        System.out.println(DONE);
        System.in.read();
      }
    }
  }

  /** A parent and its child begin at one o'clock and end at twelve. */
  private void goBack(Provider provider, DuroxideClient client) {
    client.start("rewound", "Rewound", 0);
    awaitHalf(provider, CHILD);
    shiftMillis.set(-Duration.ofHours(1).toMillis());
    client.raiseEvent(CHILD, "go", "on");
    client.waitFor("rewound", LIMIT);
  }

  /** The status is committed with the turn that waits for the event. */
  private static void awaitHalf(Provider provider, String id) {
    provider.awaitCustomStatus(id, 0, LIMIT);
  }

  private DuroxideRuntime start(Provider provider, int cacheSize) {
    RuntimeOptions options =
        RuntimeOptions.builder()
            .orchestrationSlots(2)
            .activitySlots(2)
            .executionCacheSize(cacheSize)
            .clock(clock)
            .build();
    return DuroxideRuntime.start(provider, orchestrations(), activities(), options);
  }

  private static OrchestrationRegistry orchestrations() {
    return OrchestrationRegistry.builder()
        .register("Chain", Integer.class, ReplayRun::chain)
        .register(
            "Rewound",
            Integer.class,
            (ctx, from) ->
                ctx.subOrchestration(
                        "Chain",
                        from,
                        String.class,
                        SubOrchestrationOptions.DEFAULT.withInstanceId(CHILD))
                    .await())
        .build();
  }

  /** Activities and, between them, every call that the runtime answers itself. */
  private static String chain(OrchestrationContext ctx, int from) {
    half(ctx, from);
    ctx.now();
    ctx.randomUuid();
    ctx.keyValueOf("nobody", "nothing", String.class);
    ctx.keyValues().set("seen", "yes");
    ctx.setCustomStatus("half");
    ctx.event("go", String.class).await();
    return half(ctx, from + HALF);
  }

  private static String half(OrchestrationContext ctx, int from) {
    String last = "";
    for (int number = from; number < from + HALF; number++) {
      last = ctx.activity("Link", number, String.class).await();
    }
    return last;
  }

  private static ActivityRegistry activities() {
    return ActivityRegistry.builder()
        .register("Link", Integer.class, (ctx, number) -> "link " + number)
        .build();
  }
}

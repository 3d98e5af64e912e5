package io.duroxide.it.apps;

import io.duroxide.ActivityContext;
import io.duroxide.OrchestrationContext;
import io.duroxide.client.DuroxideClient;
import io.duroxide.provider.Provider;
import io.duroxide.provider.sqlite.SqliteProvider;
import io.duroxide.registry.ActivityRegistry;
import io.duroxide.registry.OrchestrationRegistry;
import io.duroxide.runtime.DuroxideRuntime;
import io.duroxide.runtime.RuntimeOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Many small chains of activities that leave traces in a side file, made to be killed in between
 * and continued by another process on the same file.
 *
 * <p>Arguments: the database file, the side file, {@code start} or {@code resume}. Says {@code
 * EFFECTS n} after every so many activities and {@link #DONE} at the end, then lives until it gets
 * a line.
 */
public final class CrashRun {

  public static final String DONE = "ALL DONE";
  public static final int CHAINS = 300;
  public static final int LINKS = 5;

  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final Path sideFile;
  private final AtomicInteger effects = new AtomicInteger();

  private CrashRun(Path sideFile) {
    this.sideFile = sideFile;
  }

  @SuppressWarnings("try") // the runtime works by itself, nobody calls it
  public static void main(String[] args) throws IOException {
    CrashRun run = new CrashRun(Path.of(args[1]));
    try (Provider provider = SqliteProvider.open(Path.of(args[0]));
        DuroxideRuntime runtime =
            DuroxideRuntime.start(provider, orchestrations(), run.activities(), options())) {
      DuroxideClient client = new DuroxideClient(provider);
      if (args[2].equals("start")) {
        for (int i = 0; i < CHAINS; i++) {
          client.start("chain-" + i, "Chain", LINKS);
        }
      }
      for (int i = 0; i < CHAINS; i++) {
        client.waitFor("chain-" + i, LIMIT);
      }
      System.out.println(DONE);
      System.in.read();
    }
  }

  /** Locks are short, so that the next process need not wait long for those of a killed one. */
  private static RuntimeOptions options() {
    return RuntimeOptions.builder()
        .orchestrationSlots(2)
        .activitySlots(4)
        .maxDeliveries(10)
        .orchestrationLockTimeout(Duration.ofSeconds(2))
        .activityLockTimeout(Duration.ofSeconds(2))
        .build();
  }

  private static OrchestrationRegistry orchestrations() {
    return OrchestrationRegistry.builder()
        .register("Chain", Integer.class, CrashRun::chain)
        .build();
  }

  private ActivityRegistry activities() {
    return ActivityRegistry.builder().register("Link", Integer.class, this::link).build();
  }

  private static String chain(OrchestrationContext ctx, int links) {
    for (int link = 0; link < links; link++) {
      ctx.activity("Link", link, String.class).await();
    }
    return "complete";
  }

  /** One line per effect; an append this short reaches the file whole or not at all. */
  private String link(ActivityContext ctx, int link) throws IOException {
    String effect = ctx.instanceId() + " " + link + " " + ProcessHandle.current().pid() + "\n";
    Files.writeString(
        sideFile,
        effect,
        StandardCharsets.UTF_8,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    int done = effects.incrementAndGet();
    if (done % 100 == 0) {
      System.out.println("EFFECTS " + done);
    }
    return effect;
  }
}

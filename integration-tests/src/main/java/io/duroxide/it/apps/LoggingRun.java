package io.duroxide.it.apps;

import io.duroxide.ActivityContext;
import io.duroxide.ApplicationException;
import io.duroxide.DurableFuture;
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
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Writes log lines wherever an application can: in {@code main}, in an orchestration, in one of its
 * blocks, after a replay, in an activity, in a shutdown hook. Everything is replayed at every turn.
 *
 * <p>Arguments: the database file, the library to log with, and {@code bridge} to send the JDK's
 * logging to SLF4J.
 */
public final class LoggingRun {

  public static final String BEGIN = "CONSOLE BEGIN";
  public static final String END = "CONSOLE END";
  public static final String SECRET = "S3cr3t";

  private static final Duration LIMIT = Duration.ofMinutes(1);

  private final Voice voice;
  private final boolean bridged;

  private LoggingRun(Voice voice, boolean bridged) {
    this.voice = voice;
    this.bridged = bridged;
  }

  public static void main(String[] args) throws Exception {
    if (args.length > 2) {
      Class.forName("org.slf4j.bridge.SLF4JBridgeHandler")
          .getMethod("removeHandlersForRootLogger")
          .invoke(null);
      Class.forName("org.slf4j.bridge.SLF4JBridgeHandler").getMethod("install").invoke(null);
    }
    new LoggingRun(Voice.of(args[1]), args.length > 2).run(Path.of(args[0]));
  }

  @SuppressWarnings("try") // the runtime works by itself, nobody calls it
  private void run(Path file) {
    if (!(voice instanceof Voice.Jul)) { // whose handlers go in a hook of the JDK's
      Runtime.getRuntime().addShutdownHook(new Thread(() -> voice.info("in a hook", "too")));
    }
    RuntimeOptions options =
        RuntimeOptions.builder()
            .orchestrationSlots(1)
            .activitySlots(1)
            .executionCacheSize(0)
            .build();
    try (Provider provider = SqliteProvider.open(file)) {
      DuroxideClient client = new DuroxideClient(provider);
      try (DuroxideRuntime runtime =
          DuroxideRuntime.start(provider, orchestrations(), activities(), options)) {
        console();
        client.start("talk-1", "Talk", SECRET);
        client.waitFor("talk-1", LIMIT);
        client.start("fail-1", "Fail", SECRET);
        client.waitFor("fail-1", LIMIT);
      }
    }
  }

  /** On one thread, so that the order of the lines is always the same. */
  private void console() {
    System.out.println(BEGIN);
    voice.debug("not", "enabled");
    voice.info("in", "main");
    if (!bridged) { // the bridge does not survive that
      voice.warn("hostile", new Hostile());
    }
    voice.error("with a cause", new IllegalStateException(SECRET));
    Counted counted = new Counted();
    voice.info("counted", counted);
    System.out.println(END);
    System.out.println("asked " + counted.asked.get());
  }

  private OrchestrationRegistry orchestrations() {
    return OrchestrationRegistry.builder()
        .register("Talk", String.class, this::talk)
        .register(
            "Fail", String.class, (ctx, in) -> ctx.activity("Break", in, String.class).await())
        .build();
  }

  private ActivityRegistry activities() {
    return ActivityRegistry.builder()
        .register("Work", String.class, this::work)
        .register(
            "Break",
            String.class,
            (ctx, in) -> {
              throw ApplicationException.permanent("cannot use " + in, "E1");
            })
        .build();
  }

  private String talk(OrchestrationContext ctx, String in) {
    voice.info("code", "begins");
    DurableFuture<String> block =
        ctx.async(
            () -> {
              voice.info("in a", "block");
              return ctx.activity("Work", in, String.class).await();
            });
    ctx.logger().info("once");
    String worked = block.await();
    ctx.logger().warn("after a replay");
    voice.info("code", "ends");
    return worked;
  }

  private String work(ActivityContext ctx, String in) {
    voice.debug("in an", "activity");
    voice.info("in an", "activity");
    ctx.logger().error("by its own logger", new IllegalStateException(in));
    return in;
  }

  /** Cannot be written. */
  private static final class Hostile {
    @Override
    public String toString() {
      throw new IllegalStateException(SECRET);
    }
  }

  /** Knows how often it was written. */
  private static final class Counted {
    private final AtomicInteger asked = new AtomicInteger();

    @Override
    public String toString() {
      asked.incrementAndGet();
      return "once";
    }
  }
}

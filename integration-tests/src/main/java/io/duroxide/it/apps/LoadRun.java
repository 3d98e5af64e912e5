package io.duroxide.it.apps;

import io.duroxide.client.DuroxideClient;
import io.duroxide.provider.Provider;
import io.duroxide.provider.sqlite.SqliteOptions;
import io.duroxide.provider.sqlite.SqliteOptions.Synchronous;
import io.duroxide.provider.sqlite.SqliteProvider;
import io.duroxide.runtime.DuroxideRuntime;
import io.duroxide.runtime.RuntimeOptions;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A known mixture of orchestrations at a given rate, as often as it is told to on stdin, and its
 * own account of what happened.
 *
 * <p>Arguments: the database file. Each command is answered by lines and {@link #DONE} with its
 * number:
 *
 * <ul>
 *   <li>{@code load <orchestrations> <per second>}: {@link #LOADED}, number, milliseconds
 *   <li>{@code tally}: the lines of {@link Tally}
 *   <li>{@code memory}: {@link #MEMORY}, bytes of heap in use after a collection, live threads
 *   <li>{@code stop} or the end of stdin: the end, with {@link #EXIT_CODE}
 * </ul>
 *
 * On SIGTERM it works off {@link #LAST_LOAD} more orchestrations and closes the runtime, as a
 * service does that has something to finish.
 */
public final class LoadRun {

  public static final String DONE = "DONE";
  public static final String LOADED = "LOADED";
  public static final String MEMORY = "MEMORY";
  public static final int EXIT_CODE = 42;
  public static final int LAST_LOAD = 60;

  private static final int LAST_LOAD_PER_SECOND = 100;
  private static final int STARTERS = 8;
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final Tally tally = new Tally();
  private final AtomicInteger loads = new AtomicInteger();
  private final Provider provider;
  private final DuroxideClient client;
  private final DuroxideRuntime runtime;

  private LoadRun(SqliteOptions options) {
    provider = SqliteProvider.open(options);
    client = new DuroxideClient(provider);
    runtime =
        DuroxideRuntime.start(
            provider, MixedOrchestrations.today(), LoadActivities.registry(tally), options());
  }

  /** An attempt on a machine that stands still must not lose its lock: it would be repeated. */
  private static RuntimeOptions options() {
    return RuntimeOptions.builder()
        .orchestrationLockTimeout(LIMIT)
        .activityLockTimeout(LIMIT)
        .build();
  }

  public static void main(String[] args) throws Exception {
    // The disk is not what is loaded here.
    LoadRun run =
        new LoadRun(SqliteOptions.of(Path.of(args[0])).withSynchronous(Synchronous.NORMAL));
    Thread finish = new Thread(run::finish, "finish");
    Runtime.getRuntime().addShutdownHook(finish);
    run.obey();
    Runtime.getRuntime().removeShutdownHook(finish);
    run.close();
    System.exit(EXIT_CODE);
  }

  private void obey() throws Exception {
    try (Scanner in = new Scanner(System.in, StandardCharsets.UTF_8)) {
      for (int number = 1; in.hasNext(); number++) {
        switch (in.next()) {
          case "load" -> load(in.nextInt(), in.nextInt());
          case "tally" -> tally.lines().forEach(System.out::println);
          case "memory" -> System.out.println(memory());
          default -> {
            return;
          }
        }
        System.out.println(DONE + " " + number + ".");
      }
    }
  }

  private void finish() {
    try {
      load(LAST_LOAD, LAST_LOAD_PER_SECOND);
      close();
    } catch (Exception e) {
      System.err.println("cannot finish: " + e);
    }
  }

  private void close() {
    runtime.close();
    provider.close();
  }

  /** Offers orchestrations at a steady rate, waits for all of them, and holds them to account. */
  private void load(int orchestrations, int perSecond) throws Exception {
    String prefix = "load-" + loads.incrementAndGet() + "-";
    long start = System.nanoTime();
    inParallel(
        orchestrations,
        number -> {
          awaitTurn(start, number, perSecond);
          Kind.of(number).start(client, prefix + number, tally);
        });
    inParallel(
        orchestrations,
        number -> Kind.of(number).checkEnd(client.waitFor(prefix + number, LIMIT), tally));
    long millis = (System.nanoTime() - start) / 1_000_000;
    System.out.println(LOADED + " " + orchestrations + " " + millis);
  }

  private static void awaitTurn(long start, int number, int perSecond) {
    long due = start + number * 1_000_000_000L / perSecond;
    for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  private interface Step {
    void at(int number) throws Exception;
  }

  private static void inParallel(int count, Step step) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(STARTERS);
    try {
      AtomicInteger next = new AtomicInteger();
      Callable<Integer> worker =
          () -> {
            for (int number = next.getAndIncrement();
                number < count;
                number = next.getAndIncrement()) {
              step.at(number);
            }
            return STARTERS;
          };
      List<Callable<Integer>> workers = new ArrayList<>();
      for (int i = 0; i < STARTERS; i++) {
        workers.add(worker);
      }
      for (Future<Integer> ended : threads.invokeAll(workers)) {
        int unused = ended.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      threads.shutdown();
    }
  }

  /** Twice: the first collection may only clear what finalisers and references hold. */
  private static String memory() {
    System.gc();
    System.gc();
    return MEMORY
        + " "
        + ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed()
        + " "
        + ManagementFactory.getThreadMXBean().getThreadCount();
  }
}

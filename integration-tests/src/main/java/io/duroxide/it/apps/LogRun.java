package io.duroxide.it.apps;

import io.duroxide.provider.Provider;
import io.duroxide.provider.sqlite.SqliteProvider;
import io.duroxide.registry.ActivityRegistry;
import io.duroxide.registry.OrchestrationRegistry;
import io.duroxide.runtime.DuroxideRuntime;
import io.duroxide.runtime.RuntimeOptions;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Scanner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An application that has a runtime, and writes into its log what it is told on stdin.
 *
 * <p>Arguments: the database file. Commands:
 *
 * <ul>
 *   <li>{@code error <from> <to>}, {@code info <from> <to>}: a record each, such as {@code info 7};
 *       answered by {@link #SAID} and the command
 *   <li>{@code memory}: {@link #MEMORY} and the bytes of heap in use after a collection
 *   <li>{@code stop} or the end of stdin: the end, with {@link #EXIT_CODE}. A shutdown hook says
 *       {@link #LAST_WORDS}
 * </ul>
 */
public final class LogRun {

  public static final String SAID = "SAID";
  public static final String MEMORY = "MEMORY";
  public static final String LAST_WORDS = "error 0";
  public static final int EXIT_CODE = 42;

  private static final Logger log = LoggerFactory.getLogger(LogRun.class);

  private LogRun() {}

  public static void main(String[] args) {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> log.error(LAST_WORDS), "last"));
    try (Provider provider = SqliteProvider.open(Path.of(args[0]));
        DuroxideRuntime runtime =
            DuroxideRuntime.start(
                provider,
                OrchestrationRegistry.builder().build(),
                ActivityRegistry.builder().build(),
                RuntimeOptions.DEFAULT);
        Scanner in = new Scanner(System.in, StandardCharsets.UTF_8)) {
      obey(in);
    }
    System.exit(EXIT_CODE);
  }

  private static void obey(Scanner in) {
    while (in.hasNext()) {
      String command = in.next();
      switch (command) {
        case "error", "info" -> say(command, in.nextInt(), in.nextInt());
        case "memory" -> System.out.println(MEMORY + " " + heapInUse());
        default -> {
          return;
        }
      }
    }
  }

  private static void say(String level, int from, int to) {
    for (int i = from; i <= to; i++) {
      if (level.equals("error")) {
        log.error("error {}", i);
      } else {
        log.info("info {}", i);
      }
    }
    System.out.println(SAID + " " + level + " " + from + " " + to);
  }

  /** Twice: the first collection may only clear what finalisers and references hold. */
  private static long heapInUse() {
    System.gc();
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}

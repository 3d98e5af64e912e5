package io.duroxide.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Whether cost grows with the age of an instance, with its width, or with what a store holds. */
final class Growth {

  /** The shape of the throughput figures, a little shorter: the two stores run by turns. */
  private static final Load LOAD = new Load(Workload.SEQUENCE, 5, 0, 32, false, 32, 32, 15, 10);

  private Growth() {}

  static void run(Options options) throws Exception {
    String part = options.text("part", "");
    if (part.isEmpty() || part.equals("turns")) {
      runChild(options, LongInstance.class, options.number("turns", 10_000));
    }
    if (part.isEmpty() || part.equals("width")) {
      runChild(options, WideInstance.class, options.number("width", 10_000));
    }
    if (part.isEmpty() || part.equals("finished")) {
      compareStores(options, options.number("finished", 1_000_000));
    }
  }

  private static void runChild(Options options, Class<?> main, int size)
      throws IOException, InterruptedException {
    System.out.println(main.getSimpleName() + " " + size);
    try (Scratch scratch = Scratch.create(options)) {
      List<String> arguments = List.of(scratch.file("store.db").toString(), Integer.toString(size));
      Process child =
          new ProcessBuilder(Variant.plain(options).command(main, arguments)).inheritIO().start();
      int status = child.waitFor();
      if (status != 0) {
        throw new IllegalStateException("the measured JVM ended with status " + status);
      }
    }
  }

  private static void compareStores(Options options, int finished) throws Exception {
    try (Scratch scratch = Scratch.create(options)) {
      Path full = scratch.file("full.db");
      FinishedInstances.fill(full, finished);
      System.out.printf(
          Locale.ROOT,
          "A store with %d finished instances (%d MB) against an empty one%n",
          finished,
          Files.size(full) >> 20);
      List<RunResult> emptyRuns = new ArrayList<>();
      List<RunResult> fullRuns = new ArrayList<>();
      for (int round = 0; round < options.number("rounds", 5); round++) {
        emptyRuns.add(measure(options, scratch.file("empty-" + round + ".db"), round, "empty"));
        fullRuns.add(measure(options, full, round, "full"));
      }
      System.out.printf(
          Locale.ROOT,
          "  full against empty, median of the pairs: x%.2f orchestrations/s, x%.2f cpu each%n",
          Medians.ratio(fullRuns, emptyRuns, RunResult::perSecond),
          Medians.ratio(fullRuns, emptyRuns, RunResult::cpuMillisEach));
    }
  }

  private static RunResult measure(Options options, Path file, int round, String name)
      throws IOException, InterruptedException {
    // Ids of an earlier round are taken in the store that stays.
    RunResult result =
        Throughput.measure(
            Variant.plain(options), file, LOAD.with(options), "round-" + round + "-");
    System.out.printf("  %-6s %s%n", name, result);
    return result;
  }
}

package io.duroxide.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Whether cost grows with the age of an instance, with its width, or with what a store holds. */
final class Growth {

  /** The shape of the throughput figures, a little shorter: the two stores run by turns. */
  private static final Load LOAD = new Load(Workload.SEQUENCE, 5, 0, 32, false, 32, 32, 15, 3);

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
      Load load = LOAD.with(options);
      Windows windows = new Windows();
      for (int round = 0; round < options.number("rounds", 3); round++) {
        Path empty = scratch.file("empty-" + round + ".db");
        // Ids of an earlier round are taken in the store that stays.
        String prefix = "round-" + round + "-";
        Map<String, Windows.Opening> nodes = new LinkedHashMap<>();
        nodes.put("empty", () -> LoadedNode.start(Variant.plain(options), empty, load, prefix));
        nodes.put("full", () -> LoadedNode.start(Variant.plain(options), full, load, prefix));
        windows.run(nodes, options.number("windows", 12), load.seconds());
      }
      windows.report();
    }
  }
}

package io.duroxide.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Loads a node on a real file, in a JVM of its own for each variant. */
final class Throughput {

  /**
   * What toygres does most: five activities, in both shapes. The warm-up is long because the
   * compiler takes a third of the processor time of the first fifteen seconds.
   */
  static final List<Load> SHAPES =
      List.of(
          new Load(Workload.SEQUENCE, 5, 0, 32, false, 32, 32, 25, 1),
          new Load(Workload.FAN_OUT, 5, 0, 32, false, 32, 32, 25, 1));

  /** Duroxide's standard stress test, and the same with slots to spare. */
  static final List<Load> STRESS =
      List.of(
          new Load(Workload.FAN_OUT, 5, 10, 20, true, 2, 2, 10, 2),
          new Load(Workload.FAN_OUT, 5, 10, 20, true, 32, 32, 10, 2));

  private Throughput() {}

  static void run(Options options, List<Load> loads) throws Exception {
    String shape = options.text("workload", "");
    for (Load load : loads) {
      if (shape.isEmpty() || shape.equals(load.workload().name().toLowerCase(Locale.ROOT))) {
        run(options, load.with(options));
      }
    }
  }

  private static void run(Options options, Load load) throws Exception {
    System.out.println(load.title());
    Windows windows = new Windows();
    for (int round = 0; round < options.number("rounds", 5); round++) {
      try (Scratch scratch = Scratch.create(options)) {
        Map<String, Windows.Opening> nodes = new LinkedHashMap<>();
        for (Variant variant : variants(options)) {
          Path file = scratch.file(variant.name() + ".db");
          nodes.put(variant.name(), () -> LoadedNode.start(variant, file, load, "stress-test-"));
        }
        windows.run(nodes, options.number("windows", 30), load.seconds());
      }
    }
    windows.report();
  }

  static List<Variant> variants(Options options) {
    List<Variant> variants = new ArrayList<>();
    Variant plain = Variant.plain(options);
    Path baseline = options.path("baseline");
    if (baseline != null) {
      variants.add(plain.withClasses("baseline", baseline));
    }
    variants.add(plain);
    Path agent = options.path("agent");
    if (agent != null) {
      variants.add(plain.withAgent("agent", agent));
    }
    return variants;
  }
}

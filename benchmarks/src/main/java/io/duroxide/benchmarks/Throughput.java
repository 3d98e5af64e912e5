package io.duroxide.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Loads a node on a real file, in a JVM of its own, variant by variant. */
final class Throughput {

  /**
   * What toygres does most: five activities, in both shapes. The warm-up is long because the
   * compiler takes a third of the processor time of the first fifteen seconds.
   */
  static final List<Load> SHAPES =
      List.of(
          new Load(Workload.SEQUENCE, 5, 0, 32, false, 32, 32, 20, 10),
          new Load(Workload.FAN_OUT, 5, 0, 32, false, 32, 32, 20, 10));

  /** Duroxide's standard stress test, and the same with slots to spare. */
  static final List<Load> STRESS =
      List.of(
          new Load(Workload.FAN_OUT, 5, 10, 20, true, 2, 2, 3, 10),
          new Load(Workload.FAN_OUT, 5, 10, 20, true, 32, 32, 3, 10));

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
    List<Variant> variants = variants(options);
    int rounds = options.number("rounds", 5);
    Interleaved.Measurement<RunResult> measurement = variant -> measure(variant, options, load);
    report(
        options.text("together", "no").equals("yes")
            ? Interleaved.runTogether(variants, rounds, measurement)
            : Interleaved.run(variants, rounds, measurement));
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

  static RunResult measure(Variant variant, Options options, Load load)
      throws IOException, InterruptedException {
    try (Scratch scratch = Scratch.create(options)) {
      return measure(variant, scratch.file("store.db"), load, "stress-test-");
    }
  }

  /**
   * One run on the store in {@code file}.
   *
   * @param idPrefix of the instances, new to the store
   */
  static RunResult measure(Variant variant, Path file, Load load, String idPrefix)
      throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of(file.toString(), idPrefix));
    arguments.addAll(load.toArguments());
    Process child =
        new ProcessBuilder(variant.command(WorkloadRun.class, arguments))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String result = null;
    try (BufferedReader output = child.inputReader()) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        if (RunResult.isLine(line)) {
          result = line;
        }
      }
    }
    int status = child.waitFor();
    if (status != 0 || result == null) {
      throw new IllegalStateException("the measured JVM ended with status " + status);
    }
    return RunResult.fromLine(result);
  }

  private static void report(Map<Variant, List<RunResult>> runs) {
    List<RunResult> first = runs.values().iterator().next();
    System.out.println("  medians, and ratios to the first of each pair:");
    runs.forEach(
        (variant, results) ->
            System.out.printf(
                Locale.ROOT,
                "  %-14s %6.0f orch/s (x%.2f)  %.2f ms cpu each (x%.2f)"
                    + "  p50 %.1f p95 %.1f p99 %.1f ms%n",
                variant.name(),
                Medians.median(results, RunResult::perSecond),
                Medians.ratio(results, first, RunResult::perSecond),
                Medians.median(results, RunResult::cpuMillisEach),
                Medians.ratio(results, first, RunResult::cpuMillisEach),
                Medians.median(results, RunResult::p50),
                Medians.median(results, RunResult::p95),
                Medians.median(results, RunResult::p99)));
  }
}

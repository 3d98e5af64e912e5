package io.duroxide.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What an agent adds to the memory of a loaded node. The heap has one size in all variants and is
 * touched at the start, so that what differs in the resident size lies outside of it; the live heap
 * is what a full collection leaves after the load.
 */
final class Memory {

  private static final List<String> FIXED_HEAP =
      List.of("-Xms256m", "-Xmx256m", "-XX:+AlwaysPreTouch");

  private Memory() {}

  static void run(Options options) throws Exception {
    Load load = Throughput.SHAPES.get(0).with(options);
    System.out.println(load.title() + ", heap of 256 MiB");
    List<Variant> variants = new ArrayList<>();
    for (Variant variant : Throughput.variants(options)) {
      variants.add(variant.withOptions(FIXED_HEAP));
    }
    report(
        Interleaved.run(
            variants, options.number("rounds", 3), variant -> measure(variant, options, load)));
  }

  private static RunResult measure(Variant variant, Options options, Load load)
      throws IOException, InterruptedException {
    try (Scratch scratch = Scratch.create(options);
        LoadedNode node =
            LoadedNode.start(variant, scratch.file("store.db"), load, "stress-test-")) {
      return node.run(load.seconds());
    }
  }

  private static void report(Map<Variant, List<RunResult>> runs) {
    List<RunResult> first = runs.values().iterator().next();
    System.out.println("  medians, and differences to the first of each round:");
    runs.forEach(
        (variant, results) ->
            System.out.printf(
                Locale.ROOT,
                "  %-14s resident %.1f MiB (%+.1f)  live heap %.1f MiB (%+.1f)%n",
                variant.name(),
                Medians.median(results, RunResult::residentMiB),
                Medians.difference(results, first, RunResult::residentMiB),
                Medians.median(results, RunResult::liveHeapMiB),
                Medians.difference(results, first, RunResult::liveHeapMiB)));
  }
}

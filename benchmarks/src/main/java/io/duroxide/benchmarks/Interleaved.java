package io.duroxide.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs variants in rounds, so that a busy machine disturbs all of them alike. */
final class Interleaved {

  private Interleaved() {}

  /** Measures one run of a variant. */
  @FunctionalInterface
  interface Measurement<R> {
    R of(Variant variant) throws Exception;
  }

  /** By turns: A/B/A/B. */
  static <R> Map<Variant, List<R>> run(
      List<Variant> variants, int rounds, Measurement<R> measurement) throws Exception {
    return run(variants, rounds, Executors.newSingleThreadExecutor(), measurement);
  }

  /** All variants at the same time: for a machine whose other load changes from run to run. */
  static <R> Map<Variant, List<R>> runTogether(
      List<Variant> variants, int rounds, Measurement<R> measurement) throws Exception {
    return run(variants, rounds, Executors.newFixedThreadPool(variants.size()), measurement);
  }

  private static <R> Map<Variant, List<R>> run(
      List<Variant> variants, int rounds, ExecutorService callers, Measurement<R> measurement)
      throws Exception {
    Map<Variant, List<R>> runs = new LinkedHashMap<>();
    try {
      for (int round = 0; round < rounds; round++) {
        Map<Variant, Future<R>> started = new LinkedHashMap<>();
        for (Variant variant : variants) {
          started.put(variant, callers.submit(() -> measurement.of(variant)));
        }
        for (Map.Entry<Variant, Future<R>> entry : started.entrySet()) {
          R run = entry.getValue().get();
          runs.computeIfAbsent(entry.getKey(), key -> new ArrayList<>()).add(run);
          System.out.printf("  %-14s %s%n", entry.getKey().name(), run);
        }
      }
    } finally {
      callers.shutdownNow();
    }
    return runs;
  }
}

package io.duroxide.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs variants by turns, A/B/A/B, so that a busy machine disturbs all of them alike. */
final class Interleaved {

  private Interleaved() {}

  /** Measures one run of a variant. */
  @FunctionalInterface
  interface Measurement<R> {
    R of(Variant variant) throws Exception;
  }

  static <R> Map<Variant, List<R>> run(
      List<Variant> variants, int rounds, Measurement<R> measurement) throws Exception {
    Map<Variant, List<R>> runs = new LinkedHashMap<>();
    for (int round = 0; round < rounds; round++) {
      for (Variant variant : variants) {
        R run = measurement.of(variant);
        runs.computeIfAbsent(variant, key -> new ArrayList<>()).add(run);
        System.out.printf("  %-14s %s%n", variant.name(), run);
      }
    }
    return runs;
  }
}

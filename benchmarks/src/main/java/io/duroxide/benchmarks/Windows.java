package io.duroxide.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Loads nodes that are warm by turns, a few seconds each, and compares neighbours: what else
 * happens on the machine changes more slowly than that. The order turns round from window to window
 * (A B, B A), so that nobody always comes second.
 */
final class Windows {

  /** Starts a node and warms it up. */
  @FunctionalInterface
  interface Opening {
    LoadedNode open() throws IOException, InterruptedException;
  }

  private final Map<String, List<RunResult>> results = new LinkedHashMap<>();

  /**
   * Opens the nodes, loads each as often as {@code windows} says, and closes them.
   *
   * @param seconds of load in one window
   */
  void run(Map<String, Opening> openings, int windows, int seconds)
      throws IOException, InterruptedException {
    Map<String, LoadedNode> nodes = new LinkedHashMap<>();
    try {
      for (Map.Entry<String, Opening> opening : openings.entrySet()) {
        nodes.put(opening.getKey(), opening.getValue().open());
      }
      measure(nodes, windows, seconds);
    } finally {
      for (LoadedNode node : nodes.values()) {
        node.close();
      }
    }
  }

  private void measure(Map<String, LoadedNode> nodes, int windows, int seconds)
      throws IOException, InterruptedException {
    List<Map.Entry<String, LoadedNode>> order = new ArrayList<>(nodes.entrySet());
    for (int window = 0; window < windows; window++) {
      for (Map.Entry<String, LoadedNode> node : order) {
        RunResult result = node.getValue().run(seconds);
        results.computeIfAbsent(node.getKey(), name -> new ArrayList<>()).add(result);
      }
      Collections.reverse(order);
    }
    print("these JVMs", windows);
  }

  /** Medians over everything so far, and of the ratios to the first node, window by window. */
  void report() {
    print("all", results.values().iterator().next().size());
  }

  private void print(String title, int last) {
    System.out.printf("  %s, %d windows:%n", title, last);
    List<RunResult> base = tail(results.values().iterator().next(), last);
    results.forEach((name, all) -> print(name, tail(all, last), base));
  }

  private static void print(String name, List<RunResult> runs, List<RunResult> base) {
    System.out.printf(
        Locale.ROOT,
        "  %-14s %6.0f orch/s %s  %.2f ms cpu each %s  p50 %.1f p95 %.1f p99 %.1f ms%n",
        name,
        Medians.median(runs, RunResult::perSecond),
        Medians.ratio(runs, base, RunResult::perSecond),
        Medians.median(runs, RunResult::cpuMillisEach),
        Medians.ratio(runs, base, RunResult::cpuMillisEach),
        Medians.median(runs, RunResult::p50),
        Medians.median(runs, RunResult::p95),
        Medians.median(runs, RunResult::p99));
  }

  private static List<RunResult> tail(List<RunResult> all, int last) {
    return all.subList(all.size() - last, all.size());
  }
}

package io.duroxide.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** What an agent adds to the life of a short process. */
final class Startup {

  /** The least that the OpenTelemetry agent can be asked to do. */
  private static final List<String> NO_EXPORT =
      List.of(
          "-Dotel.traces.exporter=none",
          "-Dotel.metrics.exporter=none",
          "-Dotel.logs.exporter=none");

  private static final String EMPTY = "empty premain";
  private static final String AGENT = "agent";
  private static final String OTHER = "other agent";

  private Startup() {}

  static void run(Options options) throws Exception {
    for (Class<?> app : List.of(HelloWorld.class, SmallApp.class)) {
      try (Scratch scratch = Scratch.create(options)) {
        System.out.println(app.getSimpleName());
        report(
            Interleaved.run(
                variants(options, scratch),
                options.number("rounds", 11),
                variant -> measure(variant, app, options)));
      }
    }
  }

  private static List<Variant> variants(Options options, Scratch scratch) throws Exception {
    Path emptyAgent = scratch.file("empty-agent.jar");
    EmptyAgent.writeJar(emptyAgent);
    Variant plain = Variant.plain(options);
    List<Variant> variants = new ArrayList<>();
    variants.add(plain);
    variants.add(plain.withAgent(EMPTY, emptyAgent));
    Path agent = options.path("agent");
    if (agent != null) {
      variants.add(plain.withAgent(AGENT, agent));
    }
    Path other = options.path("other-agent");
    if (other != null) {
      variants.add(plain.withOptions(NO_EXPORT).withAgent(OTHER, other));
    }
    return variants;
  }

  private static ProcessTime measure(Variant variant, Class<?> app, Options options)
      throws Exception {
    try (Scratch scratch = Scratch.create(options)) {
      return ProcessTime.of(variant.command(app, List.of(scratch.file("store.db").toString())));
    }
  }

  private static void report(Map<Variant, List<ProcessTime>> runs) {
    List<ProcessTime> first = runs.values().iterator().next();
    System.out.println("  medians, and ratios to the first of each round:");
    runs.forEach(
        (variant, times) ->
            System.out.printf(
                Locale.ROOT,
                "  %-14s wall %.3f s %s  cpu %.3f s %s%n",
                variant.name(),
                Medians.median(times, ProcessTime::wall),
                Medians.ratio(times, first, ProcessTime::wall),
                Medians.median(times, ProcessTime::cpu),
                Medians.ratio(times, first, ProcessTime::cpu)));
    Map<String, List<ProcessTime>> byName = new HashMap<>();
    runs.forEach((variant, times) -> byName.put(variant.name(), times));
    if (byName.containsKey(AGENT)) {
      reportAddedCpu(byName);
    }
  }

  /** What an agent that does nothing needs is not what is asked about. */
  private static void reportAddedCpu(Map<String, List<ProcessTime>> runs) {
    List<Double> agent = addedCpu(runs, AGENT);
    System.out.printf(
        Locale.ROOT,
        "  cpu above the empty premain, median of rounds: agent %+.3f s%n",
        Medians.median(agent, Double::doubleValue));
    if (runs.containsKey(OTHER)) {
      List<Double> other = addedCpu(runs, OTHER);
      System.out.printf(
          Locale.ROOT,
          "  other agent %+.3f s, %s of the agent's%n",
          Medians.median(other, Double::doubleValue),
          Medians.ratio(other, agent, Double::doubleValue));
    }
  }

  private static List<Double> addedCpu(Map<String, List<ProcessTime>> runs, String name) {
    List<ProcessTime> empty = runs.getOrDefault(EMPTY, List.of());
    List<ProcessTime> with = runs.getOrDefault(name, List.of());
    return IntStream.range(0, with.size())
        .mapToObj(round -> with.get(round).cpu() - empty.get(round).cpu())
        .toList();
  }
}

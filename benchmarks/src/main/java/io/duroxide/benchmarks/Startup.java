package io.duroxide.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What an agent adds to the life of a short process. */
final class Startup {

  /** The least that the OpenTelemetry agent can be asked to do. */
  private static final List<String> NO_EXPORT =
      List.of(
          "-Dotel.traces.exporter=none",
          "-Dotel.metrics.exporter=none",
          "-Dotel.logs.exporter=none");

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
    variants.add(plain.withAgent("empty premain", emptyAgent));
    Path agent = options.path("agent");
    if (agent != null) {
      variants.add(plain.withAgent("agent", agent));
    }
    Path other = options.path("other-agent");
    if (other != null) {
      variants.add(plain.withOptions(NO_EXPORT).withAgent("other agent", other));
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
  }
}

package io.duroxide.examples.toygres;

import io.duroxide.examples.toygres.cli.CommandLine;
import io.duroxide.examples.toygres.model.Pace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** What the command line may say. */
record ToygresOptions(
    Path dataDir,
    Duration duration,
    double rate,
    double failureRate,
    Pace pace,
    long seed,
    boolean keepRunning,
    int orchestrationSlots,
    int activitySlots) {

  static final String HELP =
      """
      Usage: toygres [options]

        --data-dir DIR             where the databases are (default toygres-data); a second run
                                   on the same directory continues what the first left unfinished
        --duration TIME            how long to run, e.g. 60s, 2m (default 60s)
        --rate N                   instances created per second (default 10)
        --failure-rate P           share of activity calls that meet a fault, 0 to 1 (default 0.05)
        --time-scale F             factor on all documented durations (default 0.02)
        --seed N                   seed of all randomness (default 42)
        --keep-running             go on after --duration, until stopped by Ctrl-C or SIGTERM
        --orchestration-slots N    turns at a time (default 10)
        --activity-slots N         activities at a time (default 32)
        --help                     this text
      """;

  static final Set<String> WITH_VALUE =
      Set.of(
          "--data-dir",
          "--duration",
          "--rate",
          "--failure-rate",
          "--time-scale",
          "--seed",
          "--orchestration-slots",
          "--activity-slots");

  static final Set<String> FLAGS = Set.of("--keep-running", "--help");

  /** Null-free and checked; throws {@code UsageException} otherwise. */
  static ToygresOptions parse(String[] args) {
    CommandLine line = CommandLine.parse(args, WITH_VALUE, FLAGS);
    return new ToygresOptions(
        Path.of(line.text("--data-dir", "toygres-data")),
        line.duration("--duration", Duration.ofSeconds(60)),
        line.decimal("--rate", 10, 0, 10_000),
        line.decimal("--failure-rate", 0.05, 0, 1),
        new Pace(line.decimal("--time-scale", 0.02, 0.0001, 10)),
        line.longInteger("--seed", 42),
        line.flag("--keep-running"),
        line.integer("--orchestration-slots", 10, 1, 1000),
        line.integer("--activity-slots", 32, 1, 1000));
  }

  static boolean asksForHelp(String[] args) {
    return List.of(args).contains("--help");
  }
}

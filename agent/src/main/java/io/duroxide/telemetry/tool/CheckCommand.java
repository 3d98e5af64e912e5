package io.duroxide.telemetry.tool;

import io.duroxide.telemetry.config.AgentConfig;
import io.duroxide.telemetry.config.ConfigLoader;
import io.duroxide.telemetry.metrics.MetricCatalogue;
import java.io.PrintStream;

/** Reads a file as the agent would, in this shell's environment. */
final class CheckCommand {

  private CheckCommand() {}

  static int run(String file, PrintStream out, PrintStream err) {
    AgentConfig config = ConfigLoader.ofProcess(null, MetricCatalogue.histograms()).load(file);
    if (config.file().isEmpty()) {
      config.problems().stream().filter(line -> line.contains(file)).forEach(err::println);
      return Tool.WRONG_USAGE;
    }
    config.settings().forEach(out::println);
    config.notices().forEach(line -> out.println("note: " + line));
    out.flush();
    config.problems().forEach(line -> err.println("problem: " + line));
    return config.problems().isEmpty() ? Tool.DONE : Tool.FAILED;
  }
}

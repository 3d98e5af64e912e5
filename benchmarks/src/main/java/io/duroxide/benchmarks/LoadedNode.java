package io.duroxide.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A JVM of its own with a node on a real file, which is loaded for a while whenever it is asked.
 */
final class LoadedNode implements AutoCloseable {

  private final Process process;
  private final BufferedReader output;
  private final PrintStream requests;

  private LoadedNode(Process process) {
    this.process = process;
    this.output = process.inputReader();
    this.requests = new PrintStream(process.getOutputStream(), true);
  }

  /**
   * Starts the node and loads it until it is warm.
   *
   * @param idPrefix of the instances, new to the store
   */
  static LoadedNode start(Variant variant, Path file, Load load, String idPrefix)
      throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of(file.toString(), idPrefix));
    arguments.addAll(load.toArguments());
    LoadedNode node =
        new LoadedNode(
            new ProcessBuilder(variant.command(WorkloadRun.class, arguments))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    RunResult unused = node.run(load.warmUpSeconds());
    return node;
  }

  RunResult run(int seconds) throws IOException, InterruptedException {
    requests.println(seconds);
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (RunResult.isLine(line)) {
        return RunResult.fromLine(line);
      }
    }
    throw new IllegalStateException("the measured JVM ended with status " + process.waitFor());
  }

  /** Asks the JVM to end and waits for it. */
  @Override
  public void close() throws IOException, InterruptedException {
    requests.close();
    int status = process.waitFor();
    if (status != 0) {
      throw new IllegalStateException("the measured JVM ended with status " + status);
    }
  }
}

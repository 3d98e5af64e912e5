package io.duroxide.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Wall and processor seconds of a whole process, as bash's {@code time} sees them. */
record ProcessTime(double wall, double user, double system) {

  private static final String SCRIPT = "TIMEFORMAT='time %R %U %S'; time \"$@\"";

  double cpu() {
    return user + system;
  }

  static ProcessTime of(List<String> command) throws IOException, InterruptedException {
    List<String> timed = new ArrayList<>(List.of("bash", "-c", SCRIPT, "bash"));
    timed.addAll(command);
    Process process =
        new ProcessBuilder(timed).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    List<String> lines;
    try (BufferedReader errors = process.errorReader()) {
      lines = errors.lines().toList();
    }
    int status = process.waitFor();
    if (status != 0) {
      throw new IllegalStateException(
          "status " + status + " of " + command + ": " + String.join("\n", lines));
    }
    // Some languages write a decimal comma.
    String[] n = lines.get(lines.size() - 1).replace(',', '.').split(" ", -1);
    return new ProcessTime(
        Double.parseDouble(n[1]), Double.parseDouble(n[2]), Double.parseDouble(n[3]));
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "wall %.3f s, cpu %.3f s", wall, cpu());
  }
}

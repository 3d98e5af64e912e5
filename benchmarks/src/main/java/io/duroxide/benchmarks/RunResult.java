package io.duroxide.benchmarks;

import java.util.Arrays;
import java.util.Locale;

/**
 * What one child JVM measured; latencies in milliseconds.
 *
 * @param residentMiB memory of the process at the end
 * @param liveHeapMiB what a full collection left at the end
 */
record RunResult(
    double orchestrations,
    double seconds,
    double activities,
    double cpuSeconds,
    double p50,
    double p95,
    double p99,
    double residentMiB,
    double liveHeapMiB) {

  private static final String MARK = "result";

  double perSecond() {
    return orchestrations / seconds;
  }

  double activitiesPerSecond() {
    return activities / seconds;
  }

  /** Processor time of one orchestration in milliseconds: hardly changed by a busy machine. */
  double cpuMillisEach() {
    return cpuSeconds * 1000 / orchestrations;
  }

  String toLine() {
    return String.join(
        " ",
        MARK,
        Double.toString(orchestrations),
        Double.toString(seconds),
        Double.toString(activities),
        Double.toString(cpuSeconds),
        Double.toString(p50),
        Double.toString(p95),
        Double.toString(p99),
        Double.toString(residentMiB),
        Double.toString(liveHeapMiB));
  }

  static boolean isLine(String line) {
    return line.startsWith(MARK + " ");
  }

  static RunResult fromLine(String line) {
    double[] n =
        Arrays.stream(line.split(" ", -1)).skip(1).mapToDouble(Double::parseDouble).toArray();
    return new RunResult(n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7], n[8]);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%6.0f orch/s %7.0f act/s  p50 %6.1f p95 %6.1f p99 %6.1f ms  cpu %5.1f s, %.2f ms each",
        perSecond(),
        activitiesPerSecond(),
        p50,
        p95,
        p99,
        cpuSeconds,
        cpuMillisEach());
  }
}

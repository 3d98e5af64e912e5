package io.duroxide.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.ToDoubleFunction;

/** Order statistics of a few runs or many latencies. */
final class Medians {

  private Medians() {}

  static <T> double median(List<T> runs, ToDoubleFunction<T> figure) {
    double[] sorted = runs.stream().mapToDouble(figure).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** The median over the pairs of {@code run / base}: what disturbed both cancels out. */
  static <T> double ratio(List<T> runs, List<T> bases, ToDoubleFunction<T> figure) {
    return overPairs(runs, bases, figure, (run, base) -> run / base);
  }

  /** The median over the pairs of {@code run - base}. */
  static <T> double difference(List<T> runs, List<T> bases, ToDoubleFunction<T> figure) {
    return overPairs(runs, bases, figure, (run, base) -> run - base);
  }

  private static <T> double overPairs(
      List<T> runs, List<T> bases, ToDoubleFunction<T> figure, DoubleBinaryOperator compare) {
    Integer[] pairs = new Integer[Math.min(runs.size(), bases.size())];
    Arrays.setAll(pairs, i -> i);
    return median(
        List.of(pairs),
        i ->
            compare.applyAsDouble(
                figure.applyAsDouble(runs.get(i)), figure.applyAsDouble(bases.get(i))));
  }

  /** The value that {@code share} of all do not exceed. */
  static double percentile(long[] sorted, double share) {
    return sorted.length == 0 ? 0 : sorted[(int) Math.ceil(share * sorted.length) - 1];
  }
}

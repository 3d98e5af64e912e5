package io.duroxide.benchmarks;

import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Order statistics of a few runs or many latencies. */
final class Medians {

  private Medians() {}

  static <T> double median(List<T> runs, ToDoubleFunction<T> figure) {
    return middle(runs.stream().mapToDouble(figure).sorted().toArray());
  }

  /** Over the pairs of {@code run / base}. */
  static <T> Ratio ratio(List<T> runs, List<T> bases, ToDoubleFunction<T> figure) {
    return Ratio.of(sortedPairs(runs, bases, figure, (run, base) -> run / base));
  }

  /** The median over the pairs of {@code run - base}. */
  static <T> double difference(List<T> runs, List<T> bases, ToDoubleFunction<T> figure) {
    return middle(sortedPairs(runs, bases, figure, (run, base) -> run - base));
  }

  private static <T> double[] sortedPairs(
      List<T> runs, List<T> bases, ToDoubleFunction<T> figure, DoubleBinaryOperator compare) {
    return IntStream.range(0, Math.min(runs.size(), bases.size()))
        .mapToDouble(
            i ->
                compare.applyAsDouble(
                    figure.applyAsDouble(runs.get(i)), figure.applyAsDouble(bases.get(i))))
        .sorted()
        .toArray();
  }

  static double middle(double[] sorted) {
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }

  /** The value that {@code share} of all do not exceed. */
  static double percentile(long[] sorted, double share) {
    return sorted.length == 0 ? 0 : sorted[(int) Math.ceil(share * sorted.length) - 1];
  }
}

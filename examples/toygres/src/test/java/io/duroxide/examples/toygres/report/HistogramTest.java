package io.duroxide.examples.toygres.report;

import static java.lang.Double.POSITIVE_INFINITY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class HistogramTest {

  @Test
  void interpolatesWithinTheBucketOfTheQuantile() {
    Histogram histogram = histogram(10, 60, 100);
    assertThat(histogram.quantile(0.05)).isCloseTo(0.5, within(1e-9));
    assertThat(histogram.quantile(0.35)).isCloseTo(1.5, within(1e-9));
  }

  @Test
  void isInfiniteBeyondTheLastBound() {
    Histogram histogram = histogram(10, 60, 100);
    assertThat(histogram.quantile(0.95)).isEqualTo(POSITIVE_INFINITY);
    assertThat(histogram.lastBound()).isEqualTo(2);
    assertThat(Figures.p95Seconds(histogram)).isEqualTo("> 2.00 s");
  }

  @Test
  void addsSeriesUp() {
    Histogram histogram = histogram(10, 10, 10);
    histogram.addBucket(1, 0);
    histogram.addBucket(2, 10);
    histogram.addBucket(POSITIVE_INFINITY, 10);
    histogram.addCount(10);
    assertThat(histogram.quantile(0.75)).isCloseTo(1.5, within(1e-9));
  }

  @Test
  void knowsNothingWithoutObservations() {
    assertThat(new Histogram().quantile(0.95)).isNaN();
    assertThat(histogram(0, 0, 0).quantile(0.95)).isNaN();
    assertThat(histogram(0, 0, 0).mean()).isNaN();
  }

  private static Histogram histogram(double upToOne, double upToTwo, double all) {
    Histogram histogram = new Histogram();
    histogram.addBucket(1, upToOne);
    histogram.addBucket(2, upToTwo);
    histogram.addBucket(POSITIVE_INFINITY, all);
    histogram.addCount(all);
    return histogram;
  }
}

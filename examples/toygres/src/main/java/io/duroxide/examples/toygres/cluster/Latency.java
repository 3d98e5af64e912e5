package io.duroxide.examples.toygres.cluster;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** A log-normal duration, described by its median and its 95th percentile in milliseconds. */
record Latency(double p50, double p95) {

  /** The 95th percentile of the standard normal distribution. */
  private static final double Z95 = 1.645;

  Duration sample(RandomGenerator random) {
    double sigma = Math.log(p95 / p50) / Z95;
    double millis = p50 * Math.exp(sigma * random.nextGaussian());
    return Duration.ofNanos((long) (millis * 1_000_000));
  }
}

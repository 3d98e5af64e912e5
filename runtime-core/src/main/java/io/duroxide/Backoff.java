package io.duroxide;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/** The pause between two attempts. Immutable; every delay is between zero and the given maximum. */
public final class Backoff {

  private enum Growth {
    NONE,
    FIXED,
    LINEAR,
    EXPONENTIAL
  }

  private static final Backoff IMMEDIATE =
      new Backoff(Growth.NONE, Duration.ZERO, 1.0, Duration.ZERO);

  private final Growth growth;
  private final Duration base;
  private final double multiplier;
  private final Duration max;

  private Backoff(Growth growth, Duration base, double multiplier, Duration max) {
    this.growth = growth;
    this.base = requireNonNegative(base, "base");
    this.multiplier = multiplier;
    this.max = requireNonNegative(max, "max");
  }

  /** No pause and no timer. */
  public static Backoff none() {
    return IMMEDIATE;
  }

  /** Always {@code delay}. */
  public static Backoff fixed(Duration delay) {
    return new Backoff(Growth.FIXED, delay, 1.0, delay);
  }

  /** {@code base * n} after the n-th failed attempt, at most {@code max}. */
  public static Backoff linear(Duration base, Duration max) {
    return new Backoff(Growth.LINEAR, base, 1.0, max);
  }

  /** {@code base * multiplier^(n-1)} after the n-th failed attempt, at most {@code max}. */
  public static Backoff exponential(Duration base, double multiplier, Duration max) {
    if (!(multiplier >= 1.0) || Double.isInfinite(multiplier)) {
      throw new IllegalArgumentException(
          "multiplier must be a finite number of at least 1, was " + multiplier);
    }
    return new Backoff(Growth.EXPONENTIAL, base, multiplier, max);
  }

  /**
   * The pause after a failed attempt.
   *
   * @param failedAttempts how many attempts have failed so far, from 1
   */
  public Duration delayAfter(int failedAttempts) {
    if (failedAttempts < 1) {
      throw new IllegalArgumentException(
          "failedAttempts must be at least 1, was " + failedAttempts);
    }
    double millis =
        switch (growth) {
          case NONE -> 0;
          case FIXED -> (double) base.toMillis();
          case LINEAR -> (double) base.toMillis() * failedAttempts;
          case EXPONENTIAL -> base.toMillis() * Math.pow(multiplier, failedAttempts - 1.0);
        };
    // A double cannot overflow into a negative delay, so the cap alone is enough.
    return Duration.ofMillis((long) Math.min(millis, (double) max.toMillis()));
  }

  private static Duration requireNonNegative(Duration value, String name) {
    if (requireNonNull(value, name).isNegative()) {
      throw new IllegalArgumentException(name + " must not be negative, was " + value);
    }
    return value;
  }

  @Override
  public String toString() {
    return "Backoff["
        + growth
        + ", base="
        + base
        + ", multiplier="
        + multiplier
        + ", max="
        + max
        + "]";
  }
}

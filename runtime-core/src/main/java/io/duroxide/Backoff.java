package io.duroxide;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * The pause between two attempts. Immutable; every delay is between zero and the given maximum.
 * Durations count in whole milliseconds, without what is beyond: one below a millisecond is no
 * pause. One too long to tell is as long as can be told.
 */
public final class Backoff {

  private enum Growth {
    NONE,
    FIXED,
    LINEAR,
    EXPONENTIAL
  }

  private static final Backoff IMMEDIATE =
      new Backoff(Growth.NONE, Duration.ZERO, 1.0, Duration.ZERO, 0);

  private final Growth growth;
  private final Duration base;
  private final double multiplier;
  private final Duration max;
  private final double jitter;

  private Backoff(Growth growth, Duration base, double multiplier, Duration max, double jitter) {
    this.growth = growth;
    this.base = requireNonNegative(base, "base");
    this.multiplier = multiplier;
    this.max = requireNonNegative(max, "max");
    this.jitter = jitter;
  }

  /** No pause and no timer. */
  public static Backoff none() {
    return IMMEDIATE;
  }

  /** Always {@code delay}. */
  public static Backoff fixed(Duration delay) {
    return new Backoff(Growth.FIXED, delay, 1.0, delay, 0);
  }

  /** {@code base * n} after the n-th failed attempt, at most {@code max}. */
  public static Backoff linear(Duration base, Duration max) {
    return new Backoff(Growth.LINEAR, base, 1.0, max, 0);
  }

  /** {@code base * multiplier^(n-1)} after the n-th failed attempt, at most {@code max}. */
  public static Backoff exponential(Duration base, double multiplier, Duration max) {
    if (!(multiplier >= 1.0) || Double.isInfinite(multiplier)) {
      throw new IllegalArgumentException(
          "multiplier must be a finite number of at least 1, was " + multiplier);
    }
    return new Backoff(Growth.EXPONENTIAL, base, multiplier, max, 0);
  }

  /**
   * The same pauses, each shortened by a share of itself, so that what failed together is not tried
   * again together. The share is made from the identity of the attempt: a replay finds the same
   * one. A pause never vanishes altogether; one millisecond remains.
   *
   * @param fraction the largest share, from 0 to 1
   */
  public Backoff withJitter(double fraction) {
    if (!(fraction >= 0.0 && fraction <= 1.0)) {
      throw new IllegalArgumentException("fraction must be from 0 to 1, was " + fraction);
    }
    return new Backoff(growth, base, multiplier, max, fraction);
  }

  /**
   * The pause after a failed attempt, before jitter.
   *
   * @param failedAttempts how many attempts have failed so far, from 1
   */
  public Duration delayAfter(int failedAttempts) {
    return Duration.ofMillis(millisAfter(failedAttempts));
  }

  /**
   * The pause after a failed attempt.
   *
   * @param failedAttempts how many attempts have failed so far, from 1
   * @param seed what the jitter is made from; the same seed gives the same pause
   */
  public Duration delayAfter(int failedAttempts, long seed) {
    long millis = millisAfter(failedAttempts);
    if (millis == 0) {
      return Duration.ZERO;
    }
    return Duration.ofMillis(Math.max(1, (long) (millis * (1 - jitter * share(seed)))));
  }

  private long millisAfter(int failedAttempts) {
    if (failedAttempts < 1) {
      throw new IllegalArgumentException(
          "failedAttempts must be at least 1, was " + failedAttempts);
    }
    double millis =
        switch (growth) {
          case NONE -> 0;
          case FIXED -> wholeMillis(base);
          case LINEAR -> wholeMillis(base) * failedAttempts;
          case EXPONENTIAL -> wholeMillis(base) * Math.pow(multiplier, failedAttempts - 1.0);
        };
    // A double cannot overflow into a negative delay, so the cap alone is enough.
    return (long) Math.min(millis, wholeMillis(max));
  }

  private static double wholeMillis(Duration duration) {
    return duration.toSeconds() * 1_000.0 + duration.toMillisPart();
  }

  /**
   * A number from 0 to 1 that looks random. Fixed here rather than taken from the JDK, whose
   * generators may change between the node that decided and the one that replays.
   */
  private static double share(long seed) {
    long mixed = seed + 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    mixed ^= mixed >>> 31;
    return (mixed >>> 11) * 0x1.0p-53;
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
        + ", jitter="
        + jitter
        + "]";
  }
}

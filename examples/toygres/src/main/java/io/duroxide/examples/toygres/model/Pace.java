package io.duroxide.examples.toygres.model;

import java.time.Duration;

/**
 * How fast the world turns: every documented duration is multiplied by {@code scale}.
 *
 * <p>Durations are not part of what a replay compares, so another run on the same data may have
 * another pace.
 */
public record Pace(double scale) {

  private static final Duration SHORTEST_LIMIT = Duration.ofMillis(500);

  public Pace {
    if (!(scale > 0.0 && scale <= 10.0)) {
      throw new IllegalArgumentException("scale must be above 0 and at most 10, was " + scale);
    }
  }

  public Duration of(Duration documented) {
    return Duration.ofNanos((long) (documented.toNanos() * scale));
  }

  /** A time limit, never so short that ordinary scheduling noise would exceed it. */
  public Duration limit(Duration documented) {
    Duration scaled = of(documented);
    return scaled.compareTo(SHORTEST_LIMIT) < 0 ? SHORTEST_LIMIT : scaled;
  }
}

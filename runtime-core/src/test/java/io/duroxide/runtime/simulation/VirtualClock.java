package io.duroxide.runtime.simulation;

import java.time.Instant;
import java.time.InstantSource;

/** Time that passes only when it is told to. */
final class VirtualClock implements InstantSource {

  private static final long BEGIN = 1_000_000;

  private long millis = BEGIN;

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(millis);
  }

  void advance(long byMillis) {
    millis += byMillis;
  }

  void advanceTo(long epochMillis) {
    millis = Math.max(millis, epochMillis);
  }

  /** Milliseconds since the beginning of the simulation. */
  long elapsed() {
    return millis - BEGIN;
  }
}

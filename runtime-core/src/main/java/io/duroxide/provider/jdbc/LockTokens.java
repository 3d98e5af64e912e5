package io.duroxide.provider.jdbc;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Unique values without the price of a random one per fetch. */
final class LockTokens {

  private static final String PROCESS = UUID.randomUUID() + "-";
  private static final AtomicLong COUNTER = new AtomicLong();

  private LockTokens() {}

  static String nextValue() {
    return PROCESS + COUNTER.incrementAndGet();
  }
}

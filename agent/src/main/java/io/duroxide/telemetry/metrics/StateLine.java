package io.duroxide.telemetry.metrics;

import io.duroxide.telemetry.log.RateLimit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * One log line when something stops working, and one when it works again. What comes and goes is
 * told every ten minutes.
 */
public final class StateLine {

  private static final int MINUTES_BETWEEN = 10;

  private final String subject;
  private final Consumer<String> log;
  private final RateLimit limit = new RateLimit(MINUTES_BETWEEN);
  private final AtomicBoolean told = new AtomicBoolean();

  public StateLine(String subject, Consumer<String> log) {
    this.subject = subject;
    this.log = log;
  }

  public void failed(String why) {
    if (told.get()) {
      return;
    }
    // Asked at each failure, so that what keeps failing is told as soon as it may be.
    long untold = limit.tryPass();
    if (untold >= 0 && told.compareAndSet(false, true)) {
      String line = subject + " failing: " + why;
      log.accept(untold == 0 ? line : line + " (" + untold + " failures before)");
    }
  }

  public void succeeded() {
    if (told.compareAndSet(true, false)) {
      log.accept(subject + " working again");
    }
  }
}

package io.duroxide.telemetry.metrics;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** One log line when something stops working, and one when it works again. */
public final class StateLine {

  private final String subject;
  private final Consumer<String> log;
  private final AtomicBoolean failing = new AtomicBoolean();

  public StateLine(String subject, Consumer<String> log) {
    this.subject = subject;
    this.log = log;
  }

  public void failed(String why) {
    if (failing.compareAndSet(false, true)) {
      log.accept(subject + " failing: " + why);
    }
  }

  public void succeeded() {
    if (failing.compareAndSet(true, false)) {
      log.accept(subject + " working again");
    }
  }
}

package io.duroxide.telemetry.metrics;

import io.duroxide.telemetry.metrics.LabelValues.WaitOutcome;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What clients asked for. */
final class ClientMetrics {

  private static final String UNKNOWN = "unknown";

  private final Counter starts;
  private final Counter events;
  private final Counter cancellations;
  private final Distribution wait;

  ClientMetrics(Instruments instruments) {
    starts = instruments.counter(ClientRows.CLIENT_STARTS);
    events = instruments.counter(ClientRows.CLIENT_EVENTS);
    cancellations = instruments.counter(ClientRows.CLIENT_CANCELLATIONS);
    wait = instruments.distribution(ClientRows.CLIENT_WAIT);
    cancellations.announce(1);
  }

  /** Goes by the verb a method name begins with; other calls are not counted. */
  void called(String method, @Nullable String subject) {
    String name = Objects.requireNonNullElse(subject, UNKNOWN);
    if (method.startsWith("start")) {
      starts.add(1, name);
    } else if (method.startsWith("raise") || method.startsWith("enqueue")) {
      events.add(1, name);
    } else if (method.startsWith("cancel") || method.startsWith("terminate")) {
      cancellations.add(1);
    }
  }

  void waited(long nanos, boolean timedOut) {
    WaitOutcome outcome = timedOut ? WaitOutcome.TIMEOUT : WaitOutcome.COMPLETED;
    wait.record(Distribution.seconds(nanos), outcome.index());
  }
}

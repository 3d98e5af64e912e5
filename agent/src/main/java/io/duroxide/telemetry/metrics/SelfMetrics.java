package io.duroxide.telemetry.metrics;

import io.duroxide.telemetry.metrics.LabelValues.LogSeverity;
import io.duroxide.telemetry.status.AgentStatus.AdviceErrors;
import io.duroxide.telemetry.status.AgentStatus.DroppedRecords;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/** The agent about itself. */
final class SelfMetrics {

  private static final int[] ONLY = {0};

  private final Counter adviceErrors;
  private final Counter exportFailures;
  private final Counter droppedRecords;
  private final AtomicLongArray droppedRecordCounts =
      new AtomicLongArray(LogSeverity.values().length);
  private final Map<String, LongAdder> adviceErrorCounts = new ConcurrentSkipListMap<>();

  SelfMetrics(Instruments instruments, Supplier<List<JoinPointCount>> joinPoints) {
    adviceErrors = instruments.counter(AgentRows.ADVICE_ERRORS);
    exportFailures = instruments.counter(AgentRows.EXPORT_FAILURES);
    exportFailures.announce(Signal.values().length);
    droppedRecords = instruments.counter(AgentRows.DROPPED_LOG_RECORDS);
    droppedRecords.announce(LogSeverity.values().length);
    instruments.observe(
        AgentRows.JOIN_POINTS,
        observed -> {
          for (JoinPointCount count : joinPoints.get()) {
            observed.count(count.count(), count.module(), count.state().index());
          }
        });
  }

  void announceInstrumentation(String name) {
    adviceErrors.announce(name, ONLY);
  }

  void adviceFailed(String instrumentation) {
    adviceErrors.add(1, instrumentation);
    adviceErrorCounts.computeIfAbsent(instrumentation, first -> new LongAdder()).increment();
  }

  List<AdviceErrors> adviceErrors() {
    List<AdviceErrors> errors = new ArrayList<>();
    adviceErrorCounts.forEach((name, count) -> errors.add(new AdviceErrors(name, count.sum())));
    return errors;
  }

  void exportFailed(Signal signal) {
    exportFailures.add(1, signal.index());
  }

  void logRecordDropped(int severityNumber) {
    int severity = LogSeverity.of(severityNumber).index();
    droppedRecords.add(1, severity);
    droppedRecordCounts.incrementAndGet(severity);
  }

  /** Of the severities of which some were dropped. */
  List<DroppedRecords> droppedRecords() {
    List<DroppedRecords> dropped = new ArrayList<>();
    for (LogSeverity severity : LogSeverity.values()) {
      long count = droppedRecordCounts.get(severity.index());
      if (count > 0) {
        dropped.add(new DroppedRecords(severity.text(), count));
      }
    }
    return dropped;
  }
}

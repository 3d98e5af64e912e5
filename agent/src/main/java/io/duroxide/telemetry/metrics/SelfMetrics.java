package io.duroxide.telemetry.metrics;

import io.duroxide.telemetry.metrics.LabelValues.Signal;
import io.duroxide.telemetry.status.AgentStatus.AdviceErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/** The agent about itself. */
final class SelfMetrics {

  private static final int[] ONLY = {0};

  private final Counter adviceErrors;
  private final Counter exportFailures;
  private final Map<String, LongAdder> adviceErrorCounts = new ConcurrentSkipListMap<>();

  SelfMetrics(Instruments instruments, Supplier<List<JoinPointCount>> joinPoints) {
    adviceErrors = instruments.counter(AgentRows.ADVICE_ERRORS);
    exportFailures = instruments.counter(AgentRows.EXPORT_FAILURES);
    exportFailures.announce(Signal.values().length);
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

  void exportFailed() {
    exportFailures.add(1, Signal.METRICS.index());
  }
}

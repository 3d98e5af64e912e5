package io.duroxide.telemetry.metrics;

import io.duroxide.telemetry.metrics.LabelValues.AckOperation;
import io.duroxide.telemetry.metrics.LabelValues.GuideErrorType;
import io.duroxide.telemetry.metrics.LabelValues.GuideOperation;
import org.jspecify.annotations.Nullable;

/** Calls to stores as the provider guide counts them: five operations, each with its own name. */
final class ProviderGuideMetrics {

  private static final double NANOS_PER_MILLISECOND = 1e6;

  private final Distribution fetch;
  private final Distribution ackOrchestration;
  private final Distribution ackWorker;
  private final Distribution enqueue;
  private final Distribution dequeue;
  private final Counter errors;
  private final Counter retries;

  ProviderGuideMetrics(Instruments instruments) {
    fetch = instruments.distribution(ProviderGuideRows.FETCH_ORCHESTRATION_ITEM);
    ackOrchestration = instruments.distribution(ProviderGuideRows.ACK_ORCHESTRATION_ITEM);
    ackWorker = instruments.distribution(ProviderGuideRows.ACK_WORKER);
    enqueue = instruments.distribution(ProviderGuideRows.ENQUEUE_ORCHESTRATOR);
    dequeue = instruments.distribution(ProviderGuideRows.DEQUEUE_WORKER);
    errors = instruments.counter(ProviderGuideRows.INFRASTRUCTURE_ERRORS);
    retries = instruments.counter(ProviderGuideRows.ACK_ORCHESTRATION_RETRIES);
    errors.announce(GuideOperation.values().length * GuideErrorType.values().length);
    retries.announce(1);
  }

  void called(String method, long nanos, @Nullable String errorKind) {
    switch (method) {
      case "fetchOrchestrationItem" -> called(fetch, GuideOperation.FETCH, nanos, errorKind);
      case "fetchWorkItem" -> called(dequeue, GuideOperation.FETCH, nanos, errorKind);
      case "ackOrchestrationItem" ->
          called(ackOrchestration, GuideOperation.ACK_ORCH, nanos, errorKind);
      case "ackWorkItem" -> called(ackWorker, GuideOperation.ACK_WORKER, nanos, errorKind);
      case "enqueueForOrchestrator", "startInstance", "signalWithStart" ->
          called(enqueue, GuideOperation.ENQUEUE, nanos, errorKind);
      default -> {
        // The guide has no name for it.
      }
    }
  }

  private void called(
      Distribution duration, GuideOperation operation, long nanos, @Nullable String errorKind) {
    duration.record(Math.max(0, nanos) / NANOS_PER_MILLISECOND, 0);
    if (errorKind != null) {
      errors.add(1, errors.at(operation, errorType(errorKind)));
    }
  }

  void retried(AckOperation operation, int times) {
    if (operation == AckOperation.ACK_ORCHESTRATION_ITEM) {
      retries.add(times);
    }
  }

  private static GuideErrorType errorType(String kind) {
    return switch (kind) {
      case "TIMEOUT", "BUSY" -> GuideErrorType.LOCK_TIMEOUT;
      case "DEADLOCK", "CONSTRAINT_VIOLATION", "LOCK_LOST" -> GuideErrorType.TRANSACTION_FAILED;
      case "SERIALIZATION" -> GuideErrorType.SERIALIZATION_ERROR;
      default -> GuideErrorType.UNKNOWN;
    };
  }
}

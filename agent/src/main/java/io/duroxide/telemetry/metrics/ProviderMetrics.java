package io.duroxide.telemetry.metrics;

import static io.duroxide.telemetry.metrics.Distribution.seconds;

import io.duroxide.telemetry.metrics.LabelValues.AckOperation;
import io.duroxide.telemetry.metrics.LabelValues.CallStatus;
import io.duroxide.telemetry.metrics.LabelValues.PollResult;
import io.duroxide.telemetry.metrics.LabelValues.ProviderErrorType;
import io.duroxide.telemetry.metrics.LabelValues.WorkerType;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Calls to stores, one per outermost call of a thread. */
final class ProviderMetrics {

  private static final int MAX_OPERATIONS = 1_000;
  private static final int[] ALL_ERRORS =
      IntStream.range(0, ProviderErrorType.values().length).toArray();

  private final Counter errors;
  private final Counter ackRetries;
  private final Distribution duration;
  private final WorkerMetrics workers;
  private final CallDepth depth;
  private final Map<String, String> snakeCase = new ConcurrentHashMap<>();

  ProviderMetrics(Instruments instruments, WorkerMetrics workers, CallDepth depth) {
    errors = instruments.counter(ProviderRows.PROVIDER_ERRORS);
    ackRetries = instruments.counter(ProviderRows.PROVIDER_ACK_RETRIES);
    duration = instruments.distribution(ProviderRows.PROVIDER_DURATION);
    ackRetries.announce(AckOperation.values().length);
    this.workers = workers;
    this.depth = depth;
  }

  long callStarted() {
    return depth.enter() ? nonZero(System.nanoTime()) : 0;
  }

  void callEnded(
      long startNanos, String method, boolean empty, long waitedNanos, @Nullable String errorKind) {
    long now = System.nanoTime();
    depth.leave();
    if (startNanos == 0) {
      return;
    }
    countPoll(method, empty, errorKind);
    String operation = operation(method);
    errors.announce(operation, ALL_ERRORS);
    if (errorKind != null) {
      errors.add(1, operation, errorType(errorKind).index());
      countLostLock(method, errorKind);
    }
    if (!empty || errorKind != null) {
      CallStatus status = errorKind == null ? CallStatus.SUCCESS : CallStatus.ERROR;
      duration.record(seconds(now - startNanos - waitedNanos), operation, status.index());
    }
  }

  void ackRetries(AckOperation operation, int retries) {
    if (retries > 0) {
      ackRetries.add(retries, operation.index());
    }
  }

  private void countPoll(String method, boolean empty, @Nullable String errorKind) {
    WorkerType type =
        switch (method) {
          case "fetchOrchestrationItem" -> WorkerType.ORCHESTRATION;
          case "fetchWorkItem" -> WorkerType.ACTIVITY;
          default -> null;
        };
    if (type != null) {
      workers.polled(
          type, errorKind != null ? PollResult.ERROR : empty ? PollResult.EMPTY : PollResult.ITEM);
    }
  }

  /** A turn's lost lock is counted by its disposition; an attempt's is only seen here. */
  private void countLostLock(String method, String errorKind) {
    if (errorKind.equals("LOCK_LOST")
        && (method.equals("renewWorkItemLock") || method.equals("ackWorkItem"))) {
      workers.lockLost(WorkerType.ACTIVITY);
    }
  }

  private static ProviderErrorType errorType(String kind) {
    return switch (kind) {
      case "TIMEOUT" -> ProviderErrorType.TIMEOUT;
      case "CONNECTION" -> ProviderErrorType.CONNECTION;
      case "DEADLOCK" -> ProviderErrorType.DEADLOCK;
      case "CORRUPTION" -> ProviderErrorType.CORRUPTION;
      case "CONSTRAINT_VIOLATION" -> ProviderErrorType.CONSTRAINT_VIOLATION;
      case "SERIALIZATION" -> ProviderErrorType.SERIALIZATION;
      case "LOCK_LOST" -> ProviderErrorType.LOCK_LOST;
      case "BUSY" -> ProviderErrorType.BUSY;
      default -> ProviderErrorType.OTHER;
    };
  }

  private static long nonZero(long nanos) {
    return nanos == 0 ? 1 : nanos;
  }

  private String operation(String method) {
    String known = snakeCase.get(method);
    if (known != null) {
      return known;
    }
    String snake = snakeCase(method);
    if (snakeCase.size() < MAX_OPERATIONS) {
      snakeCase.put(method, snake);
    }
    return snake;
  }

  static String snakeCase(String method) {
    StringBuilder snake = new StringBuilder();
    for (int i = 0; i < method.length(); i++) {
      char c = method.charAt(i);
      if (Character.isUpperCase(c) && i > 0) {
        snake.append('_');
      }
      snake.append(Character.toLowerCase(c));
    }
    return snake.toString();
  }
}

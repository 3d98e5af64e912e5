package io.duroxide.telemetry.metrics;

import static io.duroxide.telemetry.metrics.Distribution.seconds;

import io.duroxide.telemetry.metrics.LabelValues.AckOperation;
import io.duroxide.telemetry.metrics.LabelValues.CallStatus;
import io.duroxide.telemetry.metrics.LabelValues.PollResult;
import io.duroxide.telemetry.metrics.LabelValues.ProviderErrorType;
import io.duroxide.telemetry.metrics.LabelValues.SessionOperation;
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
  private final Counter sessions;
  private final Distribution duration;
  private final WorkerMetrics workers;
  private final CallDepth depth;
  private final Map<String, Operation> operations = new ConcurrentHashMap<>();

  private final @Nullable ProviderGuideMetrics guide;

  /**
   * @param guide the same under other names, or null if nobody wants them
   */
  ProviderMetrics(
      Instruments instruments,
      WorkerMetrics workers,
      CallDepth depth,
      @Nullable ProviderGuideMetrics guide) {
    errors = instruments.counter(ProviderRows.PROVIDER_ERRORS);
    ackRetries = instruments.counter(ProviderRows.PROVIDER_ACK_RETRIES);
    duration = instruments.distribution(ProviderRows.PROVIDER_DURATION);
    sessions = instruments.counter(ProviderRows.PROVIDER_SESSIONS);
    sessions.announce(SessionOperation.values().length);
    ackRetries.announce(AckOperation.values().length);
    this.workers = workers;
    this.depth = depth;
    this.guide = guide;
  }

  /** See {@link CallDepth#ignoreThisThread}. */
  void ignoreThisThread() {
    depth.ignoreThisThread();
  }

  long callStarted() {
    return depth.enter() ? nonZero(System.nanoTime()) : 0;
  }

  void callEnded(
      long startNanos,
      String method,
      boolean empty,
      long waitedNanos,
      long rows,
      @Nullable String errorKind) {
    long now = System.nanoTime();
    depth.leave();
    if (startNanos == 0) {
      return;
    }
    Operation operation = operation(method);
    if (operation.polls != null) {
      workers.polled(operation.polls, pollResult(empty, errorKind));
    }
    if (errorKind != null) {
      errors.add(1, operation.label, errorType(errorKind).index());
    }
    if (rows > 0 && operation.countsSessions != null) {
      sessions.add(rows, operation.countsSessions.index());
    }
    if (!empty || errorKind != null) {
      record(operation, seconds(now - startNanos - waitedNanos), errorKind == null);
      if (guide != null) {
        guide.called(method, now - startNanos - waitedNanos, errorKind);
      }
    }
  }

  private void record(Operation operation, double seconds, boolean success) {
    Buckets successes = operation.successes;
    if (success && successes != null) {
      successes.record(seconds);
      return;
    }
    CallStatus status = success ? CallStatus.SUCCESS : CallStatus.ERROR;
    duration.record(seconds, operation.label, status.index());
    operation.successes = duration.known(operation.label, CallStatus.SUCCESS.index());
  }

  void ackRetries(AckOperation operation, int retries) {
    if (retries > 0) {
      ackRetries.add(retries, operation.index());
      if (guide != null) {
        guide.retried(operation, retries);
      }
    }
  }

  private static PollResult pollResult(boolean empty, @Nullable String errorKind) {
    return errorKind != null ? PollResult.ERROR : empty ? PollResult.EMPTY : PollResult.ITEM;
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

  private Operation operation(String method) {
    Operation known = operations.get(method);
    return known != null ? known : learn(method);
  }

  private Operation learn(String method) {
    Operation operation = Operation.of(method);
    errors.announce(operation.label, ALL_ERRORS);
    if (operations.size() < MAX_OPERATIONS) {
      operations.put(method, operation);
    }
    return operation;
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

  /** What is known of a provider's method once and for all. */
  private static final class Operation {
    private final String label;

    /** Whose queue it polls, or null. */
    private final @Nullable WorkerType polls;

    /** What its rows are, or null. */
    private final @Nullable SessionOperation countsSessions;

    /** Looked up once: half of what a node records is that a call succeeded. */
    private volatile @Nullable Buckets successes;

    private Operation(
        String label, @Nullable WorkerType polls, @Nullable SessionOperation countsSessions) {
      this.label = label;
      this.polls = polls;
      this.countsSessions = countsSessions;
    }

    static Operation of(String method) {
      WorkerType polls =
          switch (method) {
            case "fetchOrchestrationItem" -> WorkerType.ORCHESTRATION;
            case "fetchWorkItem" -> WorkerType.ACTIVITY;
            default -> null;
          };
      SessionOperation sessions =
          switch (method) {
            case "renewSessionLock" -> SessionOperation.RENEWED;
            case "cleanupOrphanedSessions" -> SessionOperation.CLEANED;
            default -> null;
          };
      return new Operation(snakeCase(method), polls, sessions);
    }
  }
}

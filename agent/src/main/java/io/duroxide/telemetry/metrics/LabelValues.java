package io.duroxide.telemetry.metrics;

/** The closed sets of label values. Constants of the agent, whatever the runtime calls its own. */
final class LabelValues {

  private LabelValues() {}

  enum InitiatedBy implements LabelValue {
    CLIENT("client"),
    SUB_ORCHESTRATION("suborchestration"),
    CONTINUE_AS_NEW("continueAsNew"),
    SIGNAL("signal"),
    DETACHED("detached");

    private final String text;

    InitiatedBy(String text) {
      this.text = text;
    }

    @Override
    public String text() {
      return text;
    }
  }

  enum EndStatus implements LabelValue {
    SUCCESS,
    FAILED,
    CANCELLED
  }

  enum TurnRange implements LabelValue {
    NONE("0"),
    UP_TO_5("1-5"),
    UP_TO_10("6-10"),
    UP_TO_50("11-50"),
    MORE("50+");

    private final String text;

    TurnRange(String text) {
      this.text = text;
    }

    static TurnRange of(int turns) {
      return turns <= 0
          ? NONE
          : turns <= 5 ? UP_TO_5 : turns <= 10 ? UP_TO_10 : turns <= 50 ? UP_TO_50 : MORE;
    }

    @Override
    public String text() {
      return text;
    }
  }

  enum ExecutionRange implements LabelValue {
    FIRST("1"),
    UP_TO_10("2-10"),
    UP_TO_100("11-100"),
    UP_TO_1000("101-1000"),
    MORE("1000+");

    private final String text;

    ExecutionRange(String text) {
      this.text = text;
    }

    static ExecutionRange of(long execution) {
      return execution <= 1
          ? FIRST
          : execution <= 10
              ? UP_TO_10
              : execution <= 100 ? UP_TO_100 : execution <= 1000 ? UP_TO_1000 : MORE;
    }

    @Override
    public String text() {
      return text;
    }
  }

  enum ErrorType implements LabelValue {
    APP_ERROR,
    INFRASTRUCTURE_ERROR,
    CONFIG_ERROR,
    TIMEOUT,
    NONDETERMINISM,
    POISON
  }

  /** The error types an activity can have. */
  enum ActivityErrorType implements LabelValue {
    APP_ERROR,
    INFRASTRUCTURE_ERROR,
    CONFIG_ERROR,
    TIMEOUT,
    POISON
  }

  enum ErrorGroup implements LabelValue {
    DATABASE,
    NETWORK,
    TIMEOUT,
    VALIDATION,
    LOGIC,
    PANIC,
    LIMIT,
    NONDETERMINISM,
    UNREGISTERED,
    CORRUPTION,
    OTHER
  }

  enum ActivityResult implements LabelValue {
    SUCCESS,
    APP_ERROR,
    INFRA_ERROR,
    TIMEOUT,
    RETRY,
    CANCELLED,
    CONFIG_ERROR,
    POISON
  }

  enum RetryAttempt implements LabelValue {
    NONE("0"),
    ONE("1"),
    TWO("2"),
    MORE("3+");

    private static final RetryAttempt[] BY_NUMBER = values();

    private final String text;

    RetryAttempt(String text) {
      this.text = text;
    }

    static RetryAttempt of(int earlierAttempts) {
      return BY_NUMBER[Math.max(0, Math.min(earlierAttempts, BY_NUMBER.length - 1))];
    }

    @Override
    public String text() {
      return text;
    }
  }

  enum Retryable implements LabelValue {
    TRUE,
    FALSE;

    static Retryable of(boolean retryable) {
      return retryable ? TRUE : FALSE;
    }
  }

  enum CallStatus implements LabelValue {
    SUCCESS,
    ERROR
  }

  enum ProviderErrorType implements LabelValue {
    TIMEOUT,
    CONNECTION,
    DEADLOCK,
    CORRUPTION,
    CONSTRAINT_VIOLATION,
    SERIALIZATION,
    LOCK_LOST,
    BUSY,
    OTHER
  }

  enum GuideOperation implements LabelValue {
    FETCH,
    ACK_ORCH,
    ACK_WORKER,
    ENQUEUE
  }

  enum GuideErrorType implements LabelValue {
    TRANSACTION_FAILED,
    LOCK_TIMEOUT,
    SERIALIZATION_ERROR,
    UNKNOWN
  }

  enum AckOperation implements LabelValue {
    ACK_ORCHESTRATION_ITEM,
    ACK_WORK_ITEM
  }

  enum SessionOperation implements LabelValue {
    RENEWED,
    CLEANED
  }

  enum PoolState implements LabelValue {
    USED,
    IDLE
  }

  enum InstanceState implements LabelValue {
    RUNNING,
    WAITING,
    SUSPENDED
  }

  enum WorkerType implements LabelValue {
    ORCHESTRATION,
    ACTIVITY
  }

  enum PollResult implements LabelValue {
    ITEM,
    EMPTY,
    ERROR
  }

  enum WaitOutcome implements LabelValue {
    COMPLETED,
    TIMEOUT
  }

  enum LogSeverity implements LabelValue {
    ERROR,
    WARN,
    INFO,
    DEBUG;

    /**
     * @param number OpenTelemetry's, four to a level
     */
    static LogSeverity of(int number) {
      if (number > 12) {
        return number > 16 ? ERROR : WARN;
      }
      return number > 8 ? INFO : DEBUG;
    }
  }
}

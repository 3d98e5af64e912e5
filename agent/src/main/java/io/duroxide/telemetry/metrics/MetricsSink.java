package io.duroxide.telemetry.metrics;

import io.duroxide.telemetry.bootstrap.TelemetrySink;
import io.duroxide.telemetry.config.AgentConfig;
import io.duroxide.telemetry.metrics.LabelValues.AckOperation;
import io.duroxide.telemetry.metrics.LabelValues.ActivityResult;
import io.duroxide.telemetry.metrics.LabelValues.EndStatus;
import io.duroxide.telemetry.metrics.LabelValues.ErrorGroup;
import io.duroxide.telemetry.metrics.LabelValues.ErrorType;
import io.duroxide.telemetry.metrics.LabelValues.InitiatedBy;
import io.duroxide.telemetry.metrics.LabelValues.WorkerType;
import io.opentelemetry.api.metrics.Meter;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides which facts count, and when; how they are counted is up to the classes it delegates to.
 */
public final class MetricsSink extends TelemetrySink {

  private static final String UNKNOWN = "unknown";
  private static final String[] NO_CLASSES = {};

  /** Results of attempts that will be made again. */
  private static final Set<String> UNFINISHED = Set.of("LOCK_LOST", "HANDED_BACK", "ACK_FAILED");

  private final OrchestrationMetrics orchestrations;
  private final ActivityMetrics activities;
  private final ProviderMetrics providers;
  private final WorkerMetrics workers;
  private final StalledSlots stalledSlots;
  private final ClientMetrics clients;
  private final SelfMetrics self;
  private final RuntimeMetrics runtimeMetrics;
  private final Runtimes runtimes;
  private final ErrorClassifier errors;
  private final Instruments instruments;
  private volatile boolean findingRuntimes;

  /**
   * @param meter for what is observed when a reader asks
   * @param recorded what the readers of {@code meter} are to be given, too
   * @param joinPoints asked at each collection; must not block
   * @param log one line per call, no trailing newline
   */
  public MetricsSink(
      Meter meter,
      RecordedMetrics recorded,
      AgentConfig config,
      String agentVersion,
      Supplier<List<JoinPointCount>> joinPoints,
      Consumer<String> log) {
    instruments = new Instruments(meter, recorded, config);
    CallDepth depth = new CallDepth();
    orchestrations = new OrchestrationMetrics(instruments);
    activities = new ActivityMetrics(instruments, config);
    workers = new WorkerMetrics(instruments);
    stalledSlots = new StalledSlots(instruments);
    ProviderGuideMetrics guide =
        config.providerGuideNames() ? new ProviderGuideMetrics(instruments) : null;
    providers = new ProviderMetrics(instruments, workers, depth, guide);
    clients = new ClientMetrics(instruments);
    self = new SelfMetrics(instruments, joinPoints);
    runtimes = new Runtimes(config.gaugePolling(), depth, log);
    runtimeMetrics = new RuntimeMetrics(instruments, runtimes, agentVersion);
    errors = new ErrorClassifier(config.errors());
    StoreMetrics.register(instruments, runtimes, workers);
  }

  /** Makes the error counter of an instrumentation visible with 0. */
  public void announceInstrumentation(String name) {
    self.announceInstrumentation(name);
  }

  /** From now on runtimes are also known by what they fetch from. */
  public void findRunningRuntimes() {
    findingRuntimes = true;
  }

  /** For the status. */
  public MetricsUse use() {
    return new MetricsUse(
        runtimeMetrics.builds(),
        instruments.metricUse(),
        instruments.labelUse(),
        instruments.droppedLabelValues(),
        self.droppedRecords(),
        self.adviceErrors());
  }

  /** An export did not arrive. */
  public void exportFailed(Signal signal) {
    self.exportFailed(signal);
  }

  /** A log record will not be exported. */
  public void logRecordDropped(int severityNumber) {
    self.logRecordDropped(severityNumber);
  }

  /** From now on what the calling thread asks stores is not counted: it is one of the agent's. */
  public void ignoreThisThread() {
    providers.ignoreThisThread();
  }

  /** What {@code error_type} says about a failed orchestration. */
  public String errorType(
      boolean poisoned, @Nullable String category, String @Nullable [] classes) {
    return (poisoned ? ErrorType.POISON : errors.type(category, orNone(classes))).text();
  }

  /** What {@code outcome} says about an attempt of an activity. */
  public String activityOutcome(
      String result, @Nullable String errorCategory, String @Nullable [] errorClasses) {
    return errors.attempt(result, errorCategory, orNone(errorClasses)).text();
  }

  /** Stops polling stores. What is recorded afterwards still counts. */
  public void stop() {
    runtimes.stop();
  }

  @Override
  public void providerSeen(Object provider) {
    // Only a store that a runtime runs on is polled: a decorator and what it decorates are one.
  }

  @Override
  public void runtimeStarted(
      Object runtime,
      Object provider,
      String providerName,
      String runtimeVersion,
      int orchestrationSlots,
      int activitySlots) {
    workers.announce(orchestrationSlots, activitySlots);
    stalledSlots.announce();
    runtimeMetrics.seen(runtimeVersion, providerName);
    runtimes.started(runtime, provider, providerName, orchestrationSlots, activitySlots);
  }

  @Override
  public void runtimeStopped(Object runtime) {
    runtimes.stopped(runtime);
  }

  @Override
  public void slotsStalled(Object watch, int orchestrations, int activities) {
    stalledSlots.seen(watch, orchestrations, activities);
  }

  @Override
  public long turnStarted(int slot) {
    return workers.began(WorkerType.ORCHESTRATION, slot);
  }

  @Override
  public void turnEnded(
      long startNanos,
      int slot,
      @Nullable String disposition,
      @Nullable String instance,
      long executionId,
      @Nullable String name,
      @Nullable String version,
      @Nullable String origin,
      @Nullable String parentName,
      @Nullable String parentInstance,
      long parentExecutionId,
      boolean firstTurn,
      int turns,
      long historySize,
      long instanceStartedAt,
      long executionStartedAt,
      long endedAt,
      @Nullable String status,
      @Nullable String errorCategory,
      @Nullable String errorReason,
      String @Nullable [] errorClasses,
      @Nullable String errorMessage,
      boolean poisoned,
      int ackRetries) {
    long now = System.nanoTime();
    boolean committed = "COMMITTED".equals(disposition);
    boolean done = committed || "DROPPED".equals(disposition);
    workers.ended(WorkerType.ORCHESTRATION, slot, startNanos, now, done);
    providers.ackRetries(AckOperation.ACK_ORCHESTRATION_ITEM, ackRetries);
    if ("LOCK_LOST".equals(disposition)) {
      workers.lockLost(WorkerType.ORCHESTRATION);
    }
    if (!committed) {
      return;
    }
    String orchestration = orUnknown(name);
    String resolved = orUnknown(version);
    orchestrations.seen(orchestration, resolved);
    if (!poisoned) {
      orchestrations.turnRan(orchestration, now - startNanos);
    }
    if (firstTurn) {
      orchestrations.started(orchestration, resolved, initiatedBy(origin));
    }
    boolean continued = "CONTINUED_AS_NEW".equals(status);
    EndStatus end = poisoned ? EndStatus.FAILED : endStatus(orUnknown(status));
    if (continued || end != null) {
      orchestrations.executionEnded(orchestration, turns, historySize);
    }
    if (continued) {
      orchestrations.continuedAsNew(orchestration, executionId);
    } else if (end != null) {
      double seconds = Math.max(0, endedAt - instanceStartedAt) / 1e3;
      orchestrations.completed(orchestration, resolved, end, turns, seconds);
      if (parentName != null) {
        orchestrations.childEnded(parentName, orchestration, end, seconds);
      }
      if (end == EndStatus.FAILED) {
        failed(orchestration, resolved, poisoned, errorCategory, errorReason, errorClasses);
      }
    }
  }

  private void failed(
      String name,
      String version,
      boolean poisoned,
      @Nullable String category,
      @Nullable String reason,
      String @Nullable [] classes) {
    ErrorType type = poisoned ? ErrorType.POISON : errors.type(category, orNone(classes));
    ErrorGroup group = errors.group(category, reason, orNone(classes));
    orchestrations.failed(name, version, type, group);
    if (poisoned) {
      orchestrations.poisoned(name);
    }
  }

  @Override
  public long activityStarted(int slot) {
    return workers.began(WorkerType.ACTIVITY, slot);
  }

  @Override
  public void activityEnded(
      long startNanos,
      int slot,
      @Nullable String result,
      @Nullable String instance,
      long executionId,
      long scheduledId,
      @Nullable String name,
      @Nullable String tag,
      int attempt,
      int deliveries,
      long queueWaitNanos,
      long handlerNanos,
      @Nullable String errorCategory,
      @Nullable String errorReason,
      String @Nullable [] errorClasses,
      @Nullable String errorCode,
      @Nullable String errorMessage,
      boolean retryable,
      int ackRetries) {
    boolean done = result != null && !UNFINISHED.contains(result);
    workers.ended(WorkerType.ACTIVITY, slot, startNanos, System.nanoTime(), done);
    providers.ackRetries(AckOperation.ACK_WORK_ITEM, ackRetries);
    if (result == null) {
      return;
    }
    if (result.equals("LOCK_LOST")) {
      workers.lockLost(WorkerType.ACTIVITY);
    }
    String activity = orUnknown(name);
    ActivityResult outcome = errors.attempt(result, errorCategory, orNone(errorClasses));
    activities.ended(activity, tag, attempt, outcome, queueWaitNanos, handlerNanos);
    activities.failed(activity, outcome, errorCode, retryable);
    if (outcome == ActivityResult.POISON) {
      activities.poisoned(activity);
    }
  }

  @Override
  public long providerCallStarted() {
    return providers.callStarted();
  }

  @Override
  public void providerCallEnded(
      long startNanos,
      String operation,
      boolean empty,
      long waitedNanos,
      long rows,
      @Nullable String errorKind) {
    providers.callEnded(startNanos, operation, empty, waitedNanos, rows, errorKind);
  }

  @Override
  public boolean isUnknownStore(long startNanos, Object provider) {
    return findingRuntimes && startNanos != 0 && !runtimes.knows(provider);
  }

  @Override
  public void storeFound(Object provider, String providerName, @Nullable String runtimeVersion) {
    workers.announce(0, 0);
    runtimeMetrics.seen(orUnknown(runtimeVersion), providerName);
    runtimes.found(provider, providerName);
  }

  @Override
  public void clientCall(
      long startNanos,
      String operation,
      @Nullable String instance,
      @Nullable String subject,
      @Nullable String errorClass) {
    if (errorClass == null) {
      clients.called(operation, subject);
    }
  }

  @Override
  public void clientSignal(
      long startNanos,
      String operation,
      @Nullable String instance,
      @Nullable String orchestration,
      @Nullable String queue,
      boolean started,
      @Nullable String errorClass) {
    if (errorClass == null) {
      clients.called("enqueue", queue);
      if (started) {
        clients.called("start", orchestration);
      }
    }
  }

  @Override
  public void clientWait(
      long nanos, @Nullable String instance, boolean timedOut, @Nullable String errorClass) {
    if (errorClass == null) {
      clients.waited(nanos, timedOut);
    }
  }

  @Override
  public void adviceFailed(String instrumentation, Throwable failure) {
    self.adviceFailed(instrumentation);
  }

  private static String orUnknown(@Nullable String text) {
    return text == null ? UNKNOWN : text;
  }

  private static String[] orNone(String @Nullable [] classes) {
    return classes == null ? NO_CLASSES : classes;
  }

  private static InitiatedBy initiatedBy(@Nullable String origin) {
    return switch (orUnknown(origin)) {
      case "SUB_ORCHESTRATION" -> InitiatedBy.SUB_ORCHESTRATION;
      case "CONTINUE_AS_NEW" -> InitiatedBy.CONTINUE_AS_NEW;
      case "SIGNAL" -> InitiatedBy.SIGNAL;
      case "DETACHED" -> InitiatedBy.DETACHED;
      default -> InitiatedBy.CLIENT;
    };
  }

  static @Nullable EndStatus endStatus(String status) {
    return switch (status) {
      case "COMPLETED" -> EndStatus.SUCCESS;
      case "FAILED" -> EndStatus.FAILED;
      case "CANCELLED" -> EndStatus.CANCELLED;
      default -> null;
    };
  }
}

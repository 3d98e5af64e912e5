package io.duroxide.telemetry.traces;

import io.duroxide.telemetry.bootstrap.TelemetrySink;
import io.duroxide.telemetry.config.AgentConfig;
import io.duroxide.telemetry.metrics.MetricsSink;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.IdGenerator;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Makes spans of what ended, in front of the metrics, which record it within the span: that gives
 * the histograms their exemplars. In use only if traces are on.
 */
public final class TracingSink extends TelemetrySink {

  private static final IdGenerator RANDOM = IdGenerator.random();

  private final MetricsSink metrics;
  private final double sampleRate;
  private final boolean includeMessages;
  private final ParentsInStore stores;
  private final RootInstances roots;
  private final SpanQueue spans;

  public TracingSink(MetricsSink metrics, AgentConfig config, Resource resource) {
    this.metrics = metrics;
    this.sampleRate = config.activitySampleRate();
    this.includeMessages = config.includeErrorMessages();
    this.stores = new ParentsInStore(metrics::ignoreThisThread);
    this.roots = new RootInstances(stores, System::nanoTime);
    this.spans = new SpanQueue(roots, resource, System::nanoTime);
  }

  /** Where the spans wait to be exported. */
  public SpanQueue spans() {
    return spans;
  }

  /** What is known about roots. */
  public RootInstances roots() {
    return roots;
  }

  @Override
  public void providerSeen(Object provider) {
    stores.seen(provider);
    metrics.providerSeen(provider);
  }

  @Override
  public void runtimeStarted(
      Object runtime,
      Object provider,
      String providerName,
      String runtimeVersion,
      int orchestrationSlots,
      int activitySlots) {
    stores.seen(provider);
    metrics.runtimeStarted(
        runtime, provider, providerName, runtimeVersion, orchestrationSlots, activitySlots);
  }

  @Override
  public void runtimeStopped(Object runtime) {
    metrics.runtimeStopped(runtime);
  }

  @Override
  public void slotsStalled(Object watch, int orchestrations, int activities) {
    metrics.slotsStalled(watch, orchestrations, activities);
  }

  @Override
  public long turnStarted(int slot) {
    return metrics.turnStarted(slot);
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
    EndedTurn turn = null;
    // A turn that threw tells nothing, one of an unknown instance has no place, and messages for an
    // instance that is over make no turn.
    if (instance != null
        && executionId != 0
        && disposition != null
        && !disposition.equals("DROPPED")) {
      Moment now = Moment.now();
      turn =
          new EndedTurn(
              instance,
              executionId,
              disposition,
              orUnknown(name),
              orUnknown(version),
              parentInstance,
              parentExecutionId,
              firstTurn,
              turns,
              historySize,
              executionStartedAt,
              orUnknown(status),
              poisoned,
              errorCategory == null
                  ? null
                  : metrics.errorType(poisoned, errorCategory, errorClasses),
              outermost(errorClasses),
              includeMessages ? errorMessage : null,
              now.epochNanos(startNanos),
              now.epochNanos());
      roots.learned(instance, parentInstance);
    }
    String spanId = turn == null ? null : spanId(turn);
    try (Scope unused = within(instance, spanId).makeCurrent()) {
      metrics.turnEnded(
          startNanos,
          slot,
          disposition,
          instance,
          executionId,
          name,
          version,
          origin,
          parentName,
          parentInstance,
          parentExecutionId,
          firstTurn,
          turns,
          historySize,
          instanceStartedAt,
          executionStartedAt,
          endedAt,
          status,
          errorCategory,
          errorReason,
          errorClasses,
          errorMessage,
          poisoned,
          ackRetries);
    }
    if (turn != null && spanId != null) {
      offer(turn, spanId);
    }
  }

  /** A poison acknowledgement is no turn: what it says, it says about the execution. */
  private static String spanId(EndedTurn turn) {
    if (!turn.committed()) {
      return RANDOM.generateSpanId();
    }
    return turn.poisoned()
        ? TraceIds.execution(turn.instance(), turn.executionId())
        : TraceIds.turn(turn.instance(), turn.executionId(), turn.turns());
  }

  private void offer(EndedTurn turn, String spanId) {
    if (!turn.poisoned()) {
      spans.offer(Spans.turn(turn, spanId));
    }
    if (turn.endsExecution()) {
      spans.offer(Spans.execution(turn));
    }
  }

  @Override
  public long activityStarted(int slot) {
    return metrics.activityStarted(slot);
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
    EndedAttempt ended = null;
    if (result != null && instance != null && sampled(result)) {
      Moment now = Moment.now();
      ended =
          new EndedAttempt(
              instance,
              executionId,
              scheduledId,
              result,
              metrics.activityOutcome(result, errorCategory, errorClasses),
              orUnknown(name),
              tag,
              attempt,
              deliveries,
              queueWaitNanos,
              handlerNanos,
              outermost(errorClasses),
              includeMessages ? errorMessage : null,
              now.epochNanos(startNanos),
              now.epochNanos());
    }
    String spanId = ended == null ? null : spanId(ended);
    try (Scope unused = within(instance, spanId).makeCurrent()) {
      metrics.activityEnded(
          startNanos,
          slot,
          result,
          instance,
          executionId,
          scheduledId,
          name,
          tag,
          attempt,
          deliveries,
          queueWaitNanos,
          handlerNanos,
          errorCategory,
          errorReason,
          errorClasses,
          errorCode,
          errorMessage,
          retryable,
          ackRetries);
    }
    if (ended != null && spanId != null) {
      spans.offer(Spans.activity(ended, spanId));
    }
  }

  private static String spanId(EndedAttempt ended) {
    return ended.isVerdict()
        ? TraceIds.activity(
            ended.instance(), ended.executionId(), ended.scheduledId(), ended.attempt())
        : RANDOM.generateSpanId();
  }

  private boolean sampled(String result) {
    return !result.equals("SUCCEEDED")
        || sampleRate >= 1
        || ThreadLocalRandom.current().nextDouble() < sampleRate;
  }

  @Override
  public long providerCallStarted() {
    return metrics.providerCallStarted();
  }

  @Override
  public void providerCallEnded(
      long startNanos,
      String operation,
      boolean empty,
      long waitedNanos,
      long rows,
      @Nullable String errorKind) {
    metrics.providerCallEnded(startNanos, operation, empty, waitedNanos, rows, errorKind);
  }

  @Override
  public boolean isUnknownStore(long startNanos, Object provider) {
    return metrics.isUnknownStore(startNanos, provider);
  }

  @Override
  public void storeFound(Object provider, String providerName, @Nullable String runtimeVersion) {
    stores.seen(provider);
    metrics.storeFound(provider, providerName, runtimeVersion);
  }

  @Override
  public long clientCallStarted() {
    return System.nanoTime();
  }

  @Override
  public void clientCall(
      long startNanos,
      String operation,
      @Nullable String instance,
      @Nullable String subject,
      @Nullable String errorClass) {
    Moment now = Moment.now();
    boolean starts = operation.startsWith("start");
    metrics.clientCall(startNanos, operation, instance, subject, errorClass);
    if (starts && instance != null && errorClass == null) {
      roots.learned(instance, null);
    }
    called(
        RANDOM.generateSpanId(),
        now.epochNanos(startNanos),
        now,
        operation,
        instance,
        starts ? subject : null,
        starts ? null : subject,
        errorClass);
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
    Moment now = Moment.now();
    metrics.clientSignal(
        startNanos, operation, instance, orchestration, queue, started, errorClass);
    if (started && instance != null) {
      roots.learned(instance, null);
    }
    called(
        RANDOM.generateSpanId(),
        now.epochNanos(startNanos),
        now,
        operation,
        instance,
        orchestration,
        queue,
        errorClass);
  }

  @Override
  public void clientWait(
      long nanos, @Nullable String instance, boolean timedOut, @Nullable String errorClass) {
    Moment now = Moment.now();
    String spanId = RANDOM.generateSpanId();
    try (Scope unused = within(instance, spanId).makeCurrent()) {
      metrics.clientWait(nanos, instance, timedOut, errorClass);
    }
    String error = timedOut ? "timeout" : errorClass;
    called(spanId, now.epochNanos() - nanos, now, "waitFor", instance, null, null, error);
  }

  private void called(
      String spanId,
      long beganNanos,
      Moment ended,
      String operation,
      @Nullable String instance,
      @Nullable String orchestration,
      @Nullable String event,
      @Nullable String errorClass) {
    if (instance != null) {
      EndedCall call =
          new EndedCall(
              operation,
              instance,
              orchestration,
              event,
              errorClass,
              beganNanos,
              ended.epochNanos());
      spans.offer(Spans.call(call, spanId));
    }
  }

  @Override
  public void adviceFailed(String instrumentation, Throwable failure) {
    metrics.adviceFailed(instrumentation, failure);
  }

  /** Within nothing where the trace is not known without asking the store. */
  private Context within(@Nullable String instance, @Nullable String spanId) {
    String root = instance == null || spanId == null ? null : roots.known(instance);
    return root == null
        ? Context.root()
        : Context.root().with(Span.wrap(TraceSpan.context(TraceIds.trace(root), spanId)));
  }

  private static String orUnknown(@Nullable String text) {
    return text == null ? "unknown" : text;
  }

  private static @Nullable String outermost(String @Nullable [] classes) {
    return classes == null || classes.length == 0 ? null : classes[0];
  }
}

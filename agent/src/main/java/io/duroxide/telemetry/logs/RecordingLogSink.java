package io.duroxide.telemetry.logs;

import io.duroxide.telemetry.bootstrap.LogSink;
import io.duroxide.telemetry.config.AgentConfig;
import io.duroxide.telemetry.logs.LogContext.Activity;
import io.duroxide.telemetry.logs.LogContext.Lifecycle;
import io.duroxide.telemetry.logs.Scope.Execution;
import io.duroxide.telemetry.metrics.OutcomeTexts;
import io.duroxide.telemetry.metrics.OutcomeTexts.Outcome;
import io.duroxide.telemetry.traces.RootInstances;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Turns what is written into entries, with what the thread that writes works on. */
public final class RecordingLogSink extends LogSink {

  private static final String[] NO_CLASSES = {};

  private final LogLanes lanes;
  private final LogScopes scopes = new LogScopes();
  private final RootInstances roots;
  private final boolean traced;
  private final Backends backends;
  private final OutcomeTexts outcomes;
  private final boolean includeErrorMessages;
  private final double sampleRate;

  /**
   * A class that calls this can be loaded before the bridge is defined.
   *
   * @param roots told of the parents that turns have
   * @param own the agent's own threads, of which nothing is recorded
   */
  public static LogSink to(
      LogLanes lanes, AgentConfig config, RootInstances roots, @Nullable ThreadGroup own) {
    return new RecordingLogSink(lanes, config, roots, own);
  }

  RecordingLogSink(
      LogLanes lanes, AgentConfig config, RootInstances roots, @Nullable ThreadGroup own) {
    this.lanes = lanes;
    this.backends = new Backends(own);
    this.outcomes = new OutcomeTexts(config.errors());
    this.roots = roots;
    this.traced = config.traces().enabled();
    this.includeErrorMessages = config.includeErrorMessages();
    this.sampleRate = config.activitySampleRate();
  }

  @Override
  public boolean takes(int severityNumber) {
    return lanes.takes(severityNumber) && backends.mayRecord();
  }

  @Override
  public void record(
      int severityNumber,
      @Nullable String severityText,
      @Nullable String logger,
      @Nullable String message,
      long epochMillis,
      @Nullable Throwable thrown) {
    Scope scope = scopes.current();
    LogEntry entry =
        new LogEntry(
            Math.multiplyExact(epochMillis, 1_000_000L),
            severityNumber,
            orEmpty(severityText),
            orEmpty(logger),
            orEmpty(message),
            scope == null ? null : scope.context(traced),
            thrown == null ? null : Causes.of(thrown, includeErrorMessages));
    if (scope == null || !scope.heldBack().takes(entry)) {
      lanes.offer(entry);
    }
    backends.began();
  }

  @Override
  public void recorded() {
    backends.ended();
  }

  @Override
  public @Nullable Object julBegan(Object record) {
    return backends.julBegan(record);
  }

  @Override
  public void julReached(Object[] handlers) {
    Object record = backends.julReached();
    if (record != null && JulRecords.endHere(handlers) && JulRecords.pass(record, this)) {
      backends.julTaken();
    }
  }

  @Override
  public void julEnded(@Nullable Object before) {
    backends.julEnded(before);
  }

  @Override
  public @Nullable Object turnBegan(
      int slot,
      String instance,
      long executionId,
      @Nullable String name,
      @Nullable String version,
      @Nullable String parentInstance,
      int turn) {
    if (executionId != 0) {
      roots.learned(instance, parentInstance);
    }
    Execution execution = new Execution(instance, executionId, name, version);
    return scopes.begin(Scope.turn(slot, execution, turn));
  }

  @Override
  public void executionSeen(
      String instance,
      long executionId,
      @Nullable String name,
      @Nullable String version,
      @Nullable String parentInstance) {
    roots.learned(instance, parentInstance);
    scopes.refine(new Execution(instance, executionId, name, version));
  }

  @Override
  public @Nullable Object executionEnds(
      String instance,
      long executionId,
      @Nullable String name,
      @Nullable String version,
      @Nullable String parentInstance) {
    roots.learned(instance, parentInstance);
    Execution execution = new Execution(instance, executionId, name, version);
    return scopes.begin(Scope.ends(execution, scopes.current()));
  }

  @Override
  public @Nullable Object executionEnded(
      String status,
      boolean poisoned,
      long durationMillis,
      @Nullable String errorCategory,
      String @Nullable [] errorClasses) {
    Outcome outcome = outcomes.execution(status, poisoned, errorCategory, orNone(errorClasses));
    return scopes.beginEnd(new Lifecycle(outcome.text(), durationMillis, outcome.errorType()));
  }

  @Override
  public @Nullable Object activityBegan(
      int slot,
      String instance,
      long executionId,
      @Nullable String orchestrationName,
      @Nullable String orchestrationVersion,
      String activityName,
      long scheduledId,
      int attempt) {
    Execution execution =
        new Execution(instance, executionId, orchestrationName, orchestrationVersion);
    Activity activity = new Activity(activityName, scheduledId);
    HeldBack heldBack = sampled() ? HeldBack.NOTHING : HeldBack.until(lanes::offer);
    return scopes.begin(Scope.attempt(slot, execution, activity, attempt, heldBack));
  }

  private boolean sampled() {
    return sampleRate >= 1 || ThreadLocalRandom.current().nextDouble() < sampleRate;
  }

  @Override
  public void activityEnded(@Nullable Object before, boolean succeeded) {
    Scope scope = scopes.current();
    restore(before);
    if (scope != null) {
      scope.heldBack().decide(succeeded);
    }
  }

  @Override
  public @Nullable Object activityDecided(
      String result,
      long durationMillis,
      @Nullable String errorCategory,
      String @Nullable [] errorClasses) {
    Outcome outcome = outcomes.attempt(result, errorCategory, orNone(errorClasses));
    return scopes.beginEnd(new Lifecycle(outcome.text(), durationMillis, outcome.errorType()));
  }

  @Override
  public void handOver(Object carrier) {
    scopes.handOver(carrier);
  }

  @Override
  public void takeBack(Object carrier) {
    scopes.takeBack(carrier);
  }

  @Override
  public @Nullable Object enter(Object carrier) {
    return scopes.enter(carrier);
  }

  @Override
  public @Nullable Object adopt(Object carrier) {
    return scopes.adopt(carrier);
  }

  @Override
  public void restore(@Nullable Object before) {
    scopes.restore((Place) before);
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static String[] orNone(String @Nullable [] classes) {
    return classes == null ? NO_CLASSES : classes;
  }
}

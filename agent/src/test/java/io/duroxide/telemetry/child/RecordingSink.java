package io.duroxide.telemetry.child;

import io.duroxide.telemetry.bootstrap.TelemetrySink;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Writes down what it is told, one string per event; throws on demand. */
public final class RecordingSink extends TelemetrySink {

  public final List<String> events = new CopyOnWriteArrayList<>();
  public volatile boolean broken;
  private final ThreadLocal<int[]> depth = ThreadLocal.withInitial(() -> new int[1]);

  private void record(Object... words) {
    if (broken) {
      throw new IllegalStateException("broken sink");
    }
    events.add(String.join(" ", Arrays.stream(words).map(String::valueOf).toList()));
  }

  @Override
  public void providerSeen(Object provider) {
    record("providerSeen", provider.getClass().getSimpleName());
  }

  @Override
  public void runtimeStarted(
      Object runtime,
      Object provider,
      String providerName,
      String runtimeVersion,
      int orchestrationSlots,
      int activitySlots) {
    record("runtimeStarted", providerName, orchestrationSlots, activitySlots);
  }

  @Override
  public void runtimeStopped(Object runtime) {
    record("runtimeStopped");
  }

  @Override
  public long turnStarted(int slot) {
    record("turnStarted", slot);
    return 7;
  }

  @Override
  public void turnEnded(
      long startNanos,
      int slot,
      String disposition,
      String instance,
      long executionId,
      String name,
      String version,
      String origin,
      String parentName,
      String parentInstance,
      long parentExecutionId,
      boolean firstTurn,
      int turns,
      long historySize,
      long instanceStartedAt,
      long executionStartedAt,
      long endedAt,
      String status,
      String errorCategory,
      String errorReason,
      String[] errorClasses,
      String errorMessage,
      boolean poisoned,
      int ackRetries) {
    record(
        "turnEnded",
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
        Arrays.toString(errorClasses),
        errorMessage,
        poisoned,
        ackRetries);
  }

  @Override
  public long activityStarted(int slot) {
    record("activityStarted", slot);
    return 8;
  }

  @Override
  public void activityEnded(
      long startNanos,
      int slot,
      String result,
      String instance,
      long executionId,
      long scheduledId,
      String name,
      String tag,
      int attempt,
      int deliveries,
      long queueWaitNanos,
      long handlerNanos,
      String errorCategory,
      String errorReason,
      String[] errorClasses,
      String errorCode,
      String errorMessage,
      boolean retryable,
      int ackRetries) {
    record(
        "activityEnded",
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
        Arrays.toString(errorClasses),
        errorCode,
        errorMessage,
        retryable,
        ackRetries);
  }

  @Override
  public long providerCallStarted() {
    return depth.get()[0]++ == 0 ? 9 : 0;
  }

  @Override
  public void providerCallEnded(
      long startNanos,
      String operation,
      boolean empty,
      long waitedNanos,
      long rows,
      String errorKind) {
    depth.get()[0]--;
    if (startNanos != 0) {
      record("providerCall", operation, empty, waitedNanos, rows, errorKind);
    }
  }

  @Override
  public long clientCallStarted() {
    record("clientCallStarted");
    return 6;
  }

  @Override
  public void clientCall(
      long startNanos, String operation, String instance, String subject, String errorClass) {
    record("clientCall", startNanos, operation, instance, subject, errorClass);
  }

  @Override
  public void clientSignal(
      long startNanos,
      String operation,
      String instance,
      String orchestration,
      String queue,
      boolean started,
      String errorClass) {
    record(
        "clientSignal", startNanos, operation, instance, orchestration, queue, started, errorClass);
  }

  @Override
  public void clientWait(long nanos, String instance, boolean timedOut, String errorClass) {
    record("clientWait", instance, timedOut, errorClass);
  }

  @Override
  public void adviceFailed(String instrumentation, Throwable failure) {
    events.add("adviceFailed " + instrumentation + " " + failure.getMessage());
  }
}

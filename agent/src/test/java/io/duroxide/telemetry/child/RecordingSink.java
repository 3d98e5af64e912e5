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
      boolean firstTurn,
      int turns,
      long historySize,
      long instanceStartedAt,
      long endedAt,
      String status,
      String errorCategory,
      String errorReason,
      String[] errorClasses,
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
        firstTurn,
        turns,
        historySize,
        instanceStartedAt,
        endedAt,
        status,
        errorCategory,
        errorReason,
        Arrays.toString(errorClasses),
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
      String name,
      String tag,
      int attempt,
      long queueWaitNanos,
      long handlerNanos,
      String errorCategory,
      String errorReason,
      String[] errorClasses,
      String errorCode,
      boolean retryable,
      int ackRetries) {
    record(
        "activityEnded",
        startNanos,
        slot,
        result,
        name,
        tag,
        attempt,
        queueWaitNanos,
        handlerNanos,
        errorCategory,
        errorReason,
        Arrays.toString(errorClasses),
        errorCode,
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
  public void clientCall(String operation, String subject) {
    record("clientCall", operation, subject);
  }

  @Override
  public void clientWait(long nanos, boolean timedOut) {
    record("clientWait", timedOut);
  }

  @Override
  public void adviceFailed(String instrumentation, Throwable failure) {
    events.add("adviceFailed " + instrumentation + " " + failure.getMessage());
  }
}

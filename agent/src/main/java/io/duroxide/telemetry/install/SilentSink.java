package io.duroxide.telemetry.install;

import io.duroxide.telemetry.bootstrap.TelemetrySink;

/** Takes everything and does nothing. */
final class SilentSink extends TelemetrySink {

  @Override
  public void providerSeen(Object provider) {}

  @Override
  public void runtimeStarted(
      Object runtime,
      Object provider,
      String providerName,
      String runtimeVersion,
      int orchestrationSlots,
      int activitySlots) {}

  @Override
  public void runtimeStopped(Object runtime) {}

  @Override
  public long turnStarted(int slot) {
    return 0;
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
      int ackRetries) {}

  @Override
  public long activityStarted(int slot) {
    return 0;
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
      int ackRetries) {}

  @Override
  public long providerCallStarted() {
    return 0;
  }

  @Override
  public void providerCallEnded(
      long startNanos,
      String operation,
      boolean empty,
      long waitedNanos,
      long rows,
      String errorKind) {}

  @Override
  public void clientCall(String operation, String subject) {}

  @Override
  public void clientWait(long nanos, boolean timedOut) {}

  @Override
  public void adviceFailed(String instrumentation, Throwable failure) {}
}

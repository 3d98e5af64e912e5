package io.duroxide.telemetry.advice;

import io.duroxide.history.HistoryEvent.OrchestrationStarted;
import io.duroxide.runtime.execution.ExecutionIdentity;
import io.duroxide.telemetry.bootstrap.Bridge;
import io.duroxide.telemetry.bootstrap.LogSink;
import net.bytebuddy.asm.Advice;

/** Code of an execution runs in the turn. */
final class LogExecutionAdvice {

  private LogExecutionAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(
      @Advice.FieldValue("identity") ExecutionIdentity identity,
      @Advice.FieldValue("started") OrchestrationStarted started) {
    LogSink logs = Bridge.logs();
    if (logs != null) {
      logs.executionSeen(
          identity.instance(),
          identity.executionId(),
          identity.orchestrationName(),
          identity.orchestrationVersion(),
          started.parent() == null ? null : started.parent().instance());
    }
  }
}

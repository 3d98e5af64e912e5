package io.duroxide.telemetry.advice;

import io.duroxide.history.HistoryEvent.OrchestrationStarted;
import io.duroxide.runtime.execution.ExecutionIdentity;
import io.duroxide.telemetry.bootstrap.Bridge;
import io.duroxide.telemetry.bootstrap.LogSink;
import net.bytebuddy.asm.Advice;

/** Code is unwound; that of an execution that leaves memory in a turn of another one, too. */
final class LogExecutionCloseAdvice {

  private LogExecutionCloseAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static Object enter(
      @Advice.FieldValue("identity") ExecutionIdentity identity,
      @Advice.FieldValue("started") OrchestrationStarted started) {
    LogSink logs = Bridge.logs();
    return logs == null
        ? null
        : logs.executionEnds(
            identity.instance(),
            identity.executionId(),
            identity.orchestrationName(),
            identity.orchestrationVersion(),
            started.parent() == null ? null : started.parent().instance());
  }

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(@Advice.Enter Object before) {
    LogSink logs = Bridge.logs();
    if (logs != null) {
      logs.restore(before);
    }
  }
}

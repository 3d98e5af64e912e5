package io.duroxide.telemetry.advice;

import io.duroxide.provider.ExecutionStatus;
import io.duroxide.provider.OrchestrationItem;
import io.duroxide.provider.OrchestrationItem.CurrentExecution;
import io.duroxide.telemetry.bootstrap.Bridge;
import io.duroxide.telemetry.bootstrap.LogSink;
import net.bytebuddy.asm.Advice;

/** What is written in a turn belongs to its instance. */
final class LogTurnAdvice {

  private LogTurnAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static Object enter(@Advice.Argument(0) int slot, @Advice.Argument(1) OrchestrationItem item) {
    LogSink logs = Bridge.logs();
    if (logs == null) {
      return null;
    }
    CurrentExecution current = item.current();
    if (current == null || current.status() != ExecutionStatus.RUNNING) {
      return logs.turnBegan(slot, item.instance(), 0, null, null, null, 1);
    }
    return logs.turnBegan(
        slot,
        item.instance(),
        current.executionId(),
        current.orchestrationName(),
        current.orchestrationVersion(),
        current.parent() == null ? null : current.parent().instance(),
        current.turns() + 1);
  }

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(@Advice.Enter Object before) {
    LogSink logs = Bridge.logs();
    if (logs != null) {
      logs.restore(before);
    }
  }
}

package io.duroxide.telemetry.advice;

import io.duroxide.runtime.orchestration.TurnOutcome;
import io.duroxide.telemetry.bootstrap.Bridge;
import io.duroxide.telemetry.bootstrap.LogSink;
import net.bytebuddy.asm.Advice;

/** The runtime writes that an execution has ended. */
final class LogExecutionEndAdvice {

  private LogExecutionEndAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static Object enter(@Advice.Argument(0) TurnOutcome turn) {
    LogSink logs = Bridge.logs();
    return logs == null
        ? null
        : logs.executionEnded(
            turn.status().name(),
            turn.poisoned(),
            Math.max(0, turn.endedAt() - turn.instanceStartedAt()),
            turn.error() == null ? null : turn.error().category().name(),
            turn.error() == null ? null : turn.error().errorClasses().toArray(new String[0]));
  }

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(@Advice.Enter Object before) {
    LogSink logs = Bridge.logs();
    if (logs != null) {
      logs.restore(before);
    }
  }
}

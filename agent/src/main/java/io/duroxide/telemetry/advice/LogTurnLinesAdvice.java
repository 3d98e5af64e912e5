package io.duroxide.telemetry.advice;

import io.duroxide.runtime.orchestration.TurnOutcome;
import io.duroxide.telemetry.bootstrap.Bridge;
import io.duroxide.telemetry.bootstrap.LogSink;
import net.bytebuddy.asm.Advice;

/** The runtime writes what became of a turn; by now all is known about its execution. */
final class LogTurnLinesAdvice {

  private LogTurnLinesAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.Argument(1) TurnOutcome turn) {
    LogSink logs = Bridge.logs();
    if (logs != null) {
      logs.executionSeen(
          turn.instance(),
          turn.executionId(),
          turn.orchestrationName(),
          turn.orchestrationVersion(),
          turn.parent() == null ? null : turn.parent().instance());
    }
  }
}

package io.duroxide.telemetry.advice;

import io.duroxide.ErrorDetails;
import io.duroxide.runtime.orchestration.TurnOutcome;
import io.duroxide.telemetry.bootstrap.Bridge;
import net.bytebuddy.asm.Advice;

/** One turn of an orchestration. */
final class TurnAdvice {

  private TurnAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static long enter(@Advice.Argument(0) int slot) {
    return Bridge.sink().turnStarted(slot);
  }

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(
      @Advice.Enter long start, @Advice.Argument(0) int slot, @Advice.Return TurnOutcome turn) {
    if (turn == null) {
      Bridge.sink()
          .turnEnded(
              start, slot, null, null, 0, null, null, null, null, null, 0, false, 0, 0, 0, 0, 0,
              null, null, null, null, null, false, 0);
      return;
    }
    ErrorDetails error = turn.error();
    Bridge.sink()
        .turnEnded(
            start,
            slot,
            turn.disposition().name(),
            turn.instance(),
            turn.executionId(),
            turn.orchestrationName(),
            turn.orchestrationVersion(),
            turn.origin() == null ? null : turn.origin().name(),
            turn.parent() == null ? null : turn.parent().orchestrationName(),
            turn.parent() == null ? null : turn.parent().instance(),
            turn.parent() == null ? 0 : turn.parent().executionId(),
            turn.firstTurn(),
            turn.turns(),
            turn.historySize(),
            turn.instanceStartedAt(),
            turn.executionStartedAt(),
            turn.endedAt(),
            turn.status().name(),
            error == null ? null : error.category().name(),
            error == null ? null : error.reason().name(),
            error == null ? null : error.errorClasses().toArray(new String[0]),
            error == null ? null : error.message(),
            turn.poisoned(),
            turn.ackRetries());
  }
}

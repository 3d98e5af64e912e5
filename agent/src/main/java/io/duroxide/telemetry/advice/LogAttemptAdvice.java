package io.duroxide.telemetry.advice;

import io.duroxide.history.ActivityWorkItem;
import io.duroxide.provider.ActivityItem;
import io.duroxide.runtime.activity.ActivityOutcome;
import io.duroxide.telemetry.bootstrap.Bridge;
import io.duroxide.telemetry.bootstrap.LogSink;
import net.bytebuddy.asm.Advice;

/** What is written in an attempt belongs to its activity. */
final class LogAttemptAdvice {

  private LogAttemptAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static Object enter(@Advice.Argument(0) int slot, @Advice.Argument(1) ActivityItem item) {
    LogSink logs = Bridge.logs();
    if (logs == null) {
      return null;
    }
    ActivityWorkItem work = item.work();
    return logs.activityBegan(
        slot,
        work.instance(),
        work.executionId(),
        work.orchestrationName(),
        work.orchestrationVersion(),
        work.name(),
        work.scheduledId(),
        work.attempt());
  }

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(@Advice.Enter Object before, @Advice.Return ActivityOutcome attempt) {
    LogSink logs = Bridge.logs();
    if (logs != null) {
      logs.activityEnded(
          before, attempt != null && attempt.result() == ActivityOutcome.Result.SUCCEEDED);
    }
  }
}

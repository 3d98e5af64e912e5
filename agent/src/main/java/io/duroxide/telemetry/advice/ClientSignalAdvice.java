package io.duroxide.telemetry.advice;

import io.duroxide.telemetry.bootstrap.Bridge;
import net.bytebuddy.asm.Advice;

/** A signal-with-start: always a message for a queue, and a start if the instance was new. */
final class ClientSignalAdvice {

  private ClientSignalAdvice() {}

  /** The queue is the argument before the last, the payload. */
  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(
      @Advice.Argument(1) String orchestration,
      @Advice.AllArguments Object[] arguments,
      @Advice.Return boolean started) {
    Bridge.sink().clientCall("enqueue", (String) arguments[arguments.length - 2]);
    if (started) {
      Bridge.sink().clientCall("start", orchestration);
    }
  }
}

package io.duroxide.telemetry.advice;

import io.duroxide.telemetry.bootstrap.Bridge;
import net.bytebuddy.asm.Advice;

/** A signal-with-start: always a message for a queue, and a start if the instance was new. */
final class ClientSignalAdvice {

  private ClientSignalAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static long enter() {
    return Bridge.sink().clientCallStarted();
  }

  /** The queue is the argument before the last, the payload. */
  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(
      @Advice.Enter long start,
      @Advice.Origin("#m") String operation,
      @Advice.Argument(0) String instance,
      @Advice.Argument(1) String orchestration,
      @Advice.AllArguments Object[] arguments,
      @Advice.Return boolean started,
      @Advice.Thrown Throwable thrown) {
    Bridge.sink()
        .clientSignal(
            start,
            operation,
            instance,
            orchestration,
            (String) arguments[arguments.length - 2],
            started,
            thrown == null ? null : thrown.getClass().getName());
  }
}

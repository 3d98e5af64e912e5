package io.duroxide.telemetry.advice;

import io.duroxide.telemetry.bootstrap.Bridge;
import net.bytebuddy.asm.Advice;

/** A client call whose second argument is the name it is about. */
final class ClientNamedCallAdvice {

  private ClientNamedCallAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static long enter() {
    return Bridge.sink().clientCallStarted();
  }

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(
      @Advice.Enter long start,
      @Advice.Origin("#m") String operation,
      @Advice.Argument(0) String instance,
      @Advice.Argument(1) String subject,
      @Advice.Thrown Throwable thrown) {
    String errorClass = thrown == null ? null : thrown.getClass().getName();
    Bridge.sink().clientCall(start, operation, instance, subject, errorClass);
  }
}

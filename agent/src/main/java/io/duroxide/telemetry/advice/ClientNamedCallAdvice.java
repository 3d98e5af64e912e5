package io.duroxide.telemetry.advice;

import io.duroxide.telemetry.bootstrap.Bridge;
import net.bytebuddy.asm.Advice;

/** A client call whose second argument is the name it is about. */
final class ClientNamedCallAdvice {

  private ClientNamedCallAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(@Advice.Origin("#m") String operation, @Advice.Argument(1) String subject) {
    Bridge.sink().clientCall(operation, subject);
  }
}

package io.duroxide.telemetry.advice;

import io.duroxide.telemetry.bootstrap.Bridge;
import net.bytebuddy.asm.Advice;

/** A client call whose second argument is not a name. */
final class ClientCallAdvice {

  private ClientCallAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(@Advice.Origin("#m") String operation) {
    Bridge.sink().clientCall(operation, null);
  }
}

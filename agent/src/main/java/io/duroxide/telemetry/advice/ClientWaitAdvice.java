package io.duroxide.telemetry.advice;

import io.duroxide.client.WaitTimeoutException;
import io.duroxide.telemetry.bootstrap.Bridge;
import net.bytebuddy.asm.Advice;

/** A client waits for the end of an instance. A wait that storage broke off tells nothing. */
final class ClientWaitAdvice {

  private ClientWaitAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static long enter() {
    return System.nanoTime();
  }

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(@Advice.Enter long start, @Advice.Thrown Throwable thrown) {
    if (thrown == null || thrown instanceof WaitTimeoutException) {
      Bridge.sink().clientWait(System.nanoTime() - start, thrown != null);
    }
  }
}

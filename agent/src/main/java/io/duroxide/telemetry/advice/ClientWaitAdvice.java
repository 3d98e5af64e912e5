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
  static void exit(
      @Advice.Enter long start,
      @Advice.Argument(0) String instance,
      @Advice.Thrown Throwable thrown) {
    boolean timedOut = thrown instanceof WaitTimeoutException;
    String errorClass = thrown == null || timedOut ? null : thrown.getClass().getName();
    Bridge.sink().clientWait(System.nanoTime() - start, instance, timedOut, errorClass);
  }
}

package io.duroxide.telemetry.advice;

import io.duroxide.provider.InstanceInfo;
import io.duroxide.telemetry.bootstrap.Bridge;
import net.bytebuddy.asm.Advice;

/** A client waits for the end of an instance; coming back without one is a timeout. */
final class ClientWaitAdvice {

  private ClientWaitAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static long enter() {
    return System.nanoTime();
  }

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(@Advice.Enter long start, @Advice.Return InstanceInfo info) {
    boolean timedOut = info == null || !info.status().endsInstance();
    Bridge.sink().clientWait(System.nanoTime() - start, timedOut);
  }
}

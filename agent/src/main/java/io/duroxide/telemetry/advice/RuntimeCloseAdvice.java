package io.duroxide.telemetry.advice;

import io.duroxide.telemetry.bootstrap.Bridge;
import net.bytebuddy.asm.Advice;

/** A runtime is closed, well or badly. */
final class RuntimeCloseAdvice {

  private RuntimeCloseAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(@Advice.This Object runtime) {
    Bridge.sink().runtimeStopped(runtime);
  }
}

package io.duroxide.telemetry.advice;

import io.duroxide.runtime.loop.StalledSlots;
import io.duroxide.telemetry.bootstrap.Bridge;
import net.bytebuddy.asm.Advice;

/** A runtime has looked at its slots; it does so at every tick of its watch, and when it closes. */
final class StalledSlotsAdvice {

  private StalledSlotsAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(@Advice.This Object watch, @Advice.Return StalledSlots stalled) {
    Bridge.sink().slotsStalled(watch, stalled.orchestrations(), stalled.activities());
  }
}

package io.duroxide.telemetry.advice;

import io.duroxide.telemetry.bootstrap.Bridge;
import net.bytebuddy.asm.Advice;

/** A provider hands out its administrator's view. */
final class ProviderAdminAdvice {

  private ProviderAdminAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(@Advice.Return Object admin) {
    Bridge.providerAdminSeen(admin);
  }
}

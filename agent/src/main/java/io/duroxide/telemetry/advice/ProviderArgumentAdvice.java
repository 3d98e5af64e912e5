package io.duroxide.telemetry.advice;

import io.duroxide.telemetry.bootstrap.Bridge;
import net.bytebuddy.asm.Advice;

/** Something is built on a provider. */
final class ProviderArgumentAdvice {

  private ProviderArgumentAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(@Advice.Argument(0) Object provider) {
    Bridge.providerSeen(provider);
  }
}

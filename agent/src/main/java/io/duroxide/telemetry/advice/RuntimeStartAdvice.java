package io.duroxide.telemetry.advice;

import io.duroxide.provider.Provider;
import io.duroxide.runtime.DuroxideRuntime;
import io.duroxide.runtime.RuntimeOptions;
import io.duroxide.telemetry.bootstrap.Bridge;
import net.bytebuddy.asm.Advice;

/** A runtime starts: its provider is instrumented before the first use. */
final class RuntimeStartAdvice {

  private RuntimeStartAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.Argument(0) Provider provider) {
    Bridge.providerSeen(provider);
  }

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(
      @Advice.Return DuroxideRuntime runtime,
      @Advice.Argument(0) Provider provider,
      @Advice.Argument(3) RuntimeOptions options) {
    Bridge.sink()
        .runtimeStarted(
            runtime,
            provider,
            provider.name(),
            DuroxideRuntime.class.getPackage().getImplementationVersion(),
            options.orchestrationSlots(),
            options.activitySlots());
    Bridge.runtimeStarted();
  }
}

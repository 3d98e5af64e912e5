package io.duroxide.telemetry.advice;

import io.duroxide.provider.ProviderException;
import io.duroxide.telemetry.bootstrap.Bridge;
import net.bytebuddy.asm.Advice;

/**
 * A provider method that blocks until something happens: its duration says nothing about the store.
 */
final class ProviderAwaitAdvice {

  private ProviderAwaitAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static long enter() {
    return Bridge.sink().providerCallStarted();
  }

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(
      @Advice.Enter long start,
      @Advice.Origin("#m") String operation,
      @Advice.Thrown Throwable thrown) {
    String errorKind = thrown == null ? null : "OTHER";
    if (thrown instanceof ProviderException failure) {
      errorKind = failure.kind().name();
    }
    Bridge.sink().providerCallEnded(start, operation, true, 0L, -1L, errorKind);
  }
}

package io.duroxide.telemetry.advice;

import io.duroxide.provider.ProviderException;
import io.duroxide.telemetry.bootstrap.Bridge;
import net.bytebuddy.asm.Advice;

/** A provider method that returns how many rows it changed. */
final class ProviderRowsAdvice {

  private ProviderRowsAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static long enter() {
    return Bridge.sink().providerCallStarted();
  }

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(
      @Advice.Enter long start,
      @Advice.Origin("#m") String operation,
      @Advice.Return int rows,
      @Advice.Thrown Throwable thrown) {
    String errorKind = thrown == null ? null : "OTHER";
    if (thrown instanceof ProviderException failure) {
      errorKind = failure.kind().name();
    }
    Bridge.sink().providerCallEnded(start, operation, false, 0L, rows, errorKind);
  }
}

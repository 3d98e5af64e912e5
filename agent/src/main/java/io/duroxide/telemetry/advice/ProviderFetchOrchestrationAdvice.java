package io.duroxide.telemetry.advice;

import io.duroxide.provider.OrchestrationItem;
import io.duroxide.provider.Provider;
import io.duroxide.provider.ProviderException;
import io.duroxide.runtime.DuroxideRuntime;
import io.duroxide.telemetry.bootstrap.Bridge;
import net.bytebuddy.asm.Advice;

/** A fetch of orchestration work. */
final class ProviderFetchOrchestrationAdvice {

  private ProviderFetchOrchestrationAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static long enter() {
    return Bridge.sink().providerCallStarted();
  }

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(
      @Advice.This Object provider,
      @Advice.Enter long start,
      @Advice.Origin("#m") String operation,
      @Advice.Return OrchestrationItem item,
      @Advice.Thrown Throwable thrown) {
    String errorKind = thrown == null ? null : "OTHER";
    if (thrown instanceof ProviderException failure) {
      errorKind = failure.kind().name();
    }
    Bridge.sink()
        .providerCallEnded(
            start,
            operation,
            item == null && thrown == null,
            item == null ? 0L : item.waited().toNanos(),
            -1L,
            errorKind);
    if (Bridge.sink().isUnknownStore(start, provider)) {
      Bridge.sink()
          .storeFound(
              provider,
              ((Provider) provider).name(),
              DuroxideRuntime.class.getPackage().getImplementationVersion());
    }
  }
}

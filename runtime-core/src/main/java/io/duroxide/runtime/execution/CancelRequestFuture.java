package io.duroxide.runtime.execution;

import io.duroxide.OperationCancelledException;
import io.duroxide.replay.Cancellation;
import org.jspecify.annotations.Nullable;

/** The handle on a request to cancel the instance; every call gets its own. */
final class CancelRequestFuture extends EngineFuture<String> {

  private final Cancellation cancellation;
  private final Runnable listener = this::requested;
  private @Nullable String reason;
  private boolean abandoned;

  CancelRequestFuture(Fibers fibers, Cancellation cancellation) {
    super(fibers);
    this.cancellation = cancellation;
    this.reason = cancellation.reason();
    if (reason == null) {
      cancellation.addListener(listener);
    }
  }

  @Override
  boolean isSettled() {
    return reason != null || abandoned;
  }

  @Override
  String value() {
    if (reason == null) {
      throw new OperationCancelledException("wait for a cancellation request");
    }
    return reason;
  }

  @Override
  void abandon() {
    if (!isSettled()) {
      abandoned = true;
      cancellation.removeListener(listener);
      settled();
    }
  }

  private void requested() {
    reason = cancellation.reason();
    settled();
  }
}

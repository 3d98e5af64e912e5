package io.duroxide;

import java.util.concurrent.Callable;

/**
 * Thrown by {@link OrchestrationContext#cancellable(Callable)} when somebody asked for the instance
 * to be cancelled. The orchestration may compensate; it ends as cancelled in any case.
 */
public final class OrchestrationCancelledException extends DuroxideException {

  private static final long serialVersionUID = 1L;

  private final String reason;

  /**
   * @param reason what was given to the request
   */
  public OrchestrationCancelledException(String reason) {
    super("cancellation was requested: " + reason);
    this.reason = reason;
  }

  /** What was given to the request. */
  public String reason() {
    return reason;
  }
}

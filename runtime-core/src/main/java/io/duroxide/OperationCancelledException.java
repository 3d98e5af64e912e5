package io.duroxide;

/** Thrown by {@link DurableFuture#await()} on a handle that was cancelled or lost a race. */
public final class OperationCancelledException extends DuroxideException {

  private static final long serialVersionUID = 1L;

  /**
   * @param operation what was cancelled, for people, such as {@code activity Charge}
   */
  public OperationCancelledException(String operation) {
    super(operation + " was cancelled");
  }
}

package io.duroxide;

/** Thrown by {@link DurableFuture#await()} when the awaited activity or child failed. */
public final class OperationFailedException extends DuroxideException {

  private static final long serialVersionUID = 1L;

  private final String operation;
  private final transient ErrorDetails details;

  /**
   * @param operation what failed, for people, such as {@code activity Charge}
   */
  public OperationFailedException(String operation, ErrorDetails details) {
    super(operation + " failed: " + details.message());
    this.operation = operation;
    this.details = details;
  }

  /** What failed, for people, such as {@code activity Charge}. */
  public String operation() {
    return operation;
  }

  /** The cause as it is stored: decide by it, not by the message. */
  public ErrorDetails details() {
    return details;
  }
}

package io.duroxide.client;

import io.duroxide.DuroxideException;
import io.duroxide.ErrorDetails;

/** The awaited instance failed or was cancelled. */
public final class OrchestrationFailedException extends DuroxideException {

  private static final long serialVersionUID = 1L;

  private final transient ErrorDetails details;

  OrchestrationFailedException(String instanceId, ErrorDetails details) {
    super("instance '" + instanceId + "' failed: " + details.message());
    this.details = details;
  }

  /** The stored cause; category {@code CANCELLED} if the instance was cancelled. */
  public ErrorDetails details() {
    return details;
  }
}

package io.duroxide.client;

import io.duroxide.DuroxideException;
import java.time.Duration;

/** An instance did not end within the time its client was willing to wait. */
public final class WaitTimeoutException extends DuroxideException {

  private static final long serialVersionUID = 1L;

  WaitTimeoutException(String instanceId, Duration timeout) {
    super("instance '" + instanceId + "' did not end within " + timeout);
  }
}

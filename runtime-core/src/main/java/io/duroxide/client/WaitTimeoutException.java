package io.duroxide.client;

import io.duroxide.DuroxideException;
import java.time.Duration;

/** What a client waited for did not happen within the time it was willing to wait. */
public final class WaitTimeoutException extends DuroxideException {

  private static final long serialVersionUID = 1L;

  /**
   * @param missed what did not happen, such as {@code did not end}
   */
  WaitTimeoutException(String instanceId, String missed, Duration timeout) {
    super("instance '" + instanceId + "' " + missed + " within " + timeout);
  }
}

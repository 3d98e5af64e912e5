package io.duroxide.client;

import io.duroxide.DuroxideException;

/** An instance has ended and takes no more messages. Nothing was changed. */
public final class InstanceEndedException extends DuroxideException {

  private static final long serialVersionUID = 1L;

  InstanceEndedException(String instanceId) {
    super("instance '" + instanceId + "' has ended");
  }
}

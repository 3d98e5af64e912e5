package io.duroxide.client;

import io.duroxide.DuroxideException;

/** An instance was started under an id that is taken. Nothing was changed. */
public final class InstanceAlreadyExistsException extends DuroxideException {

  private static final long serialVersionUID = 1L;

  InstanceAlreadyExistsException(String instanceId) {
    super("instance id '" + instanceId + "' is taken");
  }
}

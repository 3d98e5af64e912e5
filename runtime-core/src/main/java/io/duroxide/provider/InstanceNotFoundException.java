package io.duroxide.provider;

import io.duroxide.DuroxideException;

/** There is no such instance. Nothing was changed. */
public final class InstanceNotFoundException extends DuroxideException {

  private static final long serialVersionUID = 1L;

  /**
   * @param instance the id that is unknown
   */
  public InstanceNotFoundException(String instance) {
    super("there is no instance '" + instance + "'");
  }
}

package io.duroxide.replay;

import io.duroxide.DuroxideException;

/** What is stored cannot be the history of an execution, whatever its code. */
public final class CorruptHistoryException extends DuroxideException {

  private static final long serialVersionUID = 1L;

  CorruptHistoryException(String message) {
    super("corrupted history: " + message);
  }
}

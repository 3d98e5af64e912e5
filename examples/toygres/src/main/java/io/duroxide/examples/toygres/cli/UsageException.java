package io.duroxide.examples.toygres.cli;

/** A command line that cannot be obeyed; the message is for whoever typed it. */
public final class UsageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public UsageException(String message) {
    super(message);
  }
}

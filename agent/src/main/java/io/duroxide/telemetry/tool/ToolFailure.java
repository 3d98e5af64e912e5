package io.duroxide.telemetry.tool;

/** Why a command could not do what it was told, in one line. */
final class ToolFailure extends Exception {

  private static final long serialVersionUID = 1;

  ToolFailure(String message) {
    super(message);
  }

  /** The cause's message becomes part of the line. */
  ToolFailure(String message, Throwable cause) {
    super(
        message + ": " + (cause.getMessage() == null ? cause : oneLine(cause.getMessage())), cause);
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s*\\R\\s*", "; ");
  }
}

package io.duroxide;

/** Why, within its {@link ErrorCategory}, something failed; the cases the runtime itself knows. */
public enum ErrorReason {
  /** Nothing more specific is known. */
  UNSPECIFIED,
  /** A payload does not decode to the handler's type. */
  UNDECODABLE_PAYLOAD,
  /** A size or count limit was exceeded. */
  LIMIT_EXCEEDED,
  /** No handler of this name or version is registered. */
  UNREGISTERED,
  /** A child was started under an instance id that is taken. */
  INSTANCE_EXISTS,
  /** Stored history cannot be read. */
  CORRUPTION,
  /** A JVM error such as a stack overflow or a failed assertion came out of application code. */
  PANIC
}

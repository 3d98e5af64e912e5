package io.duroxide.coroutine;

/**
 * Thrown out of a suspension when nobody will ever resume the coroutine again, so that its thread
 * can end. Whatever code does on the way out has no effect.
 */
public final class CoroutineUnwound extends Error {

  private static final long serialVersionUID = 1L;

  CoroutineUnwound() {
    super("the execution has left memory", null, false, false);
  }
}

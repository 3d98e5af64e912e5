package io.duroxide.runtime.simulation;

/** The node that was calling exists no more. */
final class NodeCrashed extends Error {

  private static final long serialVersionUID = 1L;

  NodeCrashed() {
    super("crashed", null, false, false);
  }
}

package io.duroxide.telemetry.metrics;

/** How deep each thread is in provider calls, so that a decorating provider counts once. */
final class CallDepth {

  private final ThreadLocal<Depth> depths = ThreadLocal.withInitial(Depth::new);

  private static final class Depth {
    private int calls;
  }

  /** Whether this is the outermost call. */
  boolean enter() {
    return depths.get().calls++ == 0;
  }

  void leave() {
    Depth depth = depths.get();
    depth.calls = Math.max(0, depth.calls - 1);
  }

  /** From now on no call of this thread is outermost: the agent's own calls are not counted. */
  void ignoreThisThread() {
    depths.get().calls = 1;
  }
}

package io.duroxide.replay;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The request to cancel an instance, and whether its code takes notice of it. Code that does not is
 * ended by the engine. Confined to the execution.
 */
public final class Cancellation {

  private final Set<Runnable> listeners = new LinkedHashSet<>();
  private @Nullable String reason;
  private boolean forced;
  private boolean noticed;
  private int blocks;

  Cancellation() {}

  /** Why, or null if nobody has asked for it. */
  public @Nullable String reason() {
    return reason;
  }

  /** Called by code that will look after a request itself from now on. */
  public void notice() {
    noticed = true;
  }

  /** Called by code that enters a block which a request ends. */
  public void enterBlock() {
    blocks++;
    noticed |= reason != null;
  }

  /** Called by code that leaves such a block. */
  public void leaveBlock() {
    blocks--;
  }

  /** {@code listener} is told when a request arrives. */
  public void addListener(Runnable listener) {
    listeners.add(listener);
  }

  public void removeListener(Runnable listener) {
    listeners.remove(listener);
  }

  /**
   * Takes note of a request.
   *
   * @return whether code was told
   */
  boolean request(String why, boolean force) {
    boolean first = reason == null;
    reason = why;
    forced |= force;
    noticed |= blocks > 0;
    if (!first || forced || listeners.isEmpty()) {
      return false;
    }
    List<Runnable> told = List.copyOf(listeners);
    listeners.clear();
    told.forEach(Runnable::run);
    return true;
  }

  boolean isRequested() {
    return reason != null;
  }

  boolean isForced() {
    return forced;
  }

  /** Whether the execution ends although its code has not. */
  boolean overrulesCode() {
    return reason != null && (forced || !noticed);
  }
}

package io.duroxide.replay;

import org.jspecify.annotations.Nullable;

/** The orchestration function as the engine sees it: something that runs until it has to wait. */
public interface OrchestrationCode {

  /**
   * Runs every computation whose awaited operation is done, until all of them wait or the function
   * has ended. Does nothing when there is none.
   */
  void run();

  /** Lets the code do nothing more: the end of its execution is decided. Called while it runs. */
  void halt();

  /** How the function ended, or null while it waits. */
  @Nullable CodeResult result();
}

package io.duroxide.runtime.orchestration;

import io.duroxide.provider.OrchestrationItem;
import io.duroxide.runtime.execution.CodeBlockedException;
import io.duroxide.runtime.execution.LiveExecution;
import io.duroxide.runtime.loop.StallOptions;
import io.duroxide.runtime.loop.StallWatch;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A turn as the {@link StallWatch} sees it: names one that holds its slot for long, and leaves its
 * code behind in the end. {@link #runs} is called by the turn, the rest by the watch.
 */
final class WatchedTurn implements StallWatch.Work {

  private static final Logger LOG = LoggerFactory.getLogger(WatchedTurn.class);

  private static final Duration BETWEEN_WARNINGS = Duration.ofMinutes(1);

  private final OrchestrationItem item;
  private final StallOptions options;
  private final Thread slot = Thread.currentThread();
  private volatile @Nullable Code code;
  // Confined to the watch.
  private int warnings;

  /** What runs, and how long it had run before this turn. */
  private record Code(LiveExecution live, Duration before) {

    Duration time() {
      return live.codeTime().minus(before);
    }
  }

  WatchedTurn(OrchestrationItem item, StallOptions options) {
    this.item = item;
    this.options = options;
  }

  /** From now on this is the code of the turn. */
  LiveExecution runs(LiveExecution live) {
    code = new Code(live, live.codeTime());
    return live;
  }

  @Override
  public boolean look(Duration held) {
    boolean stalled = options.isStalled(held);
    if (stalled && options.isStalled(held.minus(BETWEEN_WARNINGS.multipliedBy(warnings)))) {
      warn(held);
    }
    Code running = code;
    if (running != null && running.time().compareTo(options.turnTimeout()) > 0) {
      if (warnings == 0) {
        warn(held);
      }
      leaveCode();
    }
    return stalled;
  }

  @Override
  public void leaveCode() {
    Code running = code;
    if (running != null) {
      boolean unused = running.live().leave();
    }
  }

  private void warn(Duration held) {
    warnings++;
    Code running = code;
    CodeBlockedException where = running == null ? null : running.live().where();
    LOG.warn(
        "turn of instance {} (delivery {}) has held its slot for {} s; {}",
        item.instance(),
        item.deliveryCount(),
        held.toSeconds(),
        where == null ? "it waits for the store here" : "its code, which must not block, is here",
        where == null ? new CodeBlockedException(slot) : where);
  }
}

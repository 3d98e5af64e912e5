package io.duroxide.runtime.orchestration;

import io.duroxide.Version;
import io.duroxide.provider.OrchestrationItem;
import io.duroxide.provider.OrchestrationItem.CurrentExecution;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Whether the turn of a fetched item can be run on this node now. */
record Admission(OrchestrationOptions options) {

  /** Pause before an instance of another runtime version is offered again, as in duroxide. */
  private static final Duration INCOMPATIBLE_PAUSE = Duration.ofSeconds(1);

  /**
   * @param why for people
   */
  record Refusal(Duration pause, String why) {}

  /** Why the turn has to be put off, or null. */
  @Nullable Refusal refusal(OrchestrationItem item) {
    CurrentExecution current = item.current();
    if (current != null && !isSupported(current.runtimeVersion())) {
      String why =
          "it was started by runtime %s, and this node takes versions %s to %s"
              .formatted(
                  current.runtimeVersion(),
                  options.supportedVersions().from(),
                  options.supportedVersions().to());
      return new Refusal(INCOMPATIBLE_PAUSE, why);
    }
    boolean ends = current != null && Assignment.termination(item) != null;
    if (!item.undecodable().isEmpty() && item.deliveryCount() <= options.maxDeliveries() && !ends) {
      // A newer node may be able to read them.
      String why = item.undecodable().size() + " of its messages cannot be read here";
      return new Refusal(backoff(item.deliveryCount()), why);
    }
    return null;
  }

  /** Whether the item was delivered too often to be tried once more. */
  boolean isExhausted(OrchestrationItem item) {
    return tries(item) > options.maxDeliveries();
  }

  /** Whether the item is not to be delivered again if it fails this time. */
  boolean isLastTry(OrchestrationItem item) {
    return tries(item) >= options.maxDeliveries();
  }

  /** The pause before an item is offered again whose code is not registered, or has blocked. */
  Duration pause(OrchestrationItem item) {
    return backoff(tries(item));
  }

  /**
   * How often the turn could have been run: not while unreadable messages were put off, for which
   * the readable ones must not be blamed.
   */
  private int tries(OrchestrationItem item) {
    return item.undecodable().isEmpty()
        ? item.deliveryCount()
        : item.deliveryCount() - options.maxDeliveries();
  }

  /** The pause after so many vain deliveries. */
  Duration backoff(int tries) {
    return options.unregisteredBackoff().delayAfter(Math.max(1, tries));
  }

  private boolean isSupported(@Nullable String runtimeVersion) {
    if (runtimeVersion == null) {
      return true;
    }
    try {
      return options.supportedVersions().contains(Version.parse(runtimeVersion));
    } catch (IllegalArgumentException noVersion) {
      return true;
    }
  }
}

package io.duroxide.runtime.orchestration;

import io.duroxide.ErrorCategory;
import io.duroxide.ErrorDetails;
import io.duroxide.ErrorReason;
import io.duroxide.history.MessageHead;
import io.duroxide.history.OrchestratorMessage;
import io.duroxide.history.OrchestratorMessage.ActivityFailed;
import io.duroxide.history.OrchestratorMessage.SubOrchestrationFailed;
import io.duroxide.history.OrchestratorMessage.TimerFired;
import io.duroxide.provider.OrchestrationItem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes the place of completions that become dead letters: without one, the operation would be
 * waited for without end. Called by {@link OrchestrationTurn}.
 */
final class StandIns {

  private StandIns() {}

  /** Returns the item with a readable completion for each unreadable one, behind the others. */
  static OrchestrationItem added(OrchestrationItem item) {
    if (item.undecodable().isEmpty()) {
      return item;
    }
    List<OrchestratorMessage> messages = new ArrayList<>(item.messages());
    for (String text : item.undecodable()) {
      OrchestratorMessage standIn = standIn(item, MessageHead.of(text));
      if (standIn != null) {
        messages.add(standIn);
      }
    }
    return new OrchestrationItem(
        item.instance(),
        item.current(),
        messages,
        item.undecodable(),
        item.deliveryCount(),
        item.lockToken(),
        item.waited());
  }

  private static @Nullable OrchestratorMessage standIn(OrchestrationItem item, MessageHead head) {
    if (head.type() == null || !head.isCompletion()) {
      return null;
    }
    String instance = item.instance();
    return switch (head.type()) {
      case "ACTIVITY_COMPLETED", "ACTIVITY_FAILED" ->
          new ActivityFailed(
              instance, head.executionId(), head.scheduledId(), error("activity", item, head));
      case "SUB_ORCHESTRATION_COMPLETED", "SUB_ORCHESTRATION_FAILED" ->
          new SubOrchestrationFailed(
              instance,
              head.executionId(),
              head.scheduledId(),
              error("sub-orchestration", item, head));
      // A timer has no result that could be lost.
      case "TIMER_FIRED" -> new TimerFired(instance, head.executionId(), head.scheduledId());
      default -> null;
    };
  }

  private static ErrorDetails error(String operation, OrchestrationItem item, MessageHead head) {
    return ErrorDetails.of(
        ErrorCategory.POISON,
        ErrorReason.CORRUPTION,
        "the completion (%s) of %s %d of instance %s, execution %d, could not be read in %d deliveries and is a dead letter"
            .formatted(
                head.type(),
                operation,
                head.scheduledId(),
                item.instance(),
                head.executionId(),
                item.deliveryCount()));
  }
}

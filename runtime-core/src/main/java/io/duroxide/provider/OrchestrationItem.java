package io.duroxide.provider;

import static java.util.Objects.requireNonNull;

import io.duroxide.history.OrchestratorMessage;
import io.duroxide.history.ParentLink;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One locked instance and the messages waiting for it: the work of one turn. The history is read
 * apart, and only if it is not in memory already.
 *
 * @param current the instance's current execution, or null if no turn of it was ever committed
 * @param messages every message that was visible at the fetch, in {@link DeliveryOrder}; empty only
 *     if none of them could be read
 * @param undecodable text of messages that could not be read; they are removed with the others
 * @param deliveryCount the highest count of deliveries among the messages, this one included
 * @param waited how long the call was blocked waiting for work to appear: not database time
 */
public record OrchestrationItem(
    String instance,
    @Nullable CurrentExecution current,
    List<OrchestratorMessage> messages,
    List<String> undecodable,
    int deliveryCount,
    LockToken lockToken,
    Duration waited) {

  public OrchestrationItem {
    requireNonNull(instance, "instance");
    requireNonNull(lockToken, "lockToken");
    messages = List.copyOf(messages);
    undecodable = List.copyOf(undecodable);
  }

  /**
   * What is stored about the current execution.
   *
   * @param lastEventId highest event id of its history
   * @param turns turns committed so far in this execution
   * @param startedAt start of the instance's first execution, epoch milliseconds
   * @param parent who is told when the instance ends, or null
   * @param runtimeVersion of the runtime that started the execution, or null if unknown
   * @param historyBytes as in {@link TurnCommit.ExecutionState}
   */
  public record CurrentExecution(
      long executionId,
      String orchestrationName,
      String orchestrationVersion,
      ExecutionStatus status,
      long lastEventId,
      int turns,
      long startedAt,
      @Nullable ParentLink parent,
      @Nullable String runtimeVersion,
      long historyBytes) {}
}

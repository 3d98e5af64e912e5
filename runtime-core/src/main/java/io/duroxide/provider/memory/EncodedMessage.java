package io.duroxide.provider.memory;

import io.duroxide.history.HistoryCodec;
import io.duroxide.history.OrchestratorMessage;
import io.duroxide.history.OrchestratorMessage.CancelInstance;
import io.duroxide.history.OrchestratorMessage.StartOrchestration;
import org.jspecify.annotations.Nullable;

/**
 * A message ready to be stored.
 *
 * @param starts whether it may bring a new instance to life
 * @param cancels whether it ends a suspension
 * @param parentInstance whose child it starts
 */
record EncodedMessage(
    String instance,
    boolean starts,
    boolean cancels,
    @Nullable String parentInstance,
    String text) {

  static EncodedMessage of(OrchestratorMessage message) {
    return new EncodedMessage(
        message.instance(),
        message instanceof StartOrchestration,
        message instanceof CancelInstance,
        parentInstance(message),
        HistoryCodec.encode(message));
  }

  private static @Nullable String parentInstance(OrchestratorMessage message) {
    return message instanceof StartOrchestration start && start.parent() != null
        ? start.parent().instance()
        : null;
  }
}

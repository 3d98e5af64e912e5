package io.duroxide.provider.memory;

import io.duroxide.history.HistoryCodec;
import io.duroxide.history.OrchestratorMessage;
import io.duroxide.history.OrchestratorMessage.CancelInstance;
import io.duroxide.history.OrchestratorMessage.StartOrchestration;
import io.duroxide.history.OrchestratorMessage.TimerFired;
import io.duroxide.history.ParentLink;
import org.jspecify.annotations.Nullable;

/**
 * A message ready to be stored.
 *
 * @param starts whether it may bring a new instance to life
 * @param cancels whether it ends a suspension
 * @param timer whether it is of no use once the execution that sent it has ended
 * @param parent whose child it starts, or null
 */
record EncodedMessage(
    String instance,
    boolean starts,
    boolean cancels,
    boolean timer,
    @Nullable ParentLink parent,
    String text) {

  static EncodedMessage of(OrchestratorMessage message) {
    return new EncodedMessage(
        message.instance(),
        message instanceof StartOrchestration,
        message instanceof CancelInstance,
        message instanceof TimerFired,
        message instanceof StartOrchestration start ? start.parent() : null,
        HistoryCodec.encode(message));
  }
}

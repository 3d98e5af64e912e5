package io.duroxide.provider.memory;

import io.duroxide.history.HistoryCodec;
import io.duroxide.history.OrchestratorMessage;
import io.duroxide.history.OrchestratorMessage.CancelInstance;
import io.duroxide.history.OrchestratorMessage.StartOrchestration;

/**
 * A message ready to be stored.
 *
 * @param starts whether it may bring a new instance to life
 * @param cancels whether it ends a suspension
 */
record EncodedMessage(String instance, boolean starts, boolean cancels, String text) {

  static EncodedMessage of(OrchestratorMessage message) {
    return new EncodedMessage(
        message.instance(),
        message instanceof StartOrchestration,
        message instanceof CancelInstance,
        HistoryCodec.encode(message));
  }
}

package io.duroxide.provider.memory;

import io.duroxide.history.HistoryCodec;
import io.duroxide.history.HistoryCodec.UndecodableException;
import io.duroxide.history.OrchestratorMessage;
import io.duroxide.history.OrchestratorMessage.StartOrchestration;
import io.duroxide.provider.LockToken;
import io.duroxide.provider.OrchestrationItem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a fetch of a turn took. */
record HandedOut(LockToken token, List<StoredMessage> messages, @Nullable StoredInstance stored) {

  OrchestrationItem decode(Duration waited) {
    List<OrchestratorMessage> decoded = new ArrayList<>();
    List<String> undecodable = new ArrayList<>();
    for (StoredMessage message : messages) {
      try {
        decoded.add(HistoryCodec.decodeMessage(message.text()));
      } catch (UndecodableException e) {
        undecodable.add(message.text());
        if (message.parent() != null) {
          decoded.add(StartOrchestration.unreadable(token.subject(), message.parent()));
        }
      }
    }
    return new OrchestrationItem(
        token.subject(),
        stored == null ? null : stored.currentExecution(),
        decoded,
        undecodable,
        messages.stream().mapToInt(StoredMessage::deliveries).max().orElse(0),
        token,
        waited);
  }
}

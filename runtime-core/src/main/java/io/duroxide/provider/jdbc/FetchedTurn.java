package io.duroxide.provider.jdbc;

import io.duroxide.history.HistoryCodec;
import io.duroxide.history.HistoryCodec.UndecodableException;
import io.duroxide.history.OrchestratorMessage;
import io.duroxide.history.OrchestratorMessage.StartOrchestration;
import io.duroxide.history.ParentLink;
import io.duroxide.provider.DeliveryOrder;
import io.duroxide.provider.ExecutionStatus;
import io.duroxide.provider.LockToken;
import io.duroxide.provider.OrchestrationItem;
import io.duroxide.provider.OrchestrationItem.CurrentExecution;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A locked instance as it is stored; decoded outside of the transaction that locked it. */
public record FetchedTurn(LockToken token, List<Message> messages, @Nullable Current current) {

  private static final Logger log = LoggerFactory.getLogger(FetchedTurn.class);

  public FetchedTurn {
    messages = List.copyOf(messages);
  }

  /**
   * @throws UndecodableException if the stored parent cannot be read; unreadable messages are no
   *     error
   */
  public OrchestrationItem decode(Duration waited) {
    List<OrchestratorMessage> decoded = new ArrayList<>(messages.size());
    List<String> undecodable = new ArrayList<>();
    int deliveries = 0;
    for (Message message : messages) {
      deliveries = Math.max(deliveries, message.deliveries());
      try {
        decoded.add(HistoryCodec.decodeMessage(message.json()));
      } catch (UndecodableException e) {
        undecodable.add(message.json());
        if (message.parent() != null) {
          ParentLink parent = HistoryCodec.decodeParent(message.parent());
          decoded.add(StartOrchestration.unreadable(token.subject(), parent));
        }
        warn(message);
      }
    }
    CurrentExecution execution = current == null ? null : current.decode();
    return new OrchestrationItem(
        token.subject(), execution, decoded, undecodable, deliveries, token, waited);
  }

  /** Without the text or the cause: both may hold the application's data. */
  private void warn(Message message) {
    log.warn(
        "Instance {}: message {} of the orchestrator queue cannot be decoded",
        token.subject(),
        message.order().id());
  }

  /**
   * @param parent whose child it starts, or null
   */
  record Message(DeliveryOrder order, int deliveries, String json, @Nullable String parent) {}

  record Current(
      long executionId,
      String name,
      String version,
      String status,
      long lastEventId,
      int turns,
      long startedAt,
      @Nullable String parent,
      @Nullable String runtimeVersion,
      long historyBytes,
      @Nullable Long runtimeNumber) {

    static Current read(ResultSet row) throws SQLException {
      return new Current(
          row.getLong(1),
          row.getString(2),
          row.getString(3),
          row.getString(4),
          row.getLong(5),
          row.getInt(6),
          row.getLong(7),
          row.getString(8),
          row.getString(9),
          row.getLong(10),
          Session.longOrNull(row, 11));
    }

    CurrentExecution decode() {
      return new CurrentExecution(
          executionId,
          name,
          version,
          ExecutionStatus.valueOf(status),
          lastEventId,
          turns,
          startedAt,
          parent == null ? null : HistoryCodec.decodeParent(parent),
          runtimeVersion,
          historyBytes);
    }
  }
}

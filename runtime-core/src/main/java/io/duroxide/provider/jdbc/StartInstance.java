package io.duroxide.provider.jdbc;

import io.duroxide.history.OrchestratorMessage.StartOrchestration;
import java.sql.SQLException;

/** Enqueues a start unless the id is taken; says whether it did. */
public final class StartInstance implements Operation<Boolean> {

  private final EncodedMessage message;

  public StartInstance(StartOrchestration start) {
    this.message = EncodedMessage.of(start);
  }

  @Override
  public Boolean run(Session session) throws SQLException {
    String instance = message.instance();
    if (TurnQueue.instanceExists(session, instance) || TurnQueue.startWaits(session, instance)) {
      return false;
    }
    long now = session.now();
    message.insert(session, Visibility.AT_ONCE, now);
    return true;
  }
}

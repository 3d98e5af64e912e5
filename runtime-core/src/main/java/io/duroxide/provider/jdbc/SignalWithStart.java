package io.duroxide.provider.jdbc;

import io.duroxide.history.OrchestratorMessage.QueueMessageSent;
import io.duroxide.history.OrchestratorMessage.StartOrchestration;
import io.duroxide.provider.InstanceStatus;
import io.duroxide.provider.SignalOutcome;
import java.sql.SQLException;

/** Gives an instance a message, and starts it before if it does not exist. */
public final class SignalWithStart implements Operation<SignalOutcome> {

  private final EncodedMessage start;
  private final EncodedMessage signal;

  public SignalWithStart(StartOrchestration start, QueueMessageSent signal) {
    this.start = EncodedMessage.of(start);
    this.signal = EncodedMessage.of(signal);
  }

  @Override
  public SignalOutcome run(Session session) throws SQLException {
    InstanceStatus status = TurnQueue.status(session, start.instance());
    if (status != null && status.isEnd()) {
      return SignalOutcome.INSTANCE_ENDED;
    }
    long now = session.now();
    boolean exists = status != null || TurnQueue.startWaits(session, start.instance());
    if (!exists) {
      start.insert(session, Visibility.AT_ONCE, now);
    }
    signal.insert(session, Visibility.AT_ONCE, now);
    return exists ? SignalOutcome.DELIVERED : SignalOutcome.STARTED;
  }
}

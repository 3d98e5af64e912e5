package io.duroxide.provider.jdbc;

import io.duroxide.history.OrchestratorMessage;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Appends a message to the orchestrator queue. */
public final class EnqueueMessage implements Operation<@Nullable Void> {

  private final EncodedMessage message;
  private final Duration delay;

  public EnqueueMessage(OrchestratorMessage message, Duration delay) {
    this.message = EncodedMessage.of(message);
    this.delay = delay;
  }

  @Override
  public @Nullable Void run(Session session) throws SQLException {
    long now = session.now();
    message.insert(session, Visibility.after(now, delay), now);
    return null;
  }
}

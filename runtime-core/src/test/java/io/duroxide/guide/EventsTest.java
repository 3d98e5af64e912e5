package io.duroxide.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.duroxide.OrchestrationContext;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class EventsTest extends Example {

  // guide: events
  String approve(OrchestrationContext ctx, Duration patience) {
    var decision = ctx.event("decision", String.class);
    var late = ctx.timer(patience);
    return ctx.any(decision, late).await().wonBy(late) ? "escalated" : decision.await();
  }

  // end

  @Test
  void eventOrTimer_whateverComesFirst() {
    orchestrations.register("approve", Duration.class, this::approve);
    startNode();
    client.start("expense-1", "approve", Duration.ofDays(2));
    client.start("expense-2", "approve", Duration.ofMillis(20));
    await().until(() -> client.status("expense-1") != null);
    client.raiseEvent("expense-1", "decision", "approved");
    assertThat(client.waitForOutput("expense-1", String.class, PATIENCE)).isEqualTo("approved");
    assertThat(client.waitForOutput("expense-2", String.class, PATIENCE)).isEqualTo("escalated");
  }
}

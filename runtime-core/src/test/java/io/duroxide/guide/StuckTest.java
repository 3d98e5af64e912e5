package io.duroxide.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.duroxide.client.DuroxideClient;
import io.duroxide.history.HistoryEvent;
import io.duroxide.provider.InstanceInfo;
import java.util.List;
import org.junit.jupiter.api.Test;

class StuckTest extends Example {

  // guide: stuck
  static String whereItStands(DuroxideClient client, String instance) {
    InstanceInfo info = client.status(instance);
    if (info == null) {
      return "no turn was ever committed";
    }
    List<HistoryEvent> history = client.history(instance);
    HistoryEvent last = history.get(history.size() - 1);
    return "%s %s: %s, last event %d %s"
        .formatted(
            info.orchestrationName(),
            info.orchestrationVersion(),
            info.status(),
            last.id(),
            last.kind());
  }

  // end

  @Test
  void whereItStands_saysWhatItWaitsFor() {
    orchestrations.register(
        "approve", Void.class, (ctx, in) -> ctx.event("decision", String.class).await());
    assertThat(whereItStands(client, "a")).isEqualTo("no turn was ever committed");
    startNode();
    client.start("a", "approve", null);
    await().until(() -> client.status("a") != null);
    assertThat(whereItStands(client, "a"))
        .isEqualTo("approve 1.0.0: RUNNING, last event 2 EVENT_SUBSCRIBED");
  }
}

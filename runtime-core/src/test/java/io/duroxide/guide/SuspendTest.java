package io.duroxide.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.duroxide.provider.InstanceStatus;
import org.junit.jupiter.api.Test;

class SuspendTest extends Example {

  @Test
  void suspended_keepsMessages_resumed_takesThem() {
    orchestrations.register(
        "pay-out", Void.class, (ctx, in) -> ctx.dequeue("amounts", String.class).await());
    startNode();
    client.start("pay-out-1", "pay-out", null);
    await().until(() -> client.status("pay-out-1") != null);
    // guide: suspend
    client.suspend("pay-out-1");
    client.enqueue("pay-out-1", "amounts", "100 EUR"); // waits with the instance
    assertThat(client.status("pay-out-1").status()).isEqualTo(InstanceStatus.SUSPENDED);

    client.resume("pay-out-1");
    assertThat(client.waitForOutput("pay-out-1", String.class, PATIENCE)).isEqualTo("100 EUR");
    // end
  }
}

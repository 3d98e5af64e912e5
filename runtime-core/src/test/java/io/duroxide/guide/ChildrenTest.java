package io.duroxide.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.duroxide.OrchestrationContext;
import io.duroxide.SubOrchestrationOptions;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChildrenTest extends Example {

  // guide: children
  int shipAll(OrchestrationContext ctx, String order) {
    var parcels =
        List.of("a", "b", "c").stream()
            .map(
                parcel ->
                    ctx.subOrchestration(
                        "ship-parcel",
                        parcel,
                        String.class,
                        SubOrchestrationOptions.DEFAULT.withInstanceId(order + "/" + parcel)))
            .toList();
    int delivered = ctx.all(parcels).await().size();
    ctx.startDetached("ask-for-review", order + "/review", order); // nobody waits for it
    return delivered;
  }

  // end

  @Test
  void childrenAreAwaited_detachedOnesAreNot() {
    orchestrations
        .register("ship-all", String.class, this::shipAll)
        .register("ship-parcel", String.class, (ctx, parcel) -> "delivered " + parcel)
        .register(
            "ask-for-review",
            String.class,
            (ctx, order) -> ctx.event("review", String.class).await());
    startNode();
    client.start("order-1", "ship-all", "order-1");
    assertThat(client.waitForOutput("order-1", Integer.class, PATIENCE)).isEqualTo(3);
    assertThat(client.waitForOutput("order-1/b", String.class, PATIENCE)).isEqualTo("delivered b");
    await().until(() -> client.status("order-1/review") != null);
    client.raiseEvent("order-1/review", "review", "five stars");
    assertThat(client.waitForOutput("order-1/review", String.class, PATIENCE))
        .isEqualTo("five stars");
  }
}

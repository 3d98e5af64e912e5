package io.duroxide.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.ActivityContext;
import io.duroxide.OrchestrationContext;
import io.duroxide.client.DuroxideClient;
import io.duroxide.provider.Provider;
import io.duroxide.provider.sqlite.SqliteProvider;
import io.duroxide.registry.ActivityRegistry;
import io.duroxide.registry.OrchestrationRegistry;
import io.duroxide.runtime.DuroxideRuntime;
import io.duroxide.runtime.RuntimeOptions;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstOrchestrationTest {

  // guide: first-orchestration
  record Order(String number, int cents) {}

  String placeOrder(OrchestrationContext ctx, Order order) {
    String receipt = ctx.activity("charge", order, String.class).await();
    String parcel = ctx.activity("ship", order.number(), String.class).await();
    return receipt + ", " + parcel;
  }

  // end

  // guide: first-activities
  String charge(ActivityContext ctx, Order order) {
    return "charged " + order.cents() + " cents"; // calls the payment service
  }

  String ship(ActivityContext ctx, String orderNumber) {
    return "parcel for " + orderNumber; // calls the warehouse
  }

  // end

  @Test
  void placeOrder_runs(@TempDir Path directory) {
    Path file = directory.resolve("orders.db");
    // guide: first-run
    OrchestrationRegistry orchestrations =
        OrchestrationRegistry.builder()
            .register("place-order", Order.class, this::placeOrder)
            .build();
    ActivityRegistry activities =
        ActivityRegistry.builder()
            .register("charge", Order.class, this::charge)
            .register("ship", String.class, this::ship)
            .build();

    try (Provider store = SqliteProvider.open(file);
        DuroxideRuntime node =
            DuroxideRuntime.start(store, orchestrations, activities, RuntimeOptions.DEFAULT)) {
      DuroxideClient client = new DuroxideClient(store);
      client.start("order-4711", "place-order", new Order("4711", 1999));
      String result = client.waitForOutput("order-4711", String.class, Duration.ofMinutes(1));
      assertThat(result).isEqualTo("charged 1999 cents, parcel for 4711");
    }
    // end
  }
}

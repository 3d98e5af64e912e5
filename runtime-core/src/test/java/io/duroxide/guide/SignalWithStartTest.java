package io.duroxide.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.duroxide.OrchestrationContext;
import io.duroxide.client.InstanceEndedException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignalWithStartTest extends Example {

  // guide: signal-with-start
  List<String> cart(OrchestrationContext ctx, String customer) {
    List<String> items = new ArrayList<>();
    while (true) {
      String item = ctx.dequeue("items", String.class).await();
      if (item.equals("check out")) {
        return items;
      }
      items.add(item);
    }
  }

  // end

  @Test
  void firstSignalStarts_laterOnesAreDelivered() {
    orchestrations.register("cart", String.class, this::cart);
    startNode();
    // guide: signal-with-start-client
    boolean started = client.signalWithStart("cart-ada", "cart", "Ada", "items", "book");
    assertThat(started).isTrue();
    started = client.signalWithStart("cart-ada", "cart", "Ada", "items", "lamp");
    assertThat(started).isFalse();
    // end
    client.enqueue("cart-ada", "items", "check out");
    assertThat(client.waitForOutput("cart-ada", String[].class, PATIENCE))
        .containsExactly("book", "lamp");
    assertThatThrownBy(() -> client.signalWithStart("cart-ada", "cart", "Ada", "items", "pen"))
        .isInstanceOf(InstanceEndedException.class);
  }
}

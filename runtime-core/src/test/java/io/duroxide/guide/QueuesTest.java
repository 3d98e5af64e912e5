package io.duroxide.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.OrchestrationContext;
import org.junit.jupiter.api.Test;

class QueuesTest extends Example {

  // guide: queues
  int account(OrchestrationContext ctx, int balance) {
    int sum = balance;
    while (ctx.historyLength() < 60) { // a few thousand, in earnest
      int booking = ctx.dequeue("bookings", Integer.class).await();
      if (booking == 0) {
        return sum;
      }
      sum += booking;
    }
    return ctx.continueAsNew(sum); // what is left in the queue goes along
  }

  // end

  @Test
  void everyMessage_isTakenOnceAndInOrder() {
    orchestrations.register("account", Integer.class, this::account);
    startNode();
    // guide: queues-client
    client.enqueue("account-1", "bookings", 1000); // kept until the instance is started
    client.start("account-1", "account", 0);
    for (int i = 0; i < 100; i++) {
      client.enqueue("account-1", "bookings", -1);
    }
    client.enqueue("account-1", "bookings", 0);
    assertThat(client.waitForOutput("account-1", Integer.class, PATIENCE)).isEqualTo(900);
    // end
    assertThat(client.status("account-1").executionId()).isGreaterThan(1);
  }
}

package io.duroxide.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.duroxide.ApplicationException;
import io.duroxide.client.DuroxideClient;
import io.duroxide.client.InstanceAlreadyExistsException;
import io.duroxide.client.OrchestrationFailedException;
import io.duroxide.client.WaitTimeoutException;
import io.duroxide.provider.InstanceInfo;
import io.duroxide.provider.InstanceQuery;
import io.duroxide.provider.InstanceStatus;
import io.duroxide.provider.Page;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClientTest extends Example {

  // guide: client-submit
  static String submit(DuroxideClient client, String orderNumber) {
    String instance = "order-" + orderNumber;
    try {
      client.start(instance, "order", orderNumber);
    } catch (InstanceAlreadyExistsException sentTwice) {
      // The request was repeated; the instance of the first one answers.
    }
    try {
      return client.waitForOutput(instance, String.class, Duration.ofMillis(500));
    } catch (WaitTimeoutException stillRunning) {
      return "accepted";
    } catch (OrchestrationFailedException failed) {
      return "refused: " + failed.details().code();
    }
  }

  // end

  @Test
  void startIsIdempotent_outcomesAreTyped() {
    orchestrations.register(
        "order",
        String.class,
        (ctx, number) ->
            switch (number) {
              case "1" -> "shipped";
              case "2" -> throw ApplicationException.permanent("no stock", "OUT_OF_STOCK");
              default -> ctx.event("payment", String.class).await();
            });
    startNode();
    assertThat(submit(client, "1")).isEqualTo("shipped");
    assertThat(submit(client, "1")).isEqualTo("shipped");
    assertThat(submit(client, "2")).isEqualTo("refused: OUT_OF_STOCK");
    assertThat(submit(client, "3")).isEqualTo("accepted");
  }

  // guide: client-list
  static List<String> failedOrders(DuroxideClient client) {
    List<String> ids = new ArrayList<>();
    InstanceQuery query =
        InstanceQuery.ALL.withStatuses(InstanceStatus.FAILED).withOrchestrationName("order");
    Page<InstanceInfo> page;
    do {
      page = client.admin().instances(query);
      page.items().forEach(info -> ids.add(info.instance()));
      query = query.after(page.next());
    } while (page.next() != null);
    return ids;
  }

  // end

  @Test
  void list_isReadPageByPage() {
    orchestrations.register(
        "order",
        Integer.class,
        (ctx, number) -> {
          if (number % 2 == 0) {
            throw ApplicationException.permanent("even", "EVEN");
          }
          return number;
        });
    startNode();
    for (int i = 0; i < 10; i++) {
      client.start("order-" + i, "order", i);
    }
    await()
        .untilAsserted(
            () ->
                assertThat(failedOrders(client))
                    .containsExactlyInAnyOrder(
                        "order-0", "order-2", "order-4", "order-6", "order-8"));
  }
}

package io.duroxide.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.duroxide.ErrorCategory;
import io.duroxide.OrchestrationContext;
import io.duroxide.client.OrchestrationFailedException;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DeterminismTest extends Example {

  // guide: determinism-right
  record Invoice(UUID number, Instant issuedAt, int cents) {}

  Invoice invoice(OrchestrationContext ctx, int cents) {
    UUID number = ctx.randomUuid(); // not UUID.randomUUID()
    Instant issuedAt = ctx.now(); // not Instant.now()
    int rate = ctx.activity("tax-rate", "DE", Integer.class).await(); // not an HTTP call here
    return new Invoice(number, issuedAt, cents + cents * rate / 100);
  }

  // end

  @Test
  void everythingFromOutside_isRecorded() {
    activities.register("tax-rate", String.class, (ctx, country) -> 19);
    orchestrations.register("invoice", Integer.class, this::invoice);
    startNode(quick().executionCacheSize(0));
    client.start("i", "invoice", 100);
    Invoice invoice = client.waitForOutput("i", Invoice.class, PATIENCE);
    assertThat(invoice.cents()).isEqualTo(119);
    assertThat(invoice.number()).isNotNull();
    assertThat(invoice.issuedAt()).isBeforeOrEqualTo(Instant.now());
  }

  // guide: determinism-wrong
  volatile boolean expressShipping; // changes while orders are on their way

  String ship(OrchestrationContext ctx, String order) {
    if (expressShipping) { // wrong: the answer may be another one when the code is replayed
      ctx.activity("book-courier", order, String.class).await();
    }
    ctx.event("packed", String.class).await();
    return ctx.activity("hand-over", order, String.class).await();
  }

  // end

  @Test
  void outsideStateChanges_instanceFailsNamingTheEvent() {
    orchestrations.register("ship", String.class, this::ship);
    startNode(quick().executionCacheSize(0));
    client.start("order-4711", "ship", "4711");
    await().until(() -> client.status("order-4711") != null);

    expressShipping = true;
    client.raiseEvent("order-4711", "packed", "yes");

    var failed =
        catchThrowableOfType(
            OrchestrationFailedException.class,
            () -> client.waitForOutput("order-4711", String.class, PATIENCE));
    assertThat(failed.details().category()).isEqualTo(ErrorCategory.NONDETERMINISM);
    String message =
        // guide: determinism-message
        """
        instance 'order-4711' failed: nondeterministic at event 2: history has event packed, \
        this run has activity book-courier (attempt 0)
        """;
    // end
    assertThat(failed).hasMessage(message.strip());
  }
}

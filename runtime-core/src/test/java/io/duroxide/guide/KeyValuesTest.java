package io.duroxide.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.duroxide.KeyValues;
import io.duroxide.OrchestrationContext;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class KeyValuesTest extends Example {

  // guide: key-values
  String lend(OrchestrationContext ctx, String book) {
    KeyValues values = ctx.keyValues();
    values.set("reader", ctx.dequeue("borrow", String.class).await());
    ctx.dequeue("return", String.class).await();
    values.remove("reader");
    Integer loans = values.get("loans", Integer.class);
    values.set("loans", loans == null ? 1 : loans + 1);
    return ctx.continueAsNew(book); // the values stay
  }

  String whoHas(OrchestrationContext ctx, String book) {
    String reader = ctx.keyValueOf(book, "reader", String.class); // of another instance
    return reader == null ? "on the shelf" : reader;
  }

  // end

  @Test
  void values_areSharedWithClientsAndOtherInstances() {
    orchestrations
        .register("lend", String.class, this::lend)
        .register("who-has", String.class, this::whoHas);
    startNode();
    client.start("book-1", "lend", "book-1");
    client.enqueue("book-1", "borrow", "Ada");
    // guide: key-values-client
    String reader = client.waitForKeyValue("book-1", "reader", String.class, Duration.ofMinutes(1));
    assertThat(reader).isEqualTo("Ada");
    // end
    client.start("question-1", "who-has", "book-1");
    assertThat(client.waitForOutput("question-1", String.class, PATIENCE)).isEqualTo("Ada");
    client.enqueue("book-1", "return", "thanks");
    await()
        .until(() -> Integer.valueOf(1).equals(client.keyValue("book-1", "loans", Integer.class)));
    client.start("question-2", "who-has", "book-1");
    assertThat(client.waitForOutput("question-2", String.class, PATIENCE))
        .isEqualTo("on the shelf");
  }
}

package io.duroxide.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.duroxide.ErrorReason;
import io.duroxide.Limits;
import io.duroxide.OrchestrationContext;
import io.duroxide.client.OrchestrationFailedException;
import io.duroxide.provider.DeletionFilter;
import io.duroxide.provider.InstanceQuery;
import io.duroxide.provider.TagFilter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LimitsTest extends Example {

  // guide: payloads
  record Parcel(String id, List<String> items, Instant sentAt) {} // a record is a JSON object

  Parcel pack(OrchestrationContext ctx, Parcel empty) {
    String[] items = ctx.activity("pick", empty.id(), String[].class).await(); // not List<String>
    return new Parcel(empty.id(), List.of(items), ctx.now());
  }

  // end

  @Test
  void recordsAndArrays_areEncodedAsJson() {
    orchestrations.register("pack", Parcel.class, this::pack);
    activities.register("pick", String.class, (ctx, id) -> List.of("book", "lamp"));
    startNode();
    client.start("p", "pack", new Parcel("7", List.of(), Instant.EPOCH));
    assertThat(client.waitForOutput("p", Parcel.class, PATIENCE).items())
        .containsExactly("book", "lamp");
  }

  @Test
  void tooLong_failsSayingSo() {
    // guide: limits-options
    Limits limits =
        new Limits(
            256 * 1024, // bytes of one payload
            1_000, // events of one execution
            10L << 20, // bytes of one execution's payloads
            800, // events at which a warning is logged
            8L << 20); // bytes at which a warning is logged
    startEndlessLoop(limits);
    var failed =
        catchThrowableOfType(
            OrchestrationFailedException.class,
            () -> client.waitForOutput("loop", String.class, PATIENCE));
    assertThat(failed.details().reason()).isEqualTo(ErrorReason.LIMIT_EXCEEDED);
    // end
  }

  private void startEndlessLoop(Limits limits) {
    orchestrations.register(
        "loop",
        Void.class,
        (ctx, in) -> {
          while (true) {
            ctx.keyValues().set("round", ctx.historyLength());
            ctx.activity("step", null, String.class).await();
          }
        });
    activities.register("step", Void.class, (ctx, in) -> "done");
    startNode(quick().limits(limits));
    client.start("loop", "loop", null);
  }

  @Test
  void table_hasTheNumbersOfTheCode() throws IOException {
    Limits limits = Limits.DEFAULT;
    assertThat(Files.readString(Path.of("../docs/guide.md")))
        .contains(
            row("One payload", mebibytes(limits.maxPayloadBytes()), "yes"),
            row("Events of one execution", grouped(limits.maxHistoryEvents()), "yes"),
            row("Payloads of one execution", mebibytes(limits.maxHistoryBytes()), "yes"),
            row("Warning: events", grouped(limits.warnHistoryEvents()), "yes"),
            row("Warning: payloads", mebibytes(limits.warnHistoryBytes()), "yes"),
            row("Name", grouped(Limits.MAX_NAME_LENGTH) + " characters", "no"),
            row("Instance id", grouped(Limits.MAX_INSTANCE_ID_LENGTH) + " characters", "no"),
            row("Custom status", kibibytes(Limits.MAX_CUSTOM_STATUS_BYTES), "no"),
            row("Keys of one instance", grouped(Limits.MAX_KEYS), "no"),
            row("Value of a key", kibibytes(Limits.MAX_KEY_VALUE_BYTES), "no"),
            row("Tags of one node", grouped(TagFilter.MAX_TAGS), "no"),
            row("Page of a list", grouped(InstanceQuery.MAX_LIMIT), "no"),
            row("Batch of a deletion", grouped(DeletionFilter.DEFAULT_LIMIT), "yes"));
  }

  private static String row(String what, String number, String changeable) {
    return "| " + what + " | " + number + " | " + changeable + " |";
  }

  private static String mebibytes(long bytes) {
    return (bytes >> 20) + " MiB";
  }

  private static String kibibytes(long bytes) {
    return (bytes >> 10) + " KiB";
  }

  private static String grouped(long number) {
    return String.format(java.util.Locale.ROOT, "%,d", number).replace(',', ' ');
  }
}

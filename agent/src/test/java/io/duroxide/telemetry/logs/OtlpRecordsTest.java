package io.duroxide.telemetry.logs;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.telemetry.logs.LogContext.Activity;
import io.duroxide.telemetry.logs.LogContext.Lifecycle;
import io.duroxide.telemetry.logs.LogContext.Span;
import io.duroxide.telemetry.logs.LogEntry.Thrown;
import io.duroxide.telemetry.traces.RootInstances;
import io.duroxide.telemetry.traces.TraceIds;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.resources.Resource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class OtlpRecordsTest {

  private final RootInstances roots = RootInstances.ofThisProcess();
  private final OtlpRecords records = new OtlpRecords(Resource.empty(), roots);

  private OtlpRecord record(LogEntry entry) {
    return (OtlpRecord) records.of(List.of(entry)).get(0);
  }

  private static Map<String, Object> attributes(LogRecordData record) {
    Map<String, Object> attributes = new TreeMap<>();
    record.getAttributes().forEach((key, value) -> attributes.put(key.getKey(), value));
    return attributes;
  }

  @Test
  void everythingThatIsKnownIsSaid() {
    LogContext context =
        new LogContext(
            "order-1",
            2,
            "Order",
            "1.0",
            "3",
            new Activity("Charge", 4),
            new Lifecycle("failed", 5, "app_error"),
            new Span("order-1", "b7ad6b7169203331", true));
    roots.learned("order-1", "root");
    roots.learned("root", null);
    OtlpRecord record =
        record(
            new LogEntry(
                7,
                17,
                "ERROR",
                "com.shop.Orders",
                "no money",
                context,
                new Thrown("com.shop.Broke", "at all", "com.shop.Broke: at all")));

    assertThat(record.getTimestampEpochNanos()).isEqualTo(7);
    assertThat(record.getSeverity()).isEqualTo(Severity.ERROR);
    assertThat(record.getSeverityText()).isEqualTo("ERROR");
    assertThat(record.getInstrumentationScopeInfo().getName()).isEqualTo("com.shop.Orders");
    assertThat(record.getBodyValue().asString()).isEqualTo("no money");
    assertThat(record.getSpanContext().getTraceId()).isEqualTo(TraceIds.trace("root"));
    assertThat(record.getSpanContext().getSpanId()).isEqualTo("b7ad6b7169203331");
    assertThat(record.getSpanContext().isSampled()).isTrue();
    assertThat(record.getTotalAttributeCount()).isEqualTo(13);
    assertThat(attributes(record))
        .isEqualTo(
            Map.ofEntries(
                Map.entry("instance_id", "order-1"),
                Map.entry("execution_id", 2L),
                Map.entry("orchestration_name", "Order"),
                Map.entry("orchestration_version", "1.0"),
                Map.entry("worker_id", "3"),
                Map.entry("activity_name", "Charge"),
                Map.entry("activity_id", 4L),
                Map.entry("outcome", "failed"),
                Map.entry("duration_ms", 5L),
                Map.entry("error_type", "app_error"),
                Map.entry("exception.type", "com.shop.Broke"),
                Map.entry("exception.message", "at all"),
                Map.entry("exception.stacktrace", "com.shop.Broke: at all")));
  }

  @Test
  void whatIsNotKnownIsLeftOut() {
    LogContext context =
        new LogContext("order-1", 0, null, null, null, null, new Lifecycle(null, -1, null), null);
    OtlpRecord record =
        record(new LogEntry(7, 9, "INFO", "l", "m", context, new Thrown("Broke", null, null)));

    assertThat(record.getSpanContext().isValid()).isFalse();
    assertThat(attributes(record))
        .isEqualTo(Map.of("instance_id", "order-1", "exception.type", "Broke"));
    assertThat(attributes(record(Entries.of(9, "m")))).isEmpty();
  }

  @Test
  void numbersThatAreNoSeverityDoNoHarm() {
    for (int number : new int[] {Integer.MIN_VALUE, -1, 0, 25, Integer.MAX_VALUE}) {
      assertThat(record(Entries.of(number, "m")).getSeverity())
          .isEqualTo(Severity.UNDEFINED_SEVERITY_NUMBER);
    }
    assertThat(record(Entries.of(24, "m")).getSeverity()).isEqualTo(Severity.FATAL4);
  }

  @Test
  void namesOfLoggersFillNoMemory() {
    for (int i = 0; i < 5_000; i++) {
      String name = "logger-" + i;
      OtlpRecord record = record(new LogEntry(7, 9, "INFO", name, "m", null, null));
      assertThat(record.getInstrumentationScopeInfo().getName()).isEqualTo(name);
    }
    assertThat(records.scopesKept()).isLessThanOrEqualTo(1_000);
  }

  @Test
  void textsAreCutWhereverTheyComeFrom() {
    String endless = "x".repeat(100_000);
    LogContext context =
        new LogContext(endless, 1, endless, endless, endless, new Activity(endless, 1), null, null);
    LogEntry entry =
        new LogEntry(
            7, 9, endless, endless, endless, context, new Thrown(endless, endless, endless));
    OtlpRecord record = record(entry);

    assertThat(record.getBodyValue().asString()).hasSize(Cut.TEXT).endsWith("x...");
    assertThat(attributes(record).entrySet())
        .allSatisfy(each -> assertThat(each.getValue().toString()).hasSizeLessThan(Cut.TEXT + 1));
    assertThat(attributes(record).get("instance_id")).asString().hasSize(Cut.NAME);
    // Half a character would not survive the way.
    String smileys = "\uD83D\uDE00".repeat(Cut.TEXT);
    assertThat(Entries.of(9, "a" + smileys).message()).doesNotContain("\uD83D.");
    assertThat(Entries.of(9, smileys).message()).doesNotContain("\uD83D.");
  }
}

package io.duroxide.telemetry.traces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.INSTANT;

import io.duroxide.telemetry.config.AgentConfig;
import io.duroxide.telemetry.config.ConfigLoader;
import io.duroxide.telemetry.metrics.MetricCatalogue;
import io.duroxide.telemetry.metrics.MetricsSink;
import io.duroxide.telemetry.metrics.RecordedMetrics;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which steps become spans, by what id, and what the metrics see of it. */
class TracingSinkTest {

  private final InMemoryMetricReader reader = InMemoryMetricReader.create();
  private final RecordedMetrics recorded = new RecordedMetrics(true);
  private final SdkMeterProvider provider =
      SdkMeterProvider.builder()
          .registerMetricReader(reader)
          .registerMetricProducer(recorded)
          .build();
  private TracingSink sink = sink();

  private TracingSink sink(String... settings) {
    Map<String, String> properties = new HashMap<>();
    for (int i = 0; i < settings.length; i += 2) {
      properties.put("duroxide.telemetry." + settings[i], settings[i + 1]);
    }
    AgentConfig config =
        new ConfigLoader(properties, Map.of(), null, MetricCatalogue.histograms()).load(null);
    MetricsSink metrics =
        new MetricsSink(provider.get("test"), recorded, config, "1.2.3", List::of, line -> {});
    return new TracingSink(metrics, config, Resource.empty());
  }

  @AfterEach
  void close() {
    provider.close();
  }

  @Test
  void aTurnThatEndsItsExecutionIsTwoSpans() {
    turn("COMMITTED", "i", 1, "COMPLETED", null, false);

    Collection<SpanData> spans = sink.spans().take();
    assertThat(spans)
        .extracting(SpanData::getSpanId)
        .containsExactly(TraceIds.turn("i", 1, 3), TraceIds.execution("i", 1));
    assertThat(spans).extracting(SpanData::getTraceId).containsOnly(TraceIds.trace("i"));
  }

  @Test
  void aTurnThatWasNotCommittedHasAnIdOfItsOwnAndEndsNothing() {
    turn("ABANDONED", "i", 1, "COMPLETED", null, false);
    turn("LOCK_LOST", "i", 1, "FAILED", null, false);

    assertThat(sink.spans().take())
        .hasSize(2)
        .extracting(SpanData::getSpanId)
        .doesNotHaveDuplicates()
        .doesNotContain(TraceIds.turn("i", 1, 3));
  }

  @Test
  void aPoisonAcknowledgementIsNoTurn() {
    turn("COMMITTED", "i", 1, "FAILED", null, true);

    assertThat(sink.spans().take())
        .extracting(SpanData::getSpanId)
        .containsExactly(TraceIds.execution("i", 1));
  }

  @Test
  void whatHasNoPlaceIsNoSpan() {
    turn("DROPPED", "i", 1, "COMPLETED", null, false);
    turn("ABANDONED", "i", 0, "RUNNING", null, false);
    turn(null, null, 0, null, null, false);
    activity(null, 1);
    sink.clientCall(sink.clientCallStarted(), "start", null, "Order", "a.NoId");

    assertThat(sink.spans().take()).isEmpty();
  }

  @Test
  void aChildIsInTheTraceOfItsRoot() {
    turn("COMMITTED", "root", 1, "RUNNING", null, false);
    turn("COMMITTED", "child", 1, "RUNNING", "root", false);
    turn("COMMITTED", "grandchild", 1, "RUNNING", "child", false);

    assertThat(sink.spans().take())
        .extracting(SpanData::getTraceId)
        .containsOnly(TraceIds.trace("root"));
  }

  @Test
  void onlyTheDeliveryThatEndsAnAttemptHasItsId() {
    sink.clientCall(sink.clientCallStarted(), "start", "i", "Order", null);
    for (String result : List.of("LOCK_LOST", "HANDED_BACK", "ACK_FAILED", "CANCELLED", "FAILED")) {
      activity(result, 1);
    }

    List<String> ids = sink.spans().take().stream().skip(1).map(SpanData::getSpanId).toList();
    assertThat(ids).hasSize(5).doesNotHaveDuplicates();
    assertThat(ids.subList(0, 4)).doesNotContain(TraceIds.activity("i", 1, 2, 0));
    assertThat(ids.get(4)).isEqualTo(TraceIds.activity("i", 1, 2, 0));
  }

  @Test
  void samplingLeavesOutSuccessesOnly() {
    sink = sink("activity.sample-rate", "0.0");
    sink.clientCall(sink.clientCallStarted(), "start", "i", "Order", null);
    activity("SUCCEEDED", 1);
    activity("FAILED", 1);
    activity("CANCELLED", 1);

    assertThat(sink.spans().take())
        .extracting(SpanData::getName)
        .containsExactly("start Order", "Charge", "Charge");
  }

  @Test
  void aSpanBeginsWhenItsStepDid_howeverLongItTakesToLookAtTheError() {
    String[] causes = new String[2_000_000];
    Arrays.fill(causes, "a.B");
    sink.clientCall(sink.clientCallStarted(), "start", "i", "Order", null);
    Instant before = Instant.now();
    sink.activityEnded(
        sink.activityStarted(0),
        0,
        "FAILED",
        "i",
        1,
        2,
        "Charge",
        null,
        0,
        1,
        1_000,
        1_000,
        "APPLICATION",
        "UNSPECIFIED",
        causes,
        null,
        null,
        false,
        0);

    assertThat(sink.spans().take())
        .filteredOn(span -> span.getName().equals("Charge"))
        .singleElement()
        .extracting(span -> Instant.EPOCH.plusNanos(span.getStartEpochNanos()), INSTANT)
        .isAfter(before.minus(1, ChronoUnit.MILLIS));
  }

  @Test
  void histogramsHaveExemplarsOfWhatIsKnown() {
    turn("COMMITTED", "i", 1, "COMPLETED", null, false);
    activity("SUCCEEDED", 1);

    assertThat(exemplars("duroxide_orchestration_turn_duration_seconds"))
        .containsExactly(TraceIds.trace("i") + " " + TraceIds.turn("i", 1, 3));
    assertThat(exemplars("duroxide_orchestration_duration_seconds"))
        .containsExactly(TraceIds.trace("i") + " " + TraceIds.turn("i", 1, 3));
    assertThat(exemplars("duroxide_activity_duration_seconds"))
        .containsExactly(TraceIds.trace("i") + " " + TraceIds.activity("i", 1, 2, 0));
    assertThat(Context.current()).as("nothing stays current").isEqualTo(Context.root());
  }

  @Test
  void whatWouldNeedTheStoreHasNoExemplar() {
    turn("COMMITTED", "child", 1, "COMPLETED", "parent", false);
    activity("SUCCEEDED", 1);

    assertThat(exemplars("duroxide_orchestration_turn_duration_seconds")).isEmpty();
    assertThat(exemplars("duroxide_activity_duration_seconds")).isEmpty();
  }

  @Test
  void aWaitHasTheExemplarOfItsSpan() {
    sink.clientCall(sink.clientCallStarted(), "start", "i", "Order", null);
    sink.clientWait(1_000_000, "i", false, null);

    List<SpanData> spans = List.copyOf(sink.spans().take());
    assertThat(exemplars("duroxide_client_wait_duration_seconds"))
        .containsExactly(TraceIds.trace("i") + " " + spans.get(1).getSpanId());
  }

  @Test
  void messagesStayHereUnlessTheyAreAskedFor() {
    turn("COMMITTED", "i", 1, "FAILED", null, false);
    assertThat(sink.spans().take())
        .extracting(span -> span.getStatus().getDescription())
        .containsOnly("");

    sink = sink("include-error-messages", "true");
    turn("COMMITTED", "i", 1, "FAILED", null, false);
    assertThat(sink.spans().take())
        .extracting(span -> span.getStatus().getDescription())
        .containsExactly("", "no money");
  }

  @Test
  void aSignalThatStartsIsOneSpan() {
    sink.clientSignal(
        sink.clientCallStarted(), "signalWithStart", "i", "Order", "paid", true, null);

    assertThat(sink.spans().take())
        .extracting(SpanData::getName)
        .containsExactly("signalWithStart Order");
  }

  private Set<String> exemplars(String metric) {
    return reader.collectAllMetrics().stream()
        .filter(data -> data.getName().equals(metric))
        .map(MetricData::getHistogramData)
        .flatMap(data -> data.getPoints().stream())
        .flatMap(point -> point.getExemplars().stream())
        .map(exemplar -> text(exemplar.getSpanContext()))
        .collect(Collectors.toSet());
  }

  private static String text(SpanContext context) {
    return context.getTraceId() + " " + context.getSpanId();
  }

  private void activity(@Nullable String result, int deliveries) {
    sink.activityEnded(
        sink.activityStarted(0),
        0,
        result,
        "i",
        1,
        2,
        "Charge",
        null,
        0,
        deliveries,
        1_000,
        1_000,
        null,
        null,
        null,
        null,
        null,
        false,
        0);
  }

  private void turn(
      @Nullable String disposition,
      @Nullable String instance,
      long executionId,
      @Nullable String status,
      @Nullable String parent,
      boolean poisoned) {
    boolean failed = "FAILED".equals(status);
    sink.turnEnded(
        sink.turnStarted(0),
        0,
        disposition,
        instance,
        executionId,
        "Order",
        "1",
        "CLIENT",
        parent == null ? null : "Parent",
        parent,
        parent == null ? 0 : 1,
        false,
        3,
        9,
        1_000,
        1_000,
        2_000,
        status,
        failed ? "APPLICATION" : null,
        failed ? "UNSPECIFIED" : null,
        failed ? new String[] {"a.B"} : null,
        failed ? "no money" : null,
        poisoned,
        0);
  }
}

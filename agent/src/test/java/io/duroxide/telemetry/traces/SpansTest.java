package io.duroxide.telemetry.traces;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each outcome looks like as a span. */
class SpansTest {

  private static final long MILLI = 1_000_000;

  @ParameterizedTest
  @CsvSource({
    "COMPLETED, false, , UNSET, success",
    "CANCELLED, false, , UNSET, cancelled",
    "CONTINUED_AS_NEW, false, , UNSET, continued_as_new",
    "FAILED, false, app_error, ERROR, failed",
    "FAILED, true, poison, ERROR, failed",
  })
  void anExecution(
      String status, boolean poisoned, @Nullable String type, StatusCode code, String text) {
    EndedSpan span = Spans.execution(turn("COMMITTED", status, poisoned, type, null));

    assertThat(span.spanId()).isEqualTo(TraceIds.execution("i", 3));
    assertThat(span.parentId()).isEqualTo(TraceIds.execution("p", 2));
    assertThat(span.linkedId()).isEqualTo(TraceIds.execution("i", 2));
    assertThat(span.name()).isEqualTo("Order");
    assertThat(span.kind()).isEqualTo(SpanKind.INTERNAL);
    assertThat(span.startNanos()).isEqualTo(100 * MILLI);
    assertThat(span.endNanos()).isEqualTo(250 * MILLI);
    assertThat(span.status().getStatusCode()).isEqualTo(code);
    Map<String, Object> expected = place();
    expected.put("duroxide.orchestration.status", text);
    expected.put("duroxide.orchestration.turns", 7L);
    expected.put("duroxide.orchestration.history_size", 40L);
    if (type != null) {
      expected.put("duroxide.error_type", type);
      expected.put("error.type", "a.B");
    }
    assertThat(map(span.attributes())).isEqualTo(expected);
  }

  @Test
  void theFirstExecutionOfARootHasNeitherParentNorLink() {
    EndedSpan span =
        Spans.execution(
            new EndedTurn(
                "i",
                1,
                "COMMITTED",
                "Order",
                "1",
                null,
                0,
                true,
                1,
                4,
                100,
                "COMPLETED",
                false,
                null,
                null,
                null,
                100 * MILLI,
                101 * MILLI));

    assertThat(span.parentId()).isNull();
    assertThat(span.linkedId()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "COMMITTED, UNSET, committed",
    "ABANDONED, ERROR, abandoned",
    "LOCK_LOST, ERROR, lock_lost"
  })
  void aTurn(String disposition, StatusCode code, String text) {
    EndedSpan span = Spans.turn(turn(disposition, "FAILED", false, "app_error", null), "id");

    assertThat(span.spanId()).isEqualTo("id");
    assertThat(span.parentId()).isEqualTo(TraceIds.execution("i", 3));
    assertThat(span.linkedId()).isNull();
    assertThat(span.name()).isEqualTo("turn");
    assertThat(span.startNanos()).isEqualTo(200 * MILLI);
    assertThat(span.endNanos()).isEqualTo(250 * MILLI);
    assertThat(span.status().getStatusCode()).isEqualTo(code);
    Map<String, Object> expected = place();
    expected.put("duroxide.turn.disposition", text);
    if (code == StatusCode.ERROR) {
      expected.put("error.type", text);
    } else {
      expected.put("duroxide.turn.number", 7L);
    }
    assertThat(map(span.attributes())).isEqualTo(expected);
  }

  /** The turn's look at the clock is the start of the execution, and comes after its own start. */
  @Test
  void aFirstTurnDoesNotBeginBeforeItsExecution() {
    EndedTurn first =
        new EndedTurn(
            "i",
            1,
            "COMMITTED",
            "Order",
            "1",
            null,
            0,
            true,
            1,
            4,
            100,
            "RUNNING",
            false,
            null,
            null,
            null,
            99 * MILLI,
            101 * MILLI);

    assertThat(Spans.turn(first, "id").startNanos()).isEqualTo(100 * MILLI);
  }

  @ParameterizedTest
  @CsvSource({
    "SUCCEEDED, success, UNSET, , 210",
    "CANCELLED, cancelled, UNSET, , 250",
    "HANDED_BACK, retry, UNSET, , 250",
    "LOCK_LOST, retry, ERROR, lock_lost, 250",
    "FAILED, app_error, ERROR, app_error, 210",
    "TIMED_OUT, timeout, ERROR, timeout, 210",
    "ACK_FAILED, infra_error, ERROR, infra_error, 250",
  })
  void anAttempt(
      String result, String outcome, StatusCode code, @Nullable String type, long endMillis) {
    EndedSpan span = Spans.activity(attempt(result, outcome, 10 * MILLI, null), "id");

    assertThat(span.spanId()).isEqualTo("id");
    assertThat(span.parentId()).isEqualTo(TraceIds.execution("i", 3));
    assertThat(span.name()).isEqualTo("Charge");
    assertThat(span.kind()).isEqualTo(SpanKind.INTERNAL);
    assertThat(span.startNanos()).isEqualTo(200 * MILLI);
    assertThat(span.endNanos()).isEqualTo(endMillis * MILLI);
    assertThat(span.status().getStatusCode()).isEqualTo(code);
    Map<String, Object> expected = new TreeMap<>();
    expected.put("duroxide.instance.id", "i");
    expected.put("duroxide.execution.id", 3L);
    expected.put("duroxide.activity.name", "Charge");
    expected.put("duroxide.activity.id", 5L);
    expected.put("duroxide.activity.outcome", outcome);
    expected.put("duroxide.activity.attempt", 1L);
    expected.put("duroxide.activity.delivery", 2L);
    expected.put("duroxide.activity.queue_wait_seconds", 0.5);
    expected.put("duroxide.activity.tag", "gpu");
    if (type != null) {
      expected.put("duroxide.error_type", type);
      expected.put("error.type", "a.B");
    }
    assertThat(map(span.attributes())).isEqualTo(expected);
  }

  @Test
  void anAttemptWhoseHandlerWasNeverCalledTakesAsLongAsItTook() {
    EndedSpan span = Spans.activity(attempt("POISONED", "poison", 0, null), "id");

    assertThat(span.endNanos()).isEqualTo(250 * MILLI);
    assertThat(span.status().getStatusCode()).isEqualTo(StatusCode.ERROR);
  }

  @Test
  void messagesAreInTheStatusIfTheyMayBeSeenAndAreCut() {
    EndedSpan told = Spans.activity(attempt("FAILED", "app_error", 1, "no money"), "id");
    EndedSpan failed =
        Spans.execution(turn("COMMITTED", "FAILED", false, "app_error", "x".repeat(5_000)));
    EndedSpan untold = Spans.activity(attempt("FAILED", "app_error", 1, null), "id");

    assertThat(told.status().getDescription()).isEqualTo("no money");
    assertThat(failed.status().getDescription()).hasSize(1_027).endsWith("x...");
    assertThat(untold.status().getDescription()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "start, Order, , , start Order, PRODUCER, UNSET",
    "raiseEvent, , Paid, , raiseEvent Paid, PRODUCER, UNSET",
    "signalWithStart, Order, Paid, , signalWithStart Order, PRODUCER, UNSET",
    "cancel, , , , cancel, PRODUCER, UNSET",
    "waitFor, , , , waitFor, CLIENT, UNSET",
    "waitFor, , , timeout, waitFor, CLIENT, ERROR",
    "start, Order, , a.Taken, start Order, PRODUCER, ERROR",
  })
  void aCall(
      String operation,
      @Nullable String orchestration,
      @Nullable String event,
      @Nullable String error,
      String name,
      SpanKind kind,
      StatusCode code) {
    EndedCall call =
        new EndedCall(operation, "i", orchestration, event, error, 1 * MILLI, 3 * MILLI);
    EndedSpan span = Spans.call(call, "id");

    assertThat(span.spanId()).isEqualTo("id");
    assertThat(span.parentId()).isNull();
    assertThat(span.linkedId()).isEqualTo(TraceIds.execution("i", 1));
    assertThat(span.name()).isEqualTo(name);
    assertThat(span.kind()).isEqualTo(kind);
    assertThat(span.status().getStatusCode()).isEqualTo(code);
    Map<String, Object> expected = new TreeMap<>();
    expected.put("duroxide.instance.id", "i");
    expected.put("duroxide.client.operation", operation);
    put(expected, "duroxide.orchestration.name", orchestration);
    put(expected, "duroxide.event.name", event);
    put(expected, "error.type", error);
    assertThat(map(span.attributes())).isEqualTo(expected);
  }

  private static void put(Map<String, Object> map, String key, @Nullable String value) {
    if (value != null) {
      map.put(key, value);
    }
  }

  private static Map<String, Object> place() {
    Map<String, Object> place = new TreeMap<>();
    place.put("duroxide.instance.id", "i");
    place.put("duroxide.execution.id", 3L);
    place.put("duroxide.orchestration.name", "Order");
    place.put("duroxide.orchestration.version", "1");
    return place;
  }

  private static EndedTurn turn(
      String disposition,
      String status,
      boolean poisoned,
      @Nullable String errorType,
      @Nullable String message) {
    return new EndedTurn(
        "i",
        3,
        disposition,
        "Order",
        "1",
        "p",
        2,
        false,
        7,
        40,
        100,
        status,
        poisoned,
        errorType,
        errorType == null ? null : "a.B",
        message,
        200 * MILLI,
        250 * MILLI);
  }

  private static EndedAttempt attempt(
      String result, String outcome, long handlerNanos, @Nullable String message) {
    return new EndedAttempt(
        "i",
        3,
        5,
        result,
        outcome,
        "Charge",
        "gpu",
        1,
        2,
        500 * MILLI,
        handlerNanos,
        "a.B",
        message,
        200 * MILLI,
        250 * MILLI);
  }

  private static Map<String, Object> map(Attributes attributes) {
    Map<String, Object> map = new TreeMap<>();
    attributes.forEach((key, value) -> map.put(key.getKey(), value));
    return map;
  }
}

package io.duroxide.telemetry.traces;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** From what ended to spans: names, parents, times, attributes, status. */
final class Spans {

  private static final AttributeKey<String> INSTANCE =
      AttributeKey.stringKey("duroxide.instance.id");
  private static final AttributeKey<Long> EXECUTION = AttributeKey.longKey("duroxide.execution.id");
  private static final AttributeKey<String> ORCHESTRATION =
      AttributeKey.stringKey("duroxide.orchestration.name");
  private static final AttributeKey<String> VERSION =
      AttributeKey.stringKey("duroxide.orchestration.version");
  private static final AttributeKey<String> STATUS =
      AttributeKey.stringKey("duroxide.orchestration.status");
  private static final AttributeKey<Long> TURNS =
      AttributeKey.longKey("duroxide.orchestration.turns");
  private static final AttributeKey<Long> HISTORY_SIZE =
      AttributeKey.longKey("duroxide.orchestration.history_size");
  private static final AttributeKey<Long> TURN = AttributeKey.longKey("duroxide.turn.number");
  private static final AttributeKey<String> DISPOSITION =
      AttributeKey.stringKey("duroxide.turn.disposition");
  private static final AttributeKey<String> ACTIVITY =
      AttributeKey.stringKey("duroxide.activity.name");
  private static final AttributeKey<Long> ACTIVITY_ID =
      AttributeKey.longKey("duroxide.activity.id");
  private static final AttributeKey<String> TAG = AttributeKey.stringKey("duroxide.activity.tag");
  private static final AttributeKey<String> OUTCOME =
      AttributeKey.stringKey("duroxide.activity.outcome");
  private static final AttributeKey<Long> ATTEMPT =
      AttributeKey.longKey("duroxide.activity.attempt");
  private static final AttributeKey<Long> DELIVERY =
      AttributeKey.longKey("duroxide.activity.delivery");
  private static final AttributeKey<Double> QUEUE_WAIT =
      AttributeKey.doubleKey("duroxide.activity.queue_wait_seconds");
  private static final AttributeKey<String> EVENT = AttributeKey.stringKey("duroxide.event.name");
  private static final AttributeKey<String> OPERATION =
      AttributeKey.stringKey("duroxide.client.operation");
  private static final AttributeKey<String> DUROXIDE_ERROR_TYPE =
      AttributeKey.stringKey("duroxide.error_type");
  private static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");

  private static final int LONGEST_MESSAGE = 1_024;

  private Spans() {}

  /** Of the execution that a turn has ended. */
  static EndedSpan execution(EndedTurn turn) {
    AttributesBuilder attributes = place(turn);
    attributes.put(STATUS, status(turn));
    attributes.put(TURNS, (long) turn.turns());
    attributes.put(HISTORY_SIZE, turn.historySize());
    boolean failed = turn.poisoned() || turn.status().equals("FAILED");
    if (failed) {
      putError(attributes, turn.errorType(), turn.errorClass());
    }
    boolean later = turn.executionId() > 1;
    return new EndedSpan(
        turn.instance(),
        TraceIds.execution(turn.instance(), turn.executionId()),
        turn.parentInstance() == null
            ? null
            : TraceIds.execution(turn.parentInstance(), turn.parentExecutionId()),
        later ? TraceIds.execution(turn.instance(), turn.executionId() - 1) : null,
        turn.name(),
        SpanKind.INTERNAL,
        TimeUnit.MILLISECONDS.toNanos(turn.executionStartedAt()),
        turn.endedNanos(),
        attributes.build(),
        failed ? error(turn.errorMessage()) : StatusData.unset());
  }

  static EndedSpan turn(EndedTurn turn, String spanId) {
    AttributesBuilder attributes = place(turn);
    attributes.put(DISPOSITION, turn.disposition().toLowerCase(Locale.ROOT));
    boolean committed = turn.committed();
    if (committed) {
      attributes.put(TURN, (long) turn.turns());
    } else {
      attributes.put(ERROR_TYPE, turn.disposition().toLowerCase(Locale.ROOT));
    }
    long begun =
        turn.firstTurn()
            ? Math.max(turn.beganNanos(), TimeUnit.MILLISECONDS.toNanos(turn.executionStartedAt()))
            : turn.beganNanos();
    return new EndedSpan(
        turn.instance(),
        spanId,
        TraceIds.execution(turn.instance(), turn.executionId()),
        null,
        "turn",
        SpanKind.INTERNAL,
        begun,
        turn.endedNanos(),
        attributes.build(),
        committed ? StatusData.unset() : StatusData.error());
  }

  static EndedSpan activity(EndedAttempt attempt, String spanId) {
    AttributesBuilder attributes =
        Attributes.builder()
            .put(INSTANCE, attempt.instance())
            .put(EXECUTION, attempt.executionId())
            .put(ACTIVITY, attempt.name())
            .put(ACTIVITY_ID, attempt.scheduledId())
            .put(OUTCOME, attempt.outcome())
            .put(ATTEMPT, (long) attempt.attempt())
            .put(DELIVERY, (long) attempt.deliveries())
            .put(QUEUE_WAIT, attempt.queueWaitNanos() / 1e9);
    if (attempt.tag() != null) {
      attributes.put(TAG, attempt.tag());
    }
    if (attempt.isError()) {
      String type = attempt.result().equals("LOCK_LOST") ? "lock_lost" : attempt.outcome();
      putError(attributes, type, attempt.errorClass());
    }
    boolean acknowledged = attempt.isVerdict() && attempt.handlerNanos() > 0;
    return new EndedSpan(
        attempt.instance(),
        spanId,
        TraceIds.execution(attempt.instance(), attempt.executionId()),
        null,
        attempt.name(),
        SpanKind.INTERNAL,
        attempt.beganNanos(),
        acknowledged ? attempt.beganNanos() + attempt.handlerNanos() : attempt.endedNanos(),
        attributes.build(),
        attempt.isError() ? error(attempt.errorMessage()) : StatusData.unset());
  }

  static EndedSpan call(EndedCall call, String spanId) {
    AttributesBuilder attributes =
        Attributes.builder().put(INSTANCE, call.instance()).put(OPERATION, call.operation());
    String subject = null;
    if (call.event() != null) {
      attributes.put(EVENT, call.event());
      subject = call.event();
    }
    if (call.orchestration() != null) {
      attributes.put(ORCHESTRATION, call.orchestration());
      subject = call.orchestration();
    }
    if (call.errorClass() != null) {
      attributes.put(ERROR_TYPE, call.errorClass());
    }
    return new EndedSpan(
        call.instance(),
        spanId,
        null,
        TraceIds.execution(call.instance(), 1),
        subject == null ? call.operation() : call.operation() + " " + subject,
        call.operation().startsWith("wait") ? SpanKind.CLIENT : SpanKind.PRODUCER,
        call.beganNanos(),
        call.endedNanos(),
        attributes.build(),
        call.errorClass() == null ? StatusData.unset() : StatusData.error());
  }

  private static AttributesBuilder place(EndedTurn turn) {
    return Attributes.builder()
        .put(INSTANCE, turn.instance())
        .put(EXECUTION, turn.executionId())
        .put(ORCHESTRATION, turn.name())
        .put(VERSION, turn.version());
  }

  private static String status(EndedTurn turn) {
    return switch (turn.status()) {
      case "COMPLETED" -> "success";
      case "CONTINUED_AS_NEW" -> "continued_as_new";
      default -> turn.status().toLowerCase(Locale.ROOT);
    };
  }

  private static void putError(
      AttributesBuilder attributes, @Nullable String type, @Nullable String errorClass) {
    String known = type == null ? "_OTHER" : type;
    attributes.put(DUROXIDE_ERROR_TYPE, known);
    attributes.put(ERROR_TYPE, errorClass == null ? known : errorClass);
  }

  private static StatusData error(@Nullable String message) {
    if (message == null) {
      return StatusData.error();
    }
    String start =
        message.length() <= LONGEST_MESSAGE
            ? message
            : message.substring(0, LONGEST_MESSAGE) + "...";
    return StatusData.create(StatusCode.ERROR, start);
  }
}

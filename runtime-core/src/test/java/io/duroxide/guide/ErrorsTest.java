package io.duroxide.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.duroxide.ApplicationException;
import io.duroxide.ErrorDetails;
import io.duroxide.OperationFailedException;
import io.duroxide.OrchestrationContext;
import io.duroxide.client.OrchestrationFailedException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class ErrorsTest extends Example {

  final List<String> calls = new CopyOnWriteArrayList<>();

  // guide: errors-catch
  String deliver(OrchestrationContext ctx, String address) {
    try {
      return ctx.activity("find-route", address, String.class).await();
    } catch (OperationFailedException failed) {
      ErrorDetails why = failed.details();
      return switch (why.category()) {
        case APPLICATION -> "NO_ROUTE".equals(why.code()) ? "pick up at the shop" : "ask support";
        case TIMEOUT -> "try tomorrow";
        default -> throw failed;
      };
    }
  }

  // end

  @Test
  void typedCause_decides() {
    orchestrations.register("deliver", String.class, this::deliver);
    activities.register(
        "find-route",
        String.class,
        (ctx, address) -> {
          throw ApplicationException.permanent("island", "NO_ROUTE");
        });
    startNode();
    client.start("d", "deliver", "Helgoland");
    assertThat(client.waitForOutput("d", String.class, PATIENCE)).isEqualTo("pick up at the shop");
  }

  // guide: errors-saga
  String bookTrip(OrchestrationContext ctx, String trip) {
    Deque<String> undo = new ArrayDeque<>();
    try {
      for (String part : List.of("hotel", "flight", "car")) {
        undo.push("cancel-" + part); // before the call: a failed one may have had an effect
        ctx.activity("book-" + part, trip, String.class).await();
      }
      return "booked";
    } catch (OperationFailedException failed) {
      for (String step : undo) {
        ctx.activity(step, trip, String.class).await();
      }
      throw failed;
    }
  }

  // end

  @Test
  void failedStep_undoesTheStepsBefore() {
    for (String part : List.of("hotel", "flight", "car")) {
      activities.register(
          "book-" + part,
          String.class,
          (ctx, trip) -> {
            calls.add(ctx.activityName());
            if (part.equals("car")) {
              throw ApplicationException.permanent("no car left", "SOLD_OUT");
            }
            return part;
          });
      activities.register(
          "cancel-" + part, String.class, (ctx, trip) -> calls.add(ctx.activityName()));
    }
    orchestrations.register("book-trip", String.class, this::bookTrip);
    startNode();
    client.start("t", "book-trip", "Rome");
    var failed =
        catchThrowableOfType(
            OrchestrationFailedException.class,
            () -> client.waitForOutput("t", String.class, PATIENCE));
    assertThat(failed.details().code()).isEqualTo("SOLD_OUT");
    assertThat(calls)
        .containsExactly(
            "book-hotel", "book-flight", "book-car", "cancel-car", "cancel-flight", "cancel-hotel");
  }
}

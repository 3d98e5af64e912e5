package io.duroxide.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.duroxide.ActivityContext;
import io.duroxide.ActivityOptions;
import io.duroxide.ApplicationException;
import io.duroxide.Backoff;
import io.duroxide.OrchestrationContext;
import io.duroxide.RetryPolicy;
import io.duroxide.client.OrchestrationFailedException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ActivitiesTest extends Example {

  final Map<UUID, Integer> bookings = new ConcurrentHashMap<>();

  // guide: activity-idempotent
  record Charge(UUID key, int cents) {}

  String pay(OrchestrationContext ctx, int cents) {
    Charge charge = new Charge(ctx.randomUuid(), cents); // one key for all attempts
    return ctx.activity("charge", charge, String.class, RetryPolicy.attempts(5)).await();
  }

  String charge(ActivityContext ctx, Charge charge) {
    bookings.putIfAbsent(charge.key(), charge.cents()); // the second time changes nothing
    if (ctx.attempt() == 0) {
      throw new IllegalStateException("the answer of the payment service was lost");
    }
    return "charged";
  }

  // end

  @Test
  void repeatedAttempt_hasOneEffect() {
    orchestrations.register("pay", Integer.class, this::pay);
    activities.register("charge", Charge.class, this::charge);
    startNode();
    client.start("p", "pay", 500);
    assertThat(client.waitForOutput("p", String.class, PATIENCE)).isEqualTo("charged");
    assertThat(bookings).hasSize(1).containsValue(500);
  }

  // guide: activity-options
  static final ActivityOptions PATIENT =
      ActivityOptions.retrying(
              RetryPolicy.attempts(4)
                  .withBackoff(
                      Backoff.exponential(Duration.ofMillis(10), 2.0, Duration.ofSeconds(1))))
          .withAttemptTimeout(Duration.ofMillis(200));

  String quote(OrchestrationContext ctx, String item) {
    return ctx.activity("ask-supplier", item, String.class, PATIENT).await();
  }

  // end

  @Test
  void attemptThatHangs_isInterruptedAndRepeated() {
    CountDownLatch never = new CountDownLatch(1);
    orchestrations.register("quote", String.class, this::quote);
    activities.register(
        "ask-supplier",
        String.class,
        (ctx, item) -> {
          if (ctx.attempt() == 0) {
            never.await();
          }
          return "quote for " + item + " at attempt " + ctx.attempt();
        });
    startNode();
    client.start("q", "quote", "screws");
    assertThat(client.waitForOutput("q", String.class, PATIENCE))
        .isEqualTo("quote for screws at attempt 1");
  }

  // guide: activity-errors
  String reserve(ActivityContext ctx, int seats) {
    if (seats > 9) {
      throw ApplicationException.permanent("at most 9 seats", "TOO_MANY_SEATS"); // no retry
    }
    if (ctx.attempt() < 2) {
      throw ApplicationException.retryable("no free connection", "BUSY"); // worth a retry
    }
    return seats + " seats";
  }

  // end

  @Test
  void errorSaysWhetherARetryHelps() {
    activities.register("reserve", Integer.class, this::reserve);
    orchestrations.register(
        "book",
        Integer.class,
        (ctx, seats) ->
            ctx.activity("reserve", seats, String.class, RetryPolicy.attempts(3)).await());
    startNode();
    client.start("few", "book", 2);
    client.start("many", "book", 10);
    assertThat(client.waitForOutput("few", String.class, PATIENCE)).isEqualTo("2 seats");
    assertThat(failureOf("many").details().code()).isEqualTo("TOO_MANY_SEATS");
  }

  // guide: activity-deadline
  static final RetryPolicy BOUNDED =
      RetryPolicy.attempts(1_000)
          .withBackoff(Backoff.fixed(Duration.ofMillis(20)).withJitter(0.5)) // 10 to 20 ms
          .withNonRetryable("ACCOUNT_CLOSED", "java.lang.IllegalArgumentException")
          .withDeadline(Duration.ofMillis(300)); // of all attempts together

  // end

  @Test
  void deadline_endsTheAttempts_nonRetryableEndsThemAtOnce() {
    activities
        .register(
            "deaf",
            Void.class,
            (ctx, in) -> {
              throw new IllegalStateException("nobody there");
            })
        .register(
            "strict",
            Void.class,
            (ctx, in) -> {
              throw new IllegalArgumentException("attempt " + ctx.attempt());
            });
    orchestrations.register(
        "call",
        String.class,
        (ctx, activity) -> ctx.activity(activity, null, String.class, BOUNDED).await());
    startNode();
    client.start("strict", "call", "strict");
    assertThat(failureOf("strict")).hasMessageEndingWith("attempt 0");
    client.start("deaf", "call", "deaf");
    assertThat(failureOf("deaf")).hasMessageEndingWith("nobody there");
    assertThat(client.history("deaf").size()).isLessThan(200);
  }

  private OrchestrationFailedException failureOf(String instance) {
    return catchThrowableOfType(
        OrchestrationFailedException.class,
        () -> client.waitForOutput(instance, String.class, PATIENCE));
  }
}

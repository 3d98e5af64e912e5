package io.duroxide.runtime.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.duroxide.ErrorCategory;
import io.duroxide.ErrorDetails;
import io.duroxide.ErrorReason;
import io.duroxide.KeyValues;
import io.duroxide.LimitExceededException;
import io.duroxide.Limits;
import io.duroxide.replay.TurnDecision;
import org.junit.jupiter.api.Test;

/** Key values, queues and reads that are refused where they are asked for. */
class KeyValueLimitsTest {

  @Test
  void tooManyKeys_throwsAtTheCallAndOverwritingStillWorks() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              KeyValues values = ctx.keyValues();
              for (int i = 0; i < Limits.MAX_KEYS; i++) {
                values.set("k" + i, i);
              }
              values.set("k0", "again");
              try {
                values.set("one more", 1);
                return "accepted";
              } catch (LimitExceededException e) {
                values.clear();
                values.set("one more", 1);
                return "refused";
              }
            })) {
      assertThat(run.start().outcome()).isEqualTo(Decisions.completed("\"refused\""));
    }
  }

  @Test
  void valueTooLarge_uncaught_failsTheInstanceWithTheLimit() {
    // Two quotes belong to the encoded form; the umlaut takes two bytes.
    String largest = "ü" + "x".repeat(Limits.MAX_KEY_VALUE_BYTES - 4);
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              ctx.keyValues().set("k", largest);
              ctx.keyValues().set("k", largest + "x");
              return "accepted";
            })) {
      TurnDecision decision = run.start();
      ErrorDetails error = Decisions.failure(decision);
      assertThat(error.category()).isEqualTo(ErrorCategory.CONFIGURATION);
      assertThat(error.reason()).isEqualTo(ErrorReason.LIMIT_EXCEEDED);
      assertThat(decision.scheduled()).as("only the one that fits").hasSize(1);
    }
  }

  @Test
  void badArguments_areRefusedAtTheCall() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              assertThatThrownBy(() -> ctx.keyValues().set(" ", 1))
                  .isInstanceOf(IllegalArgumentException.class);
              assertThatThrownBy(() -> ctx.keyValueOf("", "k", String.class))
                  .isInstanceOf(IllegalArgumentException.class);
              assertThatThrownBy(() -> ctx.dequeue("", String.class))
                  .isInstanceOf(IllegalArgumentException.class);
              return "done";
            })) {
      assertThat(run.start().outcome()).isEqualTo(Decisions.completed("\"done\""));
    }
  }
}

package io.duroxide.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.duroxide.ApplicationException;
import io.duroxide.ErrorCategory;
import io.duroxide.ErrorReason;
import io.duroxide.OperationFailedException;
import io.duroxide.client.InstanceAlreadyExistsException;
import io.duroxide.history.HistoryEvent;
import io.duroxide.history.HistoryEvent.EventRaised;
import io.duroxide.history.HistoryEvent.EventSubscribed;
import io.duroxide.history.HistoryEvent.TimerCreated;
import io.duroxide.provider.InstanceStatus;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong, and who gets to hear of it. */
class ErrorsTest {

  @RegisterExtension final World memory = World.inMemory();
  @RegisterExtension final World file = World.onSqlite();

  private World on(String store) {
    World world = store.equals("memory") ? memory : file;
    return world
        .activity("debit", Integer.class, (ctx, amount) -> "debited " + amount)
        .activity(
            "ship",
            Integer.class,
            (ctx, amount) -> {
              if (amount > 100) {
                throw ApplicationException.permanent("too heavy", "HEAVY");
              }
              return "shipped " + amount;
            })
        .activity("refund", Integer.class, (ctx, amount) -> "refunded " + amount)
        .orchestration(
            "order",
            Integer.class,
            (ctx, amount) -> {
              if (amount < 0) {
                throw ApplicationException.permanent("negative amount", "NEGATIVE");
              }
              ctx.activity("debit", amount, String.class).await();
              try {
                return ctx.activity("ship", amount, String.class).await();
              } catch (OperationFailedException e) {
                String refund = ctx.activity("refund", amount, String.class).await();
                return refund + " because " + e.details().code();
              }
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"memory", "file"})
  void compensation_afterAFailure(String store) {
    assertThat(on(store).run("order", 500, String.class)).isEqualTo("refunded 500 because HEAVY");
  }

  @ParameterizedTest
  @ValueSource(strings = {"memory", "file"})
  void compensation_notNeeded(String store) {
    assertThat(on(store).run("order", 5, String.class)).isEqualTo("shipped 5");
  }

  @ParameterizedTest
  @ValueSource(strings = {"memory", "file"})
  void compensation_failsBeforeAnythingWasDone(String store) {
    World world = on(store).start("order", -1);
    assertThat(world.failure("order").code()).isEqualTo("NEGATIVE");
    assertThat(world.history("order")).hasSize(2);
  }

  @Test
  void unknownActivity_failsTheInstanceAsPoison() {
    memory.orchestration(
        "o", Void.class, (ctx, in) -> ctx.activity("missing", null, String.class).await());
    assertThat(memory.start("o", null).failure("o"))
        .returns(ErrorCategory.POISON, e -> e.category())
        .returns(ErrorReason.UNREGISTERED, e -> e.reason());
  }

  @Test
  void eventAfterTheEnd_leavesNoTrace() {
    memory
        .orchestration("o", Void.class, (ctx, in) -> "done")
        .orchestration("later", Void.class, (ctx, in) -> "done");
    memory.run("o", null, String.class);
    List<HistoryEvent> before = memory.history("o");
    memory.client().raiseEvent("o", "late", "x");
    memory.run("later", null, String.class);
    assertThat(memory.history("o")).isEqualTo(before);
  }

  @Test
  void eventBeforeTheSubscription_isKeptButNotDelivered() {
    memory.orchestration(
        "o",
        Void.class,
        (ctx, in) -> {
          ctx.event("first", String.class).await();
          return ctx.event("second", String.class).await();
        });
    memory.start("o", null).awaitEvents("o", EventSubscribed.class, 1);
    memory.client().raiseEvent("o", "second", "early");
    memory.client().raiseEvent("o", "first", "now");
    memory.awaitEvents("o", EventSubscribed.class, 2);
    memory.client().raiseEvent("o", "second", "late");
    assertThat(memory.output("o", String.class)).isEqualTo("late");
    assertThat(memory.events("o", EventRaised.class)).hasSize(3);
  }

  @Test
  void failsAtOnce() {
    memory.orchestration(
        "o",
        Void.class,
        (ctx, in) -> {
          throw new IllegalStateException("broken");
        });
    assertThat(memory.start("o", null).failure("o"))
        .returns(ErrorCategory.APPLICATION, e -> e.category())
        .returns("broken", e -> e.message())
        .returns(List.of("java.lang.IllegalStateException"), e -> e.errorClasses());
  }

  @Test
  void activityFailure_notCaught_keepsItsCause() {
    memory
        .activity(
            "fails",
            Void.class,
            (ctx, in) -> {
              throw ApplicationException.permanent("no stock", "STOCK");
            })
        .orchestration(
            "o", Void.class, (ctx, in) -> ctx.activity("fails", null, String.class).await());
    assertThat(memory.start("o", null).failure("o"))
        .returns("STOCK", e -> e.code())
        .returns("no stock", e -> e.message());
  }

  @Test
  void activityInput_undecodable_isAnErrorTheOrchestrationMayCatch() {
    AtomicInteger calls = new AtomicInteger();
    memory
        .activity("number", Integer.class, (ctx, n) -> calls.incrementAndGet())
        .orchestration(
            "o",
            Void.class,
            (ctx, in) -> {
              try {
                return ctx.activity("number", "a word", Integer.class).await();
              } catch (OperationFailedException e) {
                return e.details().reason();
              }
            });
    assertThat(memory.run("o", null, ErrorReason.class)).isEqualTo(ErrorReason.UNDECODABLE_PAYLOAD);
    assertThat(calls).hasValue(0);
  }

  @Test
  void event_undecodable_isAnErrorTheOrchestrationMayCatch() {
    memory.orchestration(
        "o",
        Void.class,
        (ctx, in) -> {
          try {
            return ctx.event("number", Integer.class).await();
          } catch (io.duroxide.DuroxideException e) {
            return "no number";
          }
        });
    memory.start("o", null).awaitEvents("o", EventSubscribed.class, 1);
    memory.client().raiseEvent("o", "number", "a word");
    assertThat(memory.output("o", String.class)).isEqualTo("no number");
  }

  /** A reference client would get the old result; ours is told, and can still ask for it. */
  @Test
  void sameIdAgain_isRefused_theOldResultStays() {
    memory.orchestration("o", Integer.class, (ctx, n) -> n);
    assertThat(memory.run("o", 1, Integer.class)).isEqualTo(1);
    assertThatThrownBy(() -> memory.client().start("o", "o", 2))
        .isInstanceOf(InstanceAlreadyExistsException.class);
    assertThat(memory.output("o", Integer.class)).isEqualTo(1);
  }

  @Test
  void jvmErrorInTheCode_failsTheInstanceAsPanic() {
    memory.orchestration(
        "o",
        Void.class,
        (ctx, in) -> {
          throw new AssertionError("cannot be");
        });
    assertThat(memory.start("o", null).failure("o"))
        .returns(ErrorReason.PANIC, e -> e.reason())
        .returns("cannot be", e -> e.message());
    memory.orchestration("fine", Void.class, (ctx, in) -> "fine").restart();
    assertThat(memory.run("fine", null, String.class)).isEqualTo("fine");
  }

  @Test
  void longHistory_underTheLimit_isNoProblem() {
    memory.orchestration(
        "o",
        Integer.class,
        (ctx, n) -> {
          for (int i = 0; i < n; i++) {
            ctx.timer(Duration.ZERO);
          }
          return ctx.event("go", String.class).await();
        });
    memory.start("o", 1_100).awaitEvents("o", TimerCreated.class, 1_100);
    memory.client().raiseEvent("o", "go", "on");
    assertThat(memory.end("o").status()).isEqualTo(InstanceStatus.COMPLETED);
  }
}

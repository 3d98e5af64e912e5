package io.duroxide.runtime.execution;

import static io.duroxide.runtime.execution.ExecutionHarness.cancel;
import static io.duroxide.runtime.execution.ExecutionHarness.completed;
import static io.duroxide.runtime.execution.ExecutionHarness.fired;
import static io.duroxide.runtime.execution.ExecutionHarness.raised;
import static io.duroxide.runtime.execution.ExecutionHarness.sent;
import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.DurableFuture;
import io.duroxide.OrchestrationCancelledException;
import io.duroxide.OrchestrationContext;
import io.duroxide.history.OrchestratorMessage;
import io.duroxide.history.OrchestratorMessage.QueueMessageSent;
import io.duroxide.history.QueueMessage;
import io.duroxide.replay.TurnDecision;
import io.duroxide.replay.TurnDecision.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Small programs against every order of a few inputs, and ways to put that order into turns. The
 * harness decides each turn in memory and from its history, and both must agree.
 */
class SmallOrdersTest {

  /** What the programs wait for: all asked for in their first turn, so that the ids are known. */
  private static final List<OrchestratorMessage> INPUTS =
      List.of(
          completed(4, "\"a\""),
          fired(5),
          raised("e", "\"e\""),
          sent("q", "\"m1\""),
          sent("q", "\"m2\""));

  private static final List<OrchestratorMessage> WITH_CANCEL =
      List.of(completed(4, "\"a\""), raised("e", "\"e\""), sent("q", "\"m1\""), cancel("enough"));

  /**
   * Of five inputs, every fifth of the 16 ways to cut them: all apart and all at once are there.
   */
  private static final int STEP_OF_FIVE = 5;

  /** The handles of a program: one of each kind. */
  record Waits(
      DurableFuture<String> message,
      DurableFuture<String> event,
      DurableFuture<String> activity,
      DurableFuture<Void> timer) {

    static Waits open(OrchestrationContext ctx) {
      DurableFuture<String> message = ctx.dequeue("q", String.class);
      DurableFuture<String> event = ctx.event("e", String.class);
      DurableFuture<String> activity = ctx.activity("a", null, String.class);
      return new Waits(message, event, activity, ctx.timer(Duration.ofSeconds(1)));
    }
  }

  /** Each returns the messages it has read; all give some wait up that may have its answer. */
  enum Program {
    RACE {
      @Override
      String read(OrchestrationContext ctx, Waits waits) {
        var race = ctx.any(waits.message(), waits.timer()).await();
        return race.wonBy(waits.message()) ? waits.message().await() : "";
      }
    },
    RACE_AFTER_WORK {
      @Override
      String read(OrchestrationContext ctx, Waits waits) {
        waits.activity().await();
        var race = ctx.any(waits.timer(), waits.event(), waits.message()).await();
        return race.wonBy(waits.message()) ? waits.message().await() : "";
      }
    },
    NESTED_RACE {
      @Override
      String read(OrchestrationContext ctx, Waits waits) {
        var both = ctx.all(List.of(waits.message(), waits.event()));
        var inner = ctx.any(waits.activity(), both);
        boolean won = ctx.any(inner, waits.timer()).await().wonBy(inner);
        return won && inner.await().wonBy(both) ? waits.message().await() : "";
      }
    },
    SHARED {
      @Override
      String read(OrchestrationContext ctx, Waits waits) {
        waits.timer().await();
        var both = ctx.all(List.of(waits.message(), waits.event()));
        var race = ctx.any(both, waits.message(), waits.activity()).await();
        return race.index() < 2 ? waits.message().await() : "";
      }
    },
    REPLACED {
      @Override
      String read(OrchestrationContext ctx, Waits waits) {
        waits.activity().await();
        waits.message().cancel();
        return ctx.dequeue("q", String.class).await();
      }
    },
    BLOCK {
      @Override
      String read(OrchestrationContext ctx, Waits waits) {
        var block =
            ctx.async(
                () -> {
                  DurableFuture<String> own = ctx.dequeue("q", String.class);
                  waits.activity().await();
                  return own.await();
                });
        var race = ctx.any(block, waits.timer()).await();
        return race.wonBy(block) ? block.await() : "";
      }
    },
    NEVER_READ {
      @Override
      String read(OrchestrationContext ctx, Waits waits) {
        ctx.all(List.of(waits.activity(), waits.event())).await();
        return "";
      }
    },
    FAILING_BLOCK {
      @Override
      String read(OrchestrationContext ctx, Waits waits) {
        try {
          return ctx.cancellable(
              () -> {
                DurableFuture<String> own = ctx.dequeue("q", String.class);
                waits.event().await();
                if (!own.isDone()) {
                  throw new IllegalStateException("not yet");
                }
                return own.await();
              });
        } catch (IllegalStateException | OrchestrationCancelledException e) {
          waits.message().cancel();
          return "";
        }
      }
    };

    abstract String read(OrchestrationContext ctx, Waits waits);
  }

  /** What a run came to, and how many turns that took after the first. */
  private record End(TurnDecision decision, int turns) {}

  @ParameterizedTest
  @EnumSource
  void everyOrder_inEveryBatching_losesNoMessage(Program program) {
    for (List<OrchestratorMessage> order : orders(INPUTS)) {
      List<String> outcomes = new ArrayList<>();
      for (List<List<OrchestratorMessage>> turns : batchings(order)) {
        End end = run(program, turns);
        Outcome outcome = end.decision().outcome();
        assertThat(outcome).as("%s: %s", program, turns).isInstanceOf(Outcome.ContinuedAsNew.class);
        Outcome.ContinuedAsNew next = (Outcome.ContinuedAsNew) outcome;
        outcomes.add(String.valueOf(next.input()));
        assertThat(messages(next))
            .as("%s: %s", program, turns)
            .isEqualTo(sentIn(turns, end.turns()));
      }
      assertThat(outcomes)
          .as("%s: the order decides: %s", program, order)
          .containsOnly(outcomes.get(0));
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyOrderWithACancellation_inEveryBatching_isDecidedAlike(Program program) {
    for (List<OrchestratorMessage> order : orders(WITH_CANCEL)) {
      for (List<List<OrchestratorMessage>> turns : batchings(order)) {
        assertThat(run(program, turns).decision().outcome())
            .as("%s: %s", program, turns)
            .isNotEqualTo(Decisions.CONTINUE);
      }
    }
  }

  private static End run(Program program, List<List<OrchestratorMessage>> turns) {
    try (var run =
        new ExecutionHarness((ctx, in) -> ctx.continueAsNew(program.read(ctx, Waits.open(ctx))))) {
      TurnDecision decision = run.start();
      int taken = 0;
      while (decision.outcome() instanceof Outcome.Continue && taken < turns.size()) {
        decision = run.turn(turns.get(taken++).toArray(OrchestratorMessage[]::new));
      }
      return new End(decision, taken);
    }
  }

  /** What was read, and then what goes on to the next execution. */
  private static List<String> messages(Outcome.ContinuedAsNew next) {
    Stream<String> read = "\"\"".equals(next.input()) ? Stream.of() : Stream.of(next.input());
    return Stream.concat(read, next.carried().stream().map(QueueMessage::data)).sorted().toList();
  }

  /** The messages of the turns that the execution has taken. */
  private static List<String> sentIn(List<List<OrchestratorMessage>> turns, int taken) {
    return turns.stream()
        .limit(taken)
        .flatMap(List::stream)
        .filter(QueueMessageSent.class::isInstance)
        .map(message -> String.valueOf(((QueueMessageSent) message).data()))
        .sorted()
        .toList();
  }

  private static List<List<OrchestratorMessage>> orders(List<OrchestratorMessage> inputs) {
    if (inputs.isEmpty()) {
      return List.of(List.of());
    }
    List<List<OrchestratorMessage>> orders = new ArrayList<>();
    for (OrchestratorMessage first : inputs) {
      List<OrchestratorMessage> others = new ArrayList<>(inputs);
      others.remove(first);
      for (List<OrchestratorMessage> rest : orders(others)) {
        List<OrchestratorMessage> order = new ArrayList<>(List.of(first));
        order.addAll(rest);
        orders.add(order);
      }
    }
    return orders;
  }

  /** Each bit of {@code cuts} tells whether a turn ends behind that input. */
  private static List<List<List<OrchestratorMessage>>> batchings(List<OrchestratorMessage> order) {
    List<List<List<OrchestratorMessage>>> batchings = new ArrayList<>();
    int step = order.size() < 5 ? 1 : STEP_OF_FIVE;
    for (int cuts = 0; cuts < 1 << (order.size() - 1); cuts += step) {
      List<List<OrchestratorMessage>> turns = new ArrayList<>(List.of(new ArrayList<>()));
      for (int i = 0; i < order.size(); i++) {
        turns.get(turns.size() - 1).add(order.get(i));
        if ((cuts >> i & 1) == 1 && i < order.size() - 1) {
          turns.add(new ArrayList<>());
        }
      }
      batchings.add(turns);
    }
    return batchings;
  }
}

package io.duroxide.runtime.execution;

import static io.duroxide.runtime.execution.ExecutionHarness.cancel;
import static io.duroxide.runtime.execution.ExecutionHarness.childCompleted;
import static io.duroxide.runtime.execution.ExecutionHarness.childFailed;
import static io.duroxide.runtime.execution.ExecutionHarness.completed;
import static io.duroxide.runtime.execution.ExecutionHarness.failed;
import static io.duroxide.runtime.execution.ExecutionHarness.fired;
import static io.duroxide.runtime.execution.ExecutionHarness.raised;
import static io.duroxide.runtime.execution.ExecutionHarness.sent;

import io.duroxide.ActivityOptions;
import io.duroxide.Backoff;
import io.duroxide.OperationFailedException;
import io.duroxide.Orchestration;
import io.duroxide.OrchestrationCancelledException;
import io.duroxide.RetryPolicy;
import io.duroxide.SubOrchestrationOptions;
import io.duroxide.history.OrchestratorMessage.TimerFired;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Orchestrations of which recorded histories are kept, and the turns that were recorded. */
record Scenario(String name, Orchestration<String, ?> code, Consumer<ExecutionHarness> script) {

  private static final Scenario SEQUENCE =
      new Scenario(
          "sequence",
          (ctx, in) -> {
            String a = ctx.activity("A", in, String.class).await();
            String b =
                ctx.activity(
                        "B", a, String.class, ActivityOptions.DEFAULT.withTag("t").onSession("s"))
                    .await();
            ctx.timer(Duration.ofSeconds(5)).await();
            return b;
          },
          run -> {
            run.start();
            run.turn(completed(2, "\"a\""));
            run.turn(completed(4, "\"b\""));
            run.turn(fired(6));
          });

  private static final Scenario FAN_OUT =
      new Scenario(
          "fan-out",
          (ctx, in) ->
              ctx.all(
                      IntStream.range(0, 5)
                          .mapToObj(i -> ctx.activity("Square", i, Integer.class))
                          .toList())
                  .await(),
          run -> {
            run.start();
            run.turn(completed(4, "4"), completed(2, "0"));
            run.turn(completed(6, "16"), completed(3, "1"), completed(3, "1"));
            run.turn(completed(5, "9"));
          });

  private static final Scenario RACE_WITH_TIMER =
      new Scenario(
          "race-with-timer",
          (ctx, in) -> {
            var slow = ctx.activity("Slow", 1, String.class);
            var limit = ctx.timer(Duration.ofSeconds(1));
            return ctx.any(slow, limit).await().wonBy(limit)
                ? ctx.activity("Fallback", 1, String.class).await()
                : slow.await();
          },
          run -> {
            run.start();
            run.turn(fired(3));
            run.turn(completed(2, "\"late\""));
            run.turn(completed(5, "\"fallback\""));
          });

  private static final Scenario RETRY =
      new Scenario(
          "retry",
          (ctx, in) ->
              ctx.activity(
                      "Flaky",
                      1,
                      String.class,
                      new RetryPolicy(3, Backoff.fixed(Duration.ofSeconds(2))))
                  .await(),
          run -> {
            run.start();
            run.turn(failed(2, Decisions.application("E1")));
            run.turn(fired(4));
            run.turn(failed(6, Decisions.application("E2")));
            run.turn(fired(8));
            run.turn(completed(10, "\"third\""));
          });

  private static final Scenario SUB_ORCHESTRATION =
      new Scenario(
          "sub-orchestration",
          (ctx, in) -> {
            ctx.startDetached("Audit", "audit-1", in);
            String first = ctx.subOrchestration("Child", 1, String.class).await();
            try {
              return first + ctx.subOrchestration("Child", 2, String.class).await();
            } catch (OperationFailedException e) {
              return first + e.details().code();
            }
          },
          run -> {
            run.start();
            run.turn(childCompleted(3, "\"one\""));
            run.turn(childFailed(5, Decisions.application("TWO")));
          });

  private static final Scenario EVENTS =
      new Scenario(
          "events",
          (ctx, in) -> {
            var lost = ctx.event("e", String.class);
            ctx.any(lost, ctx.timer(Duration.ofSeconds(1))).await();
            return ctx.event("e", String.class).await() + ctx.event("e", String.class).await();
          },
          run -> {
            run.start(raised("e", "\"too early\""));
            run.turn(fired(4));
            run.turn(raised("e", "\"1\""), raised("e", "\"unwanted\""));
            run.turn(raised("e", "\"2\""));
          });

  private static final Scenario QUEUES_WITH_CONTINUE_AS_NEW =
      new Scenario(
          "queues-with-continue-as-new",
          (ctx, in) -> {
            var lost = ctx.dequeue("q", String.class);
            ctx.any(lost, ctx.timer(Duration.ofSeconds(1))).await();
            String taken = ctx.dequeue("q", String.class).await();
            return ctx.executionId() == 2 ? in + taken : ctx.continueAsNew(in + taken);
          },
          run -> {
            run.start();
            run.turn(fired(3), sent("q", "\"1\""), sent("other", "\"x\""), sent("q", "\"2\""));
            run.continueAsNew(sent("q", "\"3\""));
          });

  private static final Scenario KEY_VALUES =
      new Scenario(
          "key-values",
          (ctx, in) -> {
            var values = ctx.keyValues();
            Integer count = values.get("count", Integer.class);
            values.set("count", count == null ? 1 : count + 1);
            values.set("scratch", "x");
            values.remove("scratch");
            ctx.event("go", String.class).await();
            values.removeOlderThan(Instant.ofEpochMilli(3_000));
            String other = ctx.keyValueOf("other", "k", String.class);
            if (ctx.executionId() == 1) {
              values.set("count", 10);
              return ctx.continueAsNew(other);
            }
            String result = in + values.get("count", Integer.class);
            values.clear();
            return result;
          },
          run -> {
            run.store("other", "k", "\"theirs\"");
            run.start();
            run.turn(raised("go", "1"));
            run.continueAsNew();
            run.turn(raised("go", "1"));
          });

  private static final Scenario CUSTOM_STATUS =
      new Scenario(
          "custom-status",
          (ctx, in) -> {
            ctx.setCustomStatus(ctx.executionId());
            ctx.timer(Duration.ofSeconds(1)).await();
            if (ctx.executionId() == 1) {
              ctx.setCustomStatus(List.of("half", "way"));
              return ctx.continueAsNew("next");
            }
            ctx.resetCustomStatus();
            return String.valueOf(ctx.customStatus(String.class));
          },
          run -> {
            run.start();
            run.turn(fired(3));
            run.continueAsNew();
            run.turn(new TimerFired(ExecutionHarness.INSTANCE, 2, 3));
          });

  private static final Scenario CANCELLATION_WITH_COMPENSATION =
      new Scenario(
          "cancellation-with-compensation",
          (ctx, in) -> {
            ctx.activity("Reserve", 1, String.class).await();
            try {
              return ctx.cancellable(
                  () -> {
                    ctx.subOrchestration("Ship", 1, String.class);
                    return ctx.activity("Charge", 1, String.class).await();
                  });
            } catch (OrchestrationCancelledException e) {
              return ctx.activity("Release", e.reason(), String.class).await();
            }
          },
          run -> {
            run.start();
            run.turn(completed(2, "1"));
            run.turn(cancel("customer left"));
            run.turn(completed(7, "1"));
          });

  private static final Scenario ASYNC_BLOCKS =
      new Scenario(
          "async-blocks",
          (ctx, in) -> {
            var first =
                ctx.async(
                    () ->
                        ctx.activity("A1", 1, String.class).await()
                            + ctx.activity("A2", 1, String.class).await());
            var second = ctx.async(() -> ctx.activity("B1", 1, String.class).await());
            var slow =
                ctx.async(
                    () -> {
                      ctx.timer(Duration.ofHours(1)).await();
                      return ctx.activity("Never", 1, String.class).await();
                    });
            return ctx.any(slow, ctx.all(List.of(first, second))).await().value();
          },
          run -> {
            run.start();
            run.turn(completed(3, "\"b1\""), completed(2, "\"a1\""));
            run.turn(completed(7, "\"a2\""));
          });

  private static final Scenario SYSTEM_CALLS =
      new Scenario(
          "system-calls",
          (ctx, in) -> {
            String values = ctx.now() + " " + ctx.randomUuid();
            ctx.activity("A", values, String.class).await();
            return ctx.randomUuid() + " " + ctx.historyLength();
          },
          run -> {
            run.start();
            run.turn(completed(4, "1"));
          });

  private static final Scenario VERSIONS =
      new Scenario(
          "versions",
          (ctx, in) -> {
            ctx.startDetached("Other", "3.1.0", "other-1", 1);
            SubOrchestrationOptions exact = SubOrchestrationOptions.DEFAULT.withVersion("2.0.0");
            ctx.subOrchestration("Child", 1, String.class, exact.withInstanceId("child-1")).await();
            return ctx.continueAsNew("1.1.0", "next");
          },
          run -> {
            run.start();
            run.turn(childCompleted(3, "1"));
          });

  static List<Scenario> all() {
    return List.of(
        SEQUENCE,
        FAN_OUT,
        RACE_WITH_TIMER,
        RETRY,
        SUB_ORCHESTRATION,
        EVENTS,
        QUEUES_WITH_CONTINUE_AS_NEW,
        KEY_VALUES,
        CUSTOM_STATUS,
        CANCELLATION_WITH_COMPENSATION,
        ASYNC_BLOCKS,
        SYSTEM_CALLS,
        VERSIONS);
  }

  String fileName() {
    return name + ".json";
  }

  @Override
  public String toString() {
    return name;
  }
}

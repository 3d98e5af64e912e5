package io.duroxide.runtime.simulation;

import io.duroxide.ActivityOptions;
import io.duroxide.ApplicationException;
import io.duroxide.Backoff;
import io.duroxide.DurableFuture;
import io.duroxide.ErrorDetails;
import io.duroxide.ErrorReason;
import io.duroxide.KeyValues;
import io.duroxide.OperationFailedException;
import io.duroxide.Orchestration;
import io.duroxide.OrchestrationCancelledException;
import io.duroxide.OrchestrationContext;
import io.duroxide.RetryPolicy;
import io.duroxide.SubOrchestrationOptions;
import io.duroxide.Version;
import io.duroxide.registry.OrchestrationRegistry;
import io.duroxide.runtime.simulation.Program.Await;
import io.duroxide.runtime.simulation.Program.AwaitOrTimeout;
import io.duroxide.runtime.simulation.Program.Cancellable;
import io.duroxide.runtime.simulation.Program.Child;
import io.duroxide.runtime.simulation.Program.ClearKeys;
import io.duroxide.runtime.simulation.Program.Detach;
import io.duroxide.runtime.simulation.Program.Facts;
import io.duroxide.runtime.simulation.Program.Fail;
import io.duroxide.runtime.simulation.Program.FanOut;
import io.duroxide.runtime.simulation.Program.Increment;
import io.duroxide.runtime.simulation.Program.LeaveChild;
import io.duroxide.runtime.simulation.Program.RaceChild;
import io.duroxide.runtime.simulation.Program.RaceWork;
import io.duroxide.runtime.simulation.Program.ReadKey;
import io.duroxide.runtime.simulation.Program.RemoveKey;
import io.duroxide.runtime.simulation.Program.Restart;
import io.duroxide.runtime.simulation.Program.SetStatus;
import io.duroxide.runtime.simulation.Program.Sleep;
import io.duroxide.runtime.simulation.Program.Step;
import io.duroxide.runtime.simulation.Program.Take;
import io.duroxide.runtime.simulation.Program.TakeOrTimeout;
import io.duroxide.runtime.simulation.Program.TakeOwnId;
import io.duroxide.runtime.simulation.Program.Tally;
import io.duroxide.runtime.simulation.Program.Together;
import io.duroxide.runtime.simulation.Program.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * The orchestration of the simulation: does what its {@link Program} says. Both versions do the
 * same with an activity of their own, so that the wrong one does not get through a replay.
 */
final class Interpreter implements Orchestration<Program, Tally> {

  private static final Backoff RETRY_PAUSE =
      Backoff.exponential(Duration.ofMillis(40), 2.0, Duration.ofSeconds(1));

  private final int major;

  private Interpreter(int major) {
    this.major = major;
  }

  static OrchestrationRegistry registry() {
    return OrchestrationRegistry.builder()
        .register(Program.NAME, "1.0.0", Program.class, new Interpreter(1))
        .register(Program.NAME, Expectation.LATEST, Program.class, new Interpreter(2))
        .build();
  }

  @Override
  public Tally run(OrchestrationContext ctx, Program program) {
    Tally tally = program.tally();
    for (int i = 0; i < program.steps().size(); i++) {
      Step step = program.steps().get(i);
      if (step instanceof Restart restart) {
        List<Step> rest = program.steps().subList(i + 1, program.steps().size());
        return ctx.continueAsNew(restart.version(), new Program(rest, tally));
      }
      tally = step(ctx, step, tally);
    }
    return tally.plus(Version.parse(ctx.orchestrationVersion()).major());
  }

  /** Steps that are never inside of others. */
  private Tally step(OrchestrationContext ctx, Step step, Tally tally) {
    if (step instanceof Take take) {
      return tally.took(take.queue() + ":" + ctx.dequeue(take.queue(), String.class).await());
    }
    if (step instanceof TakeOrTimeout take) {
      DurableFuture<String> message = ctx.dequeue(take.queue(), String.class);
      return against(ctx, take.millis(), message)
          ? tally.took(take.queue() + ":" + message.await())
          : tally;
    }
    if (step instanceof SetStatus set) {
      ctx.setCustomStatus(set.status());
      return tally;
    }
    if (step instanceof Cancellable cancellable) {
      return tally.plus(cancellable(ctx, cancellable));
    }
    return tally.plus(add(ctx, step));
  }

  private long cancellable(OrchestrationContext ctx, Cancellable block) {
    try {
      return ctx.cancellable(() -> sum(ctx, block.steps()));
    } catch (OrchestrationCancelledException e) {
      return ctx.activity(Activities.UNDO, e.reason(), Long.class).await();
    }
  }

  private long sum(OrchestrationContext ctx, List<Step> steps) {
    long sum = 0;
    for (Step step : steps) {
      sum += add(ctx, step);
    }
    return sum;
  }

  private long add(OrchestrationContext ctx, Step step) {
    if (step instanceof Work work) {
      return work(ctx, work);
    }
    if (step instanceof FanOut fanOut) {
      return ctx
          .all(fanOut.values().stream().map(value -> begin(ctx, Work.of(value))).toList())
          .await()
          .stream()
          .mapToLong(Long::longValue)
          .sum();
    }
    if (step instanceof Together together) {
      return ctx
          .all(together.branches().stream().map(b -> ctx.async(() -> sum(ctx, b))).toList())
          .await()
          .stream()
          .mapToLong(Long::longValue)
          .sum();
    }
    if (step instanceof Await await) {
      return ctx.event(await.event(), String.class).await().length();
    }
    if (step instanceof Child child) {
      return child(ctx, child);
    }
    if (step instanceof TakeOwnId) {
      return takeOwnId(ctx);
    }
    if (step instanceof Facts) {
      return facts(ctx);
    }
    if (step instanceof Fail fail) {
      throw ApplicationException.permanent(fail.message(), "SIMULATED");
    }
    doForItsEffect(ctx, step);
    return 0;
  }

  private void doForItsEffect(OrchestrationContext ctx, Step step) {
    if (step instanceof Sleep sleep) {
      ctx.timer(Duration.ofMillis(sleep.millis())).await();
    } else if (step instanceof RaceWork race) {
      var unused = against(ctx, race.millis(), begin(ctx, Work.of(race.value())));
    } else if (step instanceof AwaitOrTimeout wait) {
      var unused = against(ctx, wait.millis(), ctx.event(wait.event(), String.class));
    } else if (step instanceof RaceChild race) {
      var unused = against(ctx, race.millis(), begin(ctx, new Child(null, null, race.steps())));
    } else if (step instanceof LeaveChild left) {
      var unused = begin(ctx, new Child(null, null, left.steps()));
    } else if (step instanceof Detach detach) {
      ctx.startDetached(Program.NAME, detach.id(), Program.of(detach.steps()));
    } else {
      useKeys(ctx, step);
    }
  }

  private static void useKeys(OrchestrationContext ctx, Step step) {
    KeyValues keys = ctx.keyValues();
    if (step instanceof Increment increment) {
      Integer before = keys.get(increment.key(), Integer.class);
      keys.set(increment.key(), before == null ? 1 : before + 1);
    } else if (step instanceof RemoveKey remove) {
      keys.remove(remove.key());
    } else if (step instanceof ClearKeys) {
      keys.clear();
    } else if (step instanceof ReadKey read) {
      var unused = ctx.keyValueOf(read.instance(), read.key(), Integer.class);
    } else {
      throw new IllegalStateException("nobody taught me " + step);
    }
  }

  /** Whether the runner was faster than the timer. */
  private static boolean against(OrchestrationContext ctx, int millis, DurableFuture<?> runner) {
    return ctx.any(runner, ctx.timer(Duration.ofMillis(millis))).await().wonBy(runner);
  }

  private DurableFuture<Long> begin(OrchestrationContext ctx, Work work) {
    RetryPolicy retry = new RetryPolicy(work.attempts(), RETRY_PAUSE);
    ActivityOptions options = new ActivityOptions(retry, null, work.tag(), work.session());
    return ctx.activity(Activities.WORK + major, work, Long.class, options);
  }

  private long work(OrchestrationContext ctx, Work work) {
    try {
      return begin(ctx, work).await();
    } catch (OperationFailedException e) {
      return Expectation.FAILED_WORK;
    }
  }

  private static DurableFuture<Tally> begin(OrchestrationContext ctx, Child child) {
    return ctx.subOrchestration(
        Program.NAME,
        Program.of(child.steps()),
        Tally.class,
        new SubOrchestrationOptions(child.id(), child.version()));
  }

  private static long child(OrchestrationContext ctx, Child child) {
    try {
      return begin(ctx, child).await().sum();
    } catch (OperationFailedException e) {
      return Expectation.FAILED_CHILD;
    }
  }

  private static long takeOwnId(OrchestrationContext ctx) {
    try {
      return begin(ctx, new Child(ctx.instanceId(), null, List.of())).await().sum();
    } catch (OperationFailedException e) {
      ErrorDetails details = e.details();
      if (details.reason() != ErrorReason.INSTANCE_EXISTS) {
        throw e;
      }
      return Expectation.REFUSED_CHILD;
    }
  }

  private static long facts(OrchestrationContext ctx) {
    Instant before = ctx.now();
    UUID id = ctx.randomUuid();
    String echoed = ctx.activity(Activities.ECHO, id, String.class).await();
    return echoed.equals(id.toString()) && !ctx.now().isBefore(before) ? 1 : 0;
  }
}

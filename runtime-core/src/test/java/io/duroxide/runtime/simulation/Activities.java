package io.duroxide.runtime.simulation;

import io.duroxide.ActivityContext;
import io.duroxide.ApplicationException;
import io.duroxide.registry.ActivityRegistry;
import io.duroxide.runtime.simulation.Program.Work;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** The activities of the simulation, and the memory of what they did. */
final class Activities {

  static final String WORK = "work";
  static final String ECHO = "echo";
  static final String UNDO = "undo";

  /** Where an attempt was scheduled. */
  record Attempt(String instance, long executionId, long scheduledId) {}

  private final Set<Attempt> done = new HashSet<>();

  /**
   * @param meanwhile what else happens while a handler runs
   */
  ActivityRegistry registry(Consumer<ActivityContext> meanwhile) {
    return ActivityRegistry.builder()
        .register(WORK + 1, Work.class, (ctx, work) -> work(meanwhile, ctx, work))
        .register(WORK + 2, Work.class, (ctx, work) -> work(meanwhile, ctx, work))
        .register(UNDO, String.class, (ctx, reason) -> undo(meanwhile, ctx))
        .register(ECHO, String.class, (ctx, text) -> echo(meanwhile, ctx, text))
        .build();
  }

  boolean wasDone(Attempt attempt) {
    return done.contains(attempt);
  }

  private long work(Consumer<ActivityContext> meanwhile, ActivityContext ctx, Work work) {
    meanwhile.accept(ctx);
    remember(ctx);
    if (ctx.attempt() < work.failures()) {
      throw ApplicationException.retryable("attempt " + ctx.attempt(), null);
    }
    return work.value();
  }

  private String echo(Consumer<ActivityContext> meanwhile, ActivityContext ctx, String text) {
    meanwhile.accept(ctx);
    remember(ctx);
    return text;
  }

  private long undo(Consumer<ActivityContext> meanwhile, ActivityContext ctx) {
    meanwhile.accept(ctx);
    remember(ctx);
    return 0;
  }

  private void remember(ActivityContext ctx) {
    done.add(new Attempt(ctx.instanceId(), ctx.executionId(), ctx.activityId()));
  }
}

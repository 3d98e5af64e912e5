package io.duroxide.examples.toygres.orchestration;

import io.duroxide.DurableFuture;
import io.duroxide.ErrorCategory;
import io.duroxide.OperationFailedException;
import io.duroxide.Orchestration;
import io.duroxide.OrchestrationContext;
import io.duroxide.examples.toygres.model.ConnectionLookup;
import io.duroxide.examples.toygres.model.HealthChange;
import io.duroxide.examples.toygres.model.HealthCheck;
import io.duroxide.examples.toygres.model.Names;
import io.duroxide.examples.toygres.model.Pace;
import java.time.Duration;
import java.time.Instant;

/**
 * Watches over one instance, a cycle per execution, until the instance is deleted. Returns why it
 * ended.
 */
public final class InstanceActor implements Orchestration<String, String> {

  private static final Duration CYCLE = Duration.ofSeconds(30);

  private final Pace pace;
  private final Policies policies;

  public InstanceActor(Pace pace) {
    this.pace = pace;
    this.policies = new Policies(pace);
  }

  @Override
  public String run(OrchestrationContext ctx, String k8sName) {
    ConnectionLookup lookup =
        ctx.activity(
                Names.CMS_GET_INSTANCE_CONNECTION,
                k8sName,
                ConnectionLookup.class,
                policies.findConnection())
            .await();
    if (!lookup.found()) {
      return "record gone";
    }
    String connection = lookup.connectionString();
    if (connection == null) {
      ctx.timer(pace.of(CYCLE)).await();
      return ctx.continueAsNew(k8sName);
    }
    checkHealth(ctx, k8sName, connection);
    DurableFuture<?> nextCycle = ctx.timer(pace.of(CYCLE));
    DurableFuture<?> deleted = ctx.event(Names.INSTANCE_DELETED, String.class);
    if (ctx.any(nextCycle, deleted).await().wonBy(deleted)) {
      return "instance deleted";
    }
    return ctx.continueAsNew(k8sName);
  }

  private void checkHealth(OrchestrationContext ctx, String k8sName, String connection) {
    Instant before = ctx.now();
    boolean healthy = answers(ctx, connection);
    Instant after = ctx.now();
    Bookkeeping books = new Bookkeeping(ctx);
    books.attempt(
        Names.CMS_RECORD_HEALTH_CHECK,
        new HealthCheck(k8sName, after, healthy, Duration.between(before, after).toMillis()));
    books.attempt(Names.CMS_UPDATE_INSTANCE_HEALTH, new HealthChange(k8sName, healthy));
  }

  /** An instance that does not answer is unhealthy; that is a finding, not a failure. */
  private boolean answers(OrchestrationContext ctx, String connection) {
    try {
      ctx.activity(Names.TEST_CONNECTION, connection, String.class, policies.healthProbe()).await();
      return true;
    } catch (OperationFailedException e) {
      if (e.details().category() == ErrorCategory.CANCELLED) {
        throw e;
      }
      return false;
    }
  }
}

package io.duroxide.examples.toygres.orchestration;

import io.duroxide.ApplicationException;
import io.duroxide.ErrorCategory;
import io.duroxide.OperationFailedException;
import io.duroxide.Orchestration;
import io.duroxide.OrchestrationContext;
import io.duroxide.examples.toygres.model.ActorLink;
import io.duroxide.examples.toygres.model.CreatedInstance;
import io.duroxide.examples.toygres.model.InstanceState;
import io.duroxide.examples.toygres.model.Names;
import io.duroxide.examples.toygres.model.NewInstance;
import io.duroxide.examples.toygres.model.Pace;
import io.duroxide.examples.toygres.model.ReadinessPoll;
import io.duroxide.examples.toygres.model.StateChange;
import java.time.Duration;
import java.time.Instant;

/** Brings up an instance and hands it to its actor; takes everything back if that fails. */
public final class CreateInstance implements Orchestration<NewInstance, CreatedInstance> {

  private static final Duration READINESS_INTERVAL = Duration.ofSeconds(5);
  private static final int READINESS_POLLS = 60;

  private final Pace pace;
  private final Policies policies;

  public CreateInstance(Pace pace) {
    this.pace = pace;
    this.policies = new Policies(pace);
  }

  @Override
  public CreatedInstance run(OrchestrationContext ctx, NewInstance request) {
    Instant requested = ctx.now();
    ctx.activity(Names.CMS_CREATE_INSTANCE_RECORD, request, Void.class).await();
    try {
      return bringUp(ctx, request, requested);
    } catch (OperationFailedException failure) {
      // A cancelled flow may not schedule more work; whoever cancelled it cleans up.
      if (failure.details().category() != ErrorCategory.CANCELLED) {
        takeBack(ctx, request);
      }
      throw failure;
    } catch (ApplicationException failure) {
      takeBack(ctx, request);
      throw failure;
    }
  }

  private CreatedInstance bringUp(
      OrchestrationContext ctx, NewInstance request, Instant requested) {
    String name = request.k8sName();
    ctx.activity(Names.DEPLOY_POSTGRES, request, Void.class).await();
    awaitReadiness(ctx, name);
    Instant ready = ctx.now();
    String connection =
        ctx.activity(Names.GET_CONNECTION_STRINGS, name, String.class, policies.connectionStrings())
            .await();
    ctx.activity(Names.TEST_CONNECTION, connection, String.class, policies.firstConnection())
        .await();
    handToActor(ctx, name, connection);
    Instant done = ctx.now();
    return new CreatedInstance(
        name, connection, secondsBetween(requested, ready), secondsBetween(requested, done));
  }

  private void awaitReadiness(OrchestrationContext ctx, String name) {
    for (int poll = 0; poll < READINESS_POLLS; poll++) {
      ReadinessPoll look = new ReadinessPoll(name, poll);
      if (ctx.activity(Names.WAIT_FOR_READY, look, Boolean.class).await()) {
        return;
      }
      ctx.timer(pace.of(READINESS_INTERVAL)).await();
    }
    throw ApplicationException.permanent(
        name + " is not ready after " + READINESS_POLLS + " polls", "NOT_READY");
  }

  private static void handToActor(OrchestrationContext ctx, String name, String connection) {
    Bookkeeping books = new Bookkeeping(ctx);
    books.state(new StateChange(name, InstanceState.RUNNING, connection));
    ctx.startDetached(Names.INSTANCE_ACTOR, Names.actorId(name), name);
    books.attempt(Names.CMS_RECORD_INSTANCE_ACTOR, new ActorLink(name, Names.actorId(name)));
  }

  private static void takeBack(OrchestrationContext ctx, NewInstance request) {
    Bookkeeping books = new Bookkeeping(ctx);
    books.state(request.k8sName(), InstanceState.FAILED);
    books.attempt(Names.CMS_FREE_DNS_NAME, request.k8sName());
    try {
      ctx.subOrchestration(Names.DELETE_INSTANCE, request.k8sName(), Boolean.class).await();
    } catch (OperationFailedException e) {
      // The caller must learn why the creation failed, not why the clean-up did.
      if (e.details().category() == ErrorCategory.CANCELLED) {
        throw e;
      }
    }
  }

  private static double secondsBetween(Instant from, Instant to) {
    return Duration.between(from, to).toMillis() / 1000.0;
  }
}

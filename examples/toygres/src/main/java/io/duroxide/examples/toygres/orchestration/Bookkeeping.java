package io.duroxide.examples.toygres.orchestration;

import io.duroxide.ErrorCategory;
import io.duroxide.OperationFailedException;
import io.duroxide.OrchestrationContext;
import io.duroxide.examples.toygres.model.InstanceState;
import io.duroxide.examples.toygres.model.Names;
import io.duroxide.examples.toygres.model.StateChange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Steps whose failure must not fail the flow: they are logged and passed over. */
final class Bookkeeping {

  private static final Logger log = LoggerFactory.getLogger(Bookkeeping.class);

  private final OrchestrationContext ctx;

  Bookkeeping(OrchestrationContext ctx) {
    this.ctx = ctx;
  }

  void state(String k8sName, InstanceState state) {
    state(StateChange.to(state, k8sName));
  }

  void state(StateChange change) {
    attempt(Names.CMS_UPDATE_INSTANCE_STATE, change);
  }

  void attempt(String activity, Object input) {
    try {
      ctx.activity(activity, input, Void.class).await();
    } catch (OperationFailedException e) {
      if (e.details().category() == ErrorCategory.CANCELLED) {
        throw e;
      }
      if (!ctx.isReplaying()) {
        log.warn("{}: {} passed over: {}", ctx.instanceId(), activity, e.details().message());
      }
    }
  }
}

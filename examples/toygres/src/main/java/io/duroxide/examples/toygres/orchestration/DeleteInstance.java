package io.duroxide.examples.toygres.orchestration;

import io.duroxide.Orchestration;
import io.duroxide.OrchestrationContext;
import io.duroxide.examples.toygres.model.EventToRaise;
import io.duroxide.examples.toygres.model.InstanceLookup;
import io.duroxide.examples.toygres.model.InstanceRecord;
import io.duroxide.examples.toygres.model.InstanceState;
import io.duroxide.examples.toygres.model.Names;
import io.duroxide.examples.toygres.model.Pace;

/** Removes an instance from the cluster and from the books; false if there was none. */
public final class DeleteInstance implements Orchestration<String, Boolean> {

  private final Policies policies;

  public DeleteInstance(Pace pace) {
    this.policies = new Policies(pace);
  }

  @Override
  public Boolean run(OrchestrationContext ctx, String k8sName) {
    InstanceRecord found =
        ctx.activity(
                Names.CMS_GET_INSTANCE_BY_K8S_NAME,
                k8sName,
                InstanceLookup.class,
                policies.findInstance())
            .await()
            .instance();
    if (found == null) {
      return false;
    }
    Bookkeeping books = new Bookkeeping(ctx);
    books.state(k8sName, InstanceState.DELETING);
    ctx.activity(Names.DELETE_POSTGRES, k8sName, Void.class, policies.deletePostgres()).await();
    books.state(k8sName, InstanceState.DELETED);
    ctx.activity(Names.CMS_DELETE_INSTANCE_RECORD, k8sName, Void.class).await();
    books.attempt(Names.CMS_FREE_DNS_NAME, k8sName);
    tellActor(books, found);
    return true;
  }

  /** Spares the actor its next cycle; if this is lost, it sees then that the record is gone. */
  private static void tellActor(Bookkeeping books, InstanceRecord deleted) {
    String actorId = deleted.actorId();
    if (actorId != null) {
      books.attempt(
          Names.RAISE_EVENT, new EventToRaise(actorId, Names.INSTANCE_DELETED, deleted.k8sName()));
    }
  }
}

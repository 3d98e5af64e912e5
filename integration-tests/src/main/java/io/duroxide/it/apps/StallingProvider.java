package io.duroxide.it.apps;

import io.duroxide.history.OrchestratorMessage;
import io.duroxide.provider.LockToken;
import io.duroxide.provider.Provider;
import io.duroxide.provider.TurnCommit;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * What a node looks like that the machine has forgotten for a while: it does not renew its locks,
 * and its acknowledgements of two instances come late. Thread-safe.
 */
final class StallingProvider extends DecoratedProvider {

  static final String TURN = "stolen-turn";
  static final String ACTIVITY = "stolen-activity";

  private final CountDownLatch awake = new CountDownLatch(1);
  private final CountDownLatch activityStalled = new CountDownLatch(1);

  StallingProvider(Provider inner) {
    super(inner);
  }

  void awaitStalledActivity() throws InterruptedException {
    activityStalled.await();
  }

  void wakeUp() {
    awake.countDown();
  }

  @Override
  public void renewOrchestrationItemLock(LockToken token, Duration extendBy) {
    if (!sleeps()) {
      super.renewOrchestrationItemLock(token, extendBy);
    }
  }

  @Override
  public void renewWorkItemLock(LockToken token, Duration extendBy) {
    if (!sleeps()) {
      super.renewWorkItemLock(token, extendBy);
    }
  }

  @Override
  public void ackOrchestrationItem(TurnCommit commit) {
    stallIf(commit.instance().equals(TURN), TURN);
    super.ackOrchestrationItem(commit);
  }

  @Override
  public void ackWorkItem(LockToken token, @Nullable OrchestratorMessage completion) {
    stallIf(completion != null && completion.instance().equals(ACTIVITY), ACTIVITY);
    super.ackWorkItem(token, completion);
  }

  private boolean sleeps() {
    return awake.getCount() > 0;
  }

  private void stallIf(boolean concerned, String instance) {
    if (concerned && sleeps()) {
      System.out.println(ClusterNode.STALLED + instance);
      if (instance.equals(ACTIVITY)) {
        activityStalled.countDown();
      }
      try {
        awake.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}

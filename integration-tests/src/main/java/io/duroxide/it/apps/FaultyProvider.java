package io.duroxide.it.apps;

import io.duroxide.history.OrchestratorMessage;
import io.duroxide.provider.ErrorKind;
import io.duroxide.provider.ExecutionStatus;
import io.duroxide.provider.LockToken;
import io.duroxide.provider.Provider;
import io.duroxide.provider.ProviderException;
import io.duroxide.provider.TurnCommit;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Breaks one acknowledgement of each instance whose id says so: {@code first-} and {@code last-}
 * turn or {@code activity-}, and how. Thread-safe.
 */
final class FaultyProvider extends DecoratedProvider {

  /** The call fails once without effect; the same call may succeed later. */
  static final String SHAKY = "shaky";

  /** The call fails once without effect, and trying again is no use. */
  static final String REFUSED = "refused";

  /** The call takes effect, and then the answer is lost. */
  static final String UNREPORTED = "unreported";

  /** The call takes effect, does not return, and is the last one of this process that does so. */
  static final String HALTED = "halted";

  private final Set<String> broken = ConcurrentHashMap.newKeySet();
  private final CountDownLatch never = new CountDownLatch(1);
  private volatile boolean halted;

  FaultyProvider(Provider inner) {
    super(inner);
  }

  @Override
  public void ackOrchestrationItem(TurnCommit commit) {
    TurnCommit.ExecutionState state = commit.state();
    boolean last = state != null && state.status() != ExecutionStatus.RUNNING;
    String place = state == null ? "" : last ? "last-" : state.turns() == 1 ? "first-" : "";
    acknowledge(
        "ackOrchestrationItem", place, commit.instance(), () -> super.ackOrchestrationItem(commit));
  }

  @Override
  public void ackWorkItem(LockToken token, @Nullable OrchestratorMessage completion) {
    String instance = completion == null ? "" : completion.instance();
    acknowledge("ackWorkItem", "activity-", instance, () -> super.ackWorkItem(token, completion));
  }

  private void acknowledge(String method, String place, String instance, Runnable call) {
    if (halted) {
      standStill();
    }
    String fault =
        !place.isEmpty() && instance.startsWith(place) && broken.add(instance)
            ? instance.substring(place.length())
            : "";
    switch (fault) {
      case SHAKY -> throw failure(method, true);
      case REFUSED -> throw failure(method, false);
      case UNREPORTED -> {
        call.run();
        throw failure(method, false);
      }
      case HALTED -> {
        halted = true;
        call.run();
        System.out.println(FaultyRun.COMMITTED);
        standStill();
      }
      default -> call.run();
    }
  }

  private void standStill() {
    try {
      never.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static ProviderException failure(String method, boolean retryable) {
    return new ProviderException(method, ErrorKind.CONNECTION, retryable, "the line is cut", null);
  }
}

package io.duroxide.provider.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.history.OrchestratorMessage.TimerFired;
import io.duroxide.provider.ActivityItem;
import io.duroxide.provider.ExecutionStatus;
import io.duroxide.provider.InstanceStatus;
import io.duroxide.provider.OrchestrationItem;
import io.duroxide.provider.WorkerFilter;
import io.duroxide.provider.contract.Commit;
import io.duroxide.provider.contract.ProviderContract;
import io.duroxide.provider.contract.ProviderFixture;
import io.duroxide.provider.contract.SettableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What is particular to memory: a simulation can drive it, and repeat itself. */
final class InMemoryProviderTest extends ProviderContract {

  @Override
  protected ProviderFixture open() {
    return new InMemoryFixture();
  }

  @Test
  void nextDueAt_nothingToFetchEver_isEmpty() {
    assertThat(nextDueAt()).isEmpty();
    create("waiting");
    raise("ghost", "x");
    assertThat(nextDueAt()).isEmpty();
    provider.suspendInstance("waiting");
    raise("waiting", "x");
    assertThat(nextDueAt()).isEmpty();
  }

  @Test
  void nextDueAt_messagesActivitiesAndLocks_isTheEarliest() {
    long now = fixture.now();
    start("a");
    assertThat(nextDueAt()).hasValue(now);
    Commit first = commit(fetchTurn("a"));
    assertThat(nextDueAt()).as("the lock's end").hasValue(now + LOCK.toMillis());
    first.events(1).message(new TimerFired("a", 1, 2), now + 60_000).send();
    assertThat(nextDueAt()).hasValue(now + 60_000);
    provider.enqueueForOrchestrator(raised("a", "x"), Duration.ofSeconds(30));
    assertThat(nextDueAt()).hasValue(now + 30_000);

    createWithActivities("b", 2);
    assertThat(nextDueAt()).hasValue(now);
    fetchActivity();
    assertThat(nextDueAt()).hasValue(now + LOCK.toMillis());
  }

  @Test
  void clockSetToWhatIsDueNext_runsAnInstanceToItsEnd() {
    start("a");
    int turns = 0;
    while (nextDueAt().isPresent()) {
      fixture.advance(Duration.ofMillis(Math.max(0, nextDueAt().getAsLong() - fixture.now())));
      boolean last = ++turns == 5;
      commit(fetchTurn("a"))
          .events(turns)
          .status(last ? ExecutionStatus.COMPLETED : ExecutionStatus.RUNNING, null)
          .message(new TimerFired(last ? "ghost" : "a", 1, turns), fixture.now() + 3_600_000)
          .send();
    }
    assertThat(info("a").status()).isEqualTo(InstanceStatus.COMPLETED);
    assertThat(turns).isEqualTo(5);
  }

  @Test
  void sameCallsAtTheSameTimes_giveTheSameAnswers() {
    assertThat(story()).isEqualTo(story());
  }

  /** All that a fresh store hands out, tokens included. */
  private List<Object> story() {
    SettableClock clock = new SettableClock();
    List<Object> handedOut = new ArrayList<>();
    try (InMemoryProvider store = new InMemoryProvider(clock)) {
      for (String instance : List.of("c", "a", "b")) {
        store.startInstance(startOf(instance));
      }
      for (int step = 0; step < 12; step++) {
        OrchestrationItem turn = store.fetchOrchestrationItem(LOCK, NO_WAIT, null);
        ActivityItem activity = store.fetchWorkItem(LOCK, NO_WAIT, WorkerFilter.DEFAULT);
        if (turn != null) {
          handedOut.add(turn);
          new Commit(store, turn).events(step + 1).activities(step).send();
        }
        if (activity != null) {
          handedOut.add(activity);
          store.ackWorkItem(activity.lockToken(), raised(activity.work().instance(), "done"));
        }
        clock.advance(Duration.ofSeconds(1));
      }
    }
    assertThat(handedOut).hasSizeGreaterThan(12);
    return handedOut;
  }

  private OptionalLong nextDueAt() {
    return ((InMemoryProvider) provider).nextDueAt();
  }
}

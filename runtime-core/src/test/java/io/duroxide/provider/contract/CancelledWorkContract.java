package io.duroxide.provider.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.provider.LockToken;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How the holders of activities learn that nobody wants them any more. */
public abstract class CancelledWorkContract extends ProviderContract {

  @Test
  void heldActivities_noneCancelled_reportsNone() {
    createWithActivities("a", 2, 3);
    List<LockToken> held = List.of(fetchActivity().lockToken(), fetchActivity().lockToken());
    assertThat(provider.cancelledWorkItems(held)).isEmpty();
    assertThat(provider.cancelledWorkItems(List.of())).isEmpty();
  }

  @Test
  void heldActivities_oneCancelledByATurn_reportsIt() {
    createWithActivities("a", 2, 3);
    LockToken cancelled = fetchActivity().lockToken();
    LockToken other = fetchActivity().lockToken();
    turnOf("a").cancel(2).send();
    assertThat(provider.cancelledWorkItems(List.of(cancelled, other))).containsExactly(cancelled);
  }

  @Test
  void heldActivities_manyCancelled_reportsAll() {
    long[] ids = new long[300];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = i + 2L;
    }
    createWithActivities("a", ids);
    List<LockToken> held = new ArrayList<>();
    for (int i = 0; i < ids.length; i++) {
      held.add(fetchActivity().lockToken());
    }
    turnOf("a").cancel(ids).send();
    assertThat(provider.cancelledWorkItems(held)).containsExactlyInAnyOrderElementsOf(held);
  }

  @Test
  void heldActivity_itsInstanceDeleted_isReported() {
    createWithActivities("a", 2);
    LockToken held = fetchActivity().lockToken();
    provider.admin().deleteInstances(List.of("a"), true);
    assertThat(provider.cancelledWorkItems(Set.of(held))).containsExactly(held);
  }

  @Test
  void heldActivity_finishedByAnotherAfterExpiry_isReported() {
    createWithActivities("a", 2);
    LockToken late = fetchActivity().lockToken();
    fixture.advance(LOCK);
    assertThat(provider.cancelledWorkItems(List.of(late))).as("only expired").isEmpty();
    provider.ackWorkItem(fetchActivity().lockToken(), null);
    assertThat(provider.cancelledWorkItems(List.of(late))).containsExactly(late);
  }

  @Test
  void heldActivity_cancelledAndAnotherScheduled_isStillReported() {
    createWithActivities("a", 2);
    LockToken cancelled = fetchActivity().lockToken();
    turnOf("a").cancel(2).send();
    turnOf("a").activities(3).send();
    assertThat(provider.cancelledWorkItems(List.of(cancelled))).containsExactly(cancelled);
    LockToken next = fetchActivity().lockToken();
    assertThat(provider.cancelledWorkItems(List.of(cancelled, next))).containsExactly(cancelled);
  }

  @Test
  void question_changesNothing() {
    createWithActivities("a", 2);
    LockToken held = fetchActivity().lockToken();
    fixture.advance(LOCK.minus(Duration.ofMillis(1)));
    provider.cancelledWorkItems(List.of(held));
    fixture.advance(Duration.ofMillis(1));
    assertLockLost(() -> provider.ackWorkItem(held, null));
    assertThat(fetchActivity().deliveryCount()).isEqualTo(2);
  }
}

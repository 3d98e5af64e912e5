package io.duroxide.provider.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.provider.ActivityItem;
import io.duroxide.provider.OrchestrationItem;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How often something was handed out: what poison detection relies on. */
public abstract class DeliveryCountContract extends ProviderContract {

  @Test
  void turn_fetchedAgain_countsUpFromOne() {
    start("a");
    for (int count = 1; count <= 3; count++) {
      OrchestrationItem item = fetchTurn();
      assertThat(item.deliveryCount()).isEqualTo(count);
      provider.abandonOrchestrationItem(item.lockToken(), AT_ONCE, false);
    }
  }

  @Test
  void turn_fetchedAfterExpiry_countsUp() {
    start("a");
    fetchTurn();
    fixture.advance(LOCK);
    assertThat(fetchTurn().deliveryCount()).isEqualTo(2);
  }

  @Test
  void batch_oldAndNewMessages_reportsTheMaximum() {
    start("a");
    provider.abandonOrchestrationItem(fetchTurn().lockToken(), AT_ONCE, false);
    raise("a", "new");
    OrchestrationItem item = fetchTurn();
    assertThat(item.messages()).hasSize(2);
    assertThat(item.deliveryCount()).isEqualTo(2);
  }

  @Test
  void turn_abandonedWithDelay_againAndAgain_leavesWhatCameMeanwhileAsItIs() {
    start("a");
    for (int i = 0; i < 3; i++) {
      OrchestrationItem item = fetchTurn("a");
      assertThat(item.deliveryCount()).isEqualTo(i + 1);
      assertThat(item.messages()).hasSize(i + 1);
      raise("a", "came " + i);
      provider.abandonOrchestrationItem(item.lockToken(), Duration.ofSeconds(1), false);
      assertNoTurn();
      fixture.advance(Duration.ofSeconds(1));
    }
    OrchestrationItem last = fetchTurn("a");
    raise("a", "last");
    assertThat(last.messages())
        .containsExactly(
            startOf("a"), raised("a", "came 0"), raised("a", "came 1"), raised("a", "came 2"));
    commit(last).events(1).send();
    assertThat(fetchTurn("a").deliveryCount()).isEqualTo(1);
  }

  @Test
  void messages_ofOneInstance_countEachForItself() {
    start("a");
    provider.abandonOrchestrationItem(fetchTurn().lockToken(), AT_ONCE, false);
    OrchestrationItem item = fetchTurn();
    raise("a", "new");
    commit(item).events(1).send();
    assertThat(fetchTurn().deliveryCount()).isEqualTo(1);
  }

  @Test
  void turn_abandonedIgnoringTheAttempt_takesItBack() {
    start("a");
    for (int i = 0; i < 3; i++) {
      OrchestrationItem item = fetchTurn();
      assertThat(item.deliveryCount()).isEqualTo(1);
      provider.abandonOrchestrationItem(item.lockToken(), AT_ONCE, true);
    }
  }

  @Test
  void activity_abandonedOrExpired_countsUpFromOne() {
    createWithActivities("a", 2, 3);
    ActivityItem first = fetchActivity();
    assertThat(first.deliveryCount()).isEqualTo(1);
    provider.ackWorkItem(fetchActivity().lockToken(), null);
    provider.abandonWorkItem(first.lockToken(), AT_ONCE, false);
    assertThat(fetchActivity().deliveryCount()).isEqualTo(2);
    fixture.advance(LOCK);
    assertThat(fetchActivity().deliveryCount()).isEqualTo(3);
  }

  @Test
  void activity_abandonedIgnoringTheAttempt_takesItBack() {
    createWithActivities("a", 2);
    for (int i = 0; i < 3; i++) {
      ActivityItem item = fetchActivity();
      assertThat(item.deliveryCount()).isEqualTo(1);
      provider.abandonWorkItem(item.lockToken(), AT_ONCE, true);
    }
  }
}

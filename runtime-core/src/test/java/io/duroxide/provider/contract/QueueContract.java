package io.duroxide.provider.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.history.ActivityWorkItem;
import io.duroxide.history.OrchestratorMessage.TimerFired;
import io.duroxide.provider.ActivityItem;
import io.duroxide.provider.OrchestrationItem;
import io.duroxide.provider.TurnCommit;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Order and visibility of the two queues. */
public abstract class QueueContract extends ProviderContract {

  @Test
  void activities_scheduledInOrder_comeOutInOrder() {
    createWithActivities("a", 2, 3, 4);
    assertThat(fetchActivity().work().scheduledId()).isEqualTo(2);
    assertThat(fetchActivity().work().scheduledId()).isEqualTo(3);
    assertThat(fetchActivity().work().scheduledId()).isEqualTo(4);
  }

  @Test
  void activity_scheduledByATurn_isVisibleAtOnceWithAllItsFields() {
    create("a");
    turnOf("a").events(2).activity(2, null, null).send();
    ActivityItem item = fetchActivity();
    assertThat(item.work())
        .isEqualTo(
            new ActivityWorkItem("a", 1, 2, "Pay", null, "Order", "1.0.0", 0, 1, null, null, null));
    assertThat(item.undecodable()).isNull();
    assertThat(item.queueWait()).isZero();
  }

  @Test
  void activity_fetched_isHiddenNotDeleted() {
    createWithActivities("a", 2);
    ActivityItem first = fetchActivity();
    assertNoActivity();
    fixture.advance(LOCK);
    assertThat(fetchActivity().work()).isEqualTo(first.work());
  }

  @Test
  void activity_fetched_reportsItsTimeInTheQueue() {
    createWithActivities("a", 2);
    fixture.advance(Duration.ofMillis(1_500));
    ActivityItem first = fetchActivity();
    assertThat(first.queueWait()).isEqualTo(Duration.ofMillis(1_500));

    fixture.advance(LOCK.plusMillis(200));
    assertThat(fetchActivity().queueWait()).isEqualTo(Duration.ofMillis(200));
  }

  @Test
  void delayedActivity_beforeAVisibleOne_isSkipped() {
    createWithActivities("a", 2, 3);
    provider.abandonWorkItem(fetchActivity().lockToken(), Duration.ofMinutes(1), false);
    assertThat(fetchActivity().work().scheduledId()).isEqualTo(3);
    assertNoActivity();
  }

  @Test
  void timer_scheduledByATurn_appearsAtItsTime() {
    start("a");
    TimerFired timer = new TimerFired("a", 1, 2);
    turn().events(1).message(timer, fixture.now() + 10_000).send();

    assertNoTurn();
    fixture.advance(Duration.ofMillis(9_999));
    assertNoTurn();
    fixture.advance(Duration.ofMillis(1));
    assertThat(fetchTurn().messages()).containsExactly(timer);
  }

  @Test
  void delayedMessage_besideAVisibleOne_staysForLater() {
    create("a");
    provider.enqueueForOrchestrator(raised("a", "later"), Duration.ofSeconds(10));
    raise("a", "now");
    OrchestrationItem item = fetchTurn();
    assertThat(item.messages()).containsExactly(raised("a", "now"));
    commit(item).events(2).send();

    assertNoTurn();
    fixture.advance(Duration.ofSeconds(10));
    assertThat(fetchTurn().messages()).containsExactly(raised("a", "later"));
  }

  @Test
  void messages_forAnUnknownInstance_waitForItsStartAndStallNobody() {
    raise("ghost", "early");
    create("a");
    raise("a", "x");
    assertThat(fetchTurn().instance()).isEqualTo("a");
    assertNoTurn();

    start("ghost");
    assertThat(fetchTurn().messages()).containsExactly(raised("ghost", "early"), startOf("ghost"));
  }

  @Test
  void messages_beforeADelayedStart_waitForIt() {
    provider.enqueueForOrchestrator(startOf("a"), Duration.ofSeconds(10));
    raise("a", "early");
    assertNoTurn();
    fixture.advance(Duration.ofSeconds(10));
    assertThat(fetchTurn().messages()).containsExactly(raised("a", "early"), startOf("a"));
  }

  @Test
  void messages_leftWhenTheStartWasDropped_areParked() {
    start("a");
    OrchestrationItem item = fetchTurn();
    raise("a", "x");
    provider.ackOrchestrationItem(TurnCommit.dropMessages(item.lockToken(), "a", 1));

    assertNoTurn();
    start("a");
    assertThat(fetchTurn().messages()).containsExactly(raised("a", "x"), startOf("a"));
  }

  @Test
  void instances_severalReady_comeOutOldestFirst() {
    for (String instance : new String[] {"c", "a", "b"}) {
      start(instance);
      fixture.advance(Duration.ofMillis(1));
    }
    assertThat(fetchTurn().instance()).isEqualTo("c");
    assertThat(fetchTurn().instance()).isEqualTo("a");
    assertThat(fetchTurn().instance()).isEqualTo("b");
  }
}

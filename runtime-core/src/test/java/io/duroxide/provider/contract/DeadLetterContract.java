package io.duroxide.provider.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.history.ActivityWorkItem;
import io.duroxide.history.OrchestratorMessage.StartOrchestration;
import io.duroxide.history.ParentLink;
import io.duroxide.history.StartOrigin;
import io.duroxide.provider.ActivityItem;
import io.duroxide.provider.DeadLetter;
import io.duroxide.provider.ErrorKind;
import io.duroxide.provider.OrchestrationItem;
import io.duroxide.provider.Page;
import io.duroxide.provider.TurnCommit;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What no node can read is handed out as text, counted, and in the end put aside. */
public abstract class DeadLetterContract extends ProviderContract {

  @Test
  void deadLetters_none_areEmpty() {
    assertThat(deadLetters()).isEmpty();
  }

  @Test
  void unreadableMessage_abandoned_isDeliveredAgainAndCounted() {
    OrchestrationItem first = unreadableMessage("a");
    assertThat(first.messages()).isEmpty();
    provider.abandonOrchestrationItem(first.lockToken(), Duration.ofSeconds(1), false);
    fixture.advance(Duration.ofSeconds(1));
    OrchestrationItem second = fetchTurn("a");
    assertThat(second.undecodable()).isEqualTo(first.undecodable());
    assertThat(second.deliveryCount()).isEqualTo(2);
    assertThat(deadLetters()).isEmpty();
  }

  @Test
  void unreadableMessage_committedAsDeadLetter_isKeptAside() {
    OrchestrationItem item = unreadableMessage("a");
    commit(item).events(2).deadLetters(item.undecodable()).send();

    assertNoTurn();
    assertThat(deadLetters())
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.instance()).isEqualTo("a");
              assertThat(letter.item()).isEqualTo(item.undecodable().get(0));
              assertThat(letter.at()).isEqualTo(fixture.now());
            });
  }

  @Test
  void unreadableStart_putAside_leavesNoInstance() {
    start("a");
    fixture.corruptMessages("a");
    OrchestrationItem item = fetchTurn("a");
    assertThat(item.current()).isNull();
    provider.ackOrchestrationItem(
        TurnCommit.dropMessages(item.lockToken(), "a", 1).withDeadLetters(item.undecodable()));

    assertThat(deadLetters()).extracting(DeadLetter::instance).containsExactly("a");
    assertThat(provider.instanceInfo("a")).isNull();
    start("a");
  }

  @Test
  void unreadableStart_ofAChild_tellsWhoseChildItIs() {
    ParentLink parent = new ParentLink("p", 3, 7, "Order");
    firstTurn("p")
        .events(1)
        .message(
            new StartOrchestration("a", "Order", null, null, StartOrigin.SUB_ORCHESTRATION, parent))
        .send();
    raise("a", "x");
    fixture.corruptMessages("a");
    OrchestrationItem item = fetchTurn("a");
    assertThat(item.messages()).containsExactly(StartOrchestration.unreadable("a", parent));
    assertThat(item.undecodable()).containsExactly("{", "{");
  }

  @Test
  void deadLetters_ofAFailedCommit_areNotKept() {
    OrchestrationItem item = unreadableMessage("a");
    Commit duplicate = commit(item).events(1).deadLetters(item.undecodable());
    assertFails(duplicate::send, ErrorKind.CONSTRAINT_VIOLATION);
    assertThat(deadLetters()).isEmpty();
  }

  @Test
  void unreadableActivity_fetched_namesItsPlaceOnly() {
    ActivityItem item = unreadableActivity();
    assertThat(item.work()).isEqualTo(ActivityWorkItem.unreadable("a", 1, 2));
    assertThat(item.undecodable()).isEqualTo("{");
    assertThat(item.deliveryCount()).isEqualTo(1);
  }

  @Test
  void unreadableActivity_abandoned_isDeliveredAgainAndCounted() {
    provider.abandonWorkItem(unreadableActivity().lockToken(), AT_ONCE, false);
    assertThat(fetchActivity().deliveryCount()).isEqualTo(2);
    assertThat(deadLetters()).isEmpty();
  }

  @Test
  void unreadableActivity_acknowledged_isKeptAside() {
    provider.ackWorkItem(unreadableActivity().lockToken(), raised("a", "failed"));
    assertNoActivity();
    assertThat(fetchTurn("a").messages()).containsExactly(raised("a", "failed"));
    assertThat(deadLetters())
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.instance()).isEqualTo("a");
              assertThat(letter.item()).isEqualTo("{");
              assertThat(letter.at()).isEqualTo(fixture.now());
            });
  }

  @Test
  void readableActivity_acknowledged_isNotKept() {
    createWithActivities("a", 2);
    provider.ackWorkItem(fetchActivity().lockToken(), raised("a", "done"));
    assertThat(deadLetters()).isEmpty();
  }

  @Test
  void deadLetters_severalPages_comeOldestFirst() {
    for (String instance : List.of("c", "a", "b", "e", "d")) {
      putAside(instance);
      fixture.advance(Duration.ofMillis(1));
    }
    Page<DeadLetter> first = provider.admin().deadLetters(2, null);
    Page<DeadLetter> second = provider.admin().deadLetters(2, first.next());
    Page<DeadLetter> third = provider.admin().deadLetters(2, second.next());
    assertThat(first.items()).extracting(DeadLetter::instance).containsExactly("c", "a");
    assertThat(second.items()).extracting(DeadLetter::instance).containsExactly("b", "e");
    assertThat(third.items()).extracting(DeadLetter::instance).containsExactly("d");
    assertThat(third.next()).isNull();
    assertThat(provider.admin().deadLetters(5, null).next()).isNull();
  }

  @Test
  void deletion_ofDeadLetters_takesTheOldOnes() {
    putAside("a");
    putAside("b");
    fixture.advance(Duration.ofMinutes(1));
    long middle = fixture.now();
    putAside("c");
    assertThat(provider.admin().deleteDeadLetters(middle)).isEqualTo(2);
    assertThat(provider.admin().deleteDeadLetters(middle)).isZero();
    assertThat(deadLetters()).extracting(DeadLetter::instance).containsExactly("c");
  }

  private void putAside(String instance) {
    OrchestrationItem item = unreadableMessage(instance);
    commit(item).deadLetters(item.undecodable()).send();
  }

  private OrchestrationItem unreadableMessage(String instance) {
    create(instance);
    raise(instance, "x");
    fixture.corruptMessages(instance);
    OrchestrationItem item = fetchTurn(instance);
    assertThat(item.undecodable()).hasSize(1);
    return item;
  }

  private ActivityItem unreadableActivity() {
    createWithActivities("a", 2);
    fixture.corruptActivities("a");
    return fetchActivity();
  }

  private List<DeadLetter> deadLetters() {
    return provider.admin().deadLetters(100, null).items();
  }
}

package io.duroxide.provider.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.history.OrchestratorMessage;
import io.duroxide.history.OrchestratorMessage.ActivityCompleted;
import io.duroxide.history.OrchestratorMessage.CancelInstance;
import io.duroxide.history.OrchestratorMessage.QueueMessageSent;
import io.duroxide.history.OrchestratorMessage.TimerFired;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages for instances that were never started: kept until somebody wants them, or tidies up. */
public abstract class UnclaimedMessageContract extends ProviderContract {

  static List<OrchestratorMessage> messages() {
    return List.of(
        raised("ghost", "x"),
        new QueueMessageSent("ghost", "inbox", "1"),
        new CancelInstance("ghost", "enough", false),
        new ActivityCompleted("ghost", 1, 2, "late"),
        new TimerFired("ghost", 1, 2));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void message_forAnUnknownInstance_stallsNobodyAndIsKept(OrchestratorMessage message) {
    provider.enqueueForOrchestrator(message, AT_ONCE);
    fixture.advance(Duration.ofSeconds(1));
    create("a");
    raise("a", "x");
    assertThat(fetchTurn().instance()).isEqualTo("a");
    assertNoTurn();

    start("ghost");
    assertThat(fetchTurn("ghost").messages()).containsExactly(message, startOf("ghost"));
  }

  @Test
  void messages_forManyUnknownInstances_stallNobody() {
    for (int i = 0; i < 200; i++) {
      raise("ghost" + i, "x");
    }
    create("a");
    turnOf("a").events(2).send();
    assertThat(provider.readHistory("a", 1, 1)).hasSize(1);
    assertNoTurn();
  }

  @Test
  void queueMessages_ofAKnownInstance_areDelivered() {
    create("a");
    QueueMessageSent message = new QueueMessageSent("a", "inbox", "1");
    provider.enqueueForOrchestrator(message, AT_ONCE);
    assertThat(fetchTurn("a").messages()).containsExactly(message);
  }

  @Test
  void delayedMessage_forAnUnknownInstance_staysParkedWhenItsTimeComes() {
    provider.enqueueForOrchestrator(raised("ghost", "x"), Duration.ofSeconds(10));
    fixture.advance(Duration.ofSeconds(10));
    assertNoTurn();
    start("ghost");
    assertThat(fetchTurn("ghost").messages()).hasSize(2);
  }

  @Test
  void messages_claimedByAStartFromATurn_areDelivered() {
    provider.enqueueForOrchestrator(new QueueMessageSent("ghost", "inbox", "1"), AT_ONCE);
    create("a");
    turnOf("a").message(startOf("ghost")).send();
    assertThat(fetchTurn("ghost").messages())
        .containsExactly(new QueueMessageSent("ghost", "inbox", "1"), startOf("ghost"));
  }

  @Test
  void messages_sentByATurnToAnUnknownInstance_areParked() {
    create("a");
    turnOf("a").message(raised("ghost", "x")).send();
    assertNoTurn();
    start("ghost");
    assertThat(fetchTurn("ghost").messages()).hasSize(2);
  }

  @Test
  void deletion_ofUnclaimedMessages_takesTheOldOnes() {
    raise("ghost", "old");
    raise("other", "old");
    fixture.advance(Duration.ofMinutes(1));
    long middle = fixture.now();
    raise("ghost", "new");

    assertThat(provider.admin().deleteUnclaimedMessages(middle)).isEqualTo(2);
    assertThat(provider.admin().deleteUnclaimedMessages(middle)).isZero();
    start("ghost");
    assertThat(fetchTurn("ghost").messages())
        .containsExactly(raised("ghost", "new"), startOf("ghost"));
    start("other");
    assertThat(fetchTurn("other").messages()).containsExactly(startOf("other"));
  }

  @Test
  void deletion_ofUnclaimedMessages_leavesThoseOfInstances() {
    create("a");
    createEnded("ended");
    raise("a", "x");
    raise("ended", "x");
    start("started");
    raise("started", "x");
    provider.enqueueForOrchestrator(startOf("delayed"), Duration.ofHours(1));
    raise("delayed", "x");
    fixture.advance(Duration.ofSeconds(1));

    assertThat(provider.admin().deleteUnclaimedMessages(fixture.now())).isZero();
  }

  @Test
  void deletion_duringAFirstTurn_leavesItsMessages() {
    start("a");
    Commit commit = commit(fetchTurn("a"));
    raise("a", "late");
    fixture.advance(Duration.ofSeconds(1));
    assertThat(provider.admin().deleteUnclaimedMessages(fixture.now())).isZero();
    commit.events(1).send();
    assertThat(fetchTurn("a").messages()).containsExactly(raised("a", "late"));
  }

  @Test
  void deletion_ofUnclaimedMessages_takesLateOnesOfADeletedInstance() {
    create("a");
    provider.admin().deleteInstances(List.of("a"), true);
    raise("a", "late");
    assertNoTurn();
    fixture.advance(Duration.ofSeconds(1));
    assertThat(provider.admin().deleteUnclaimedMessages(fixture.now())).isEqualTo(1);
  }
}

package io.duroxide.provider.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.history.OrchestratorMessage.QueueMessageSent;
import io.duroxide.history.OrchestratorMessage.StartOrchestration;
import io.duroxide.history.StartOrigin;
import io.duroxide.provider.ExecutionStatus;
import io.duroxide.provider.InstanceStatus;
import io.duroxide.provider.OrchestrationItem;
import io.duroxide.provider.SignalOutcome;
import org.junit.jupiter.api.Test;

/** One step gives an instance a message, and starts it if there is none. */
public abstract class SignalWithStartContract extends ProviderContract {

  private static final StartOrchestration START =
      new StartOrchestration("a", "Order", "1.0.0", "{}", StartOrigin.SIGNAL, null);

  @Test
  void signal_unknownInstance_startsItWithTheMessage() {
    assertThat(signal("1")).isEqualTo(SignalOutcome.STARTED);
    OrchestrationItem item = fetchTurn("a");
    assertThat(item.current()).isNull();
    assertThat(item.messages()).containsExactly(START, message("1"));
  }

  @Test
  void signal_whileTheStartWaits_addsTheMessageOnly() {
    start("a");
    assertThat(signal("1")).isEqualTo(SignalOutcome.DELIVERED);
    assertThat(signal("2")).isEqualTo(SignalOutcome.DELIVERED);
    assertThat(fetchTurn("a").messages()).containsExactly(startOf("a"), message("1"), message("2"));
  }

  @Test
  void signal_duringTheFirstTurn_waitsForTheNext() {
    Commit commit = firstTurn("a").events(1);
    assertThat(signal("1")).isEqualTo(SignalOutcome.DELIVERED);
    commit.send();
    assertThat(fetchTurn("a").messages()).containsExactly(message("1"));
  }

  @Test
  void signal_runningInstance_isDelivered() {
    create("a");
    assertThat(signal("1")).isEqualTo(SignalOutcome.DELIVERED);
    assertThat(fetchTurn("a").messages()).containsExactly(message("1"));
  }

  @Test
  void signal_betweenTwoExecutions_isDelivered() {
    firstTurn("a").events(1).status(ExecutionStatus.CONTINUED_AS_NEW, null).send();
    assertThat(signal("1")).isEqualTo(SignalOutcome.DELIVERED);
    assertThat(fetchTurn("a").messages()).containsExactly(message("1"));
  }

  @Test
  void signal_endedInstance_writesNothing() {
    createEnded("a");
    assertThat(signal("1")).isEqualTo(SignalOutcome.INSTANCE_ENDED);
    assertNoTurn();
    assertThat(provider.admin().instanceStats("a").waitingMessages()).isZero();
  }

  @Test
  void signal_suspendedInstance_waitsWithIt() {
    create("a");
    provider.suspendInstance("a");
    assertThat(signal("1")).isEqualTo(SignalOutcome.DELIVERED);
    assertThat(info("a").status()).isEqualTo(InstanceStatus.SUSPENDED);
    assertNoTurn();
  }

  @Test
  void signal_afterUnclaimedMessages_keepsTheirOrder() {
    raise("a", "early");
    assertThat(signal("1")).isEqualTo(SignalOutcome.STARTED);
    assertThat(fetchTurn("a").messages())
        .containsExactly(raised("a", "early"), START, message("1"));
  }

  @Test
  void startInstance_afterASignalStartedIt_isRefused() {
    signal("1");
    assertThat(provider.startInstance(startOf("a"))).isFalse();
  }

  @Test
  void signal_manyAtOnce_startOnceAndAllArrive() throws Exception {
    assertThat(Together.run(8, () -> signal("1")))
        .filteredOn(outcome -> outcome == SignalOutcome.STARTED)
        .hasSize(1);
    assertThat(fetchTurn("a").messages())
        .hasSize(9)
        .startsWith(START)
        .filteredOn(message("1")::equals)
        .hasSize(8);
  }

  private SignalOutcome signal(String data) {
    return provider.signalWithStart(START, message(data));
  }

  private static QueueMessageSent message(String data) {
    return new QueueMessageSent("a", "inbox", data);
  }
}

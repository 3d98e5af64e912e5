package io.duroxide.provider.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.duroxide.provider.ErrorKind;
import io.duroxide.provider.OrchestrationItem;
import io.duroxide.provider.ProviderException;
import io.duroxide.provider.TurnCommit;
import io.duroxide.provider.WorkerFilter;
import org.junit.jupiter.api.Test;

/** Damaged data and misuse. */
public abstract class ErrorHandlingContract extends ProviderContract {

  @Test
  void history_ofAnUnknownInstance_isEmpty() {
    assertThat(provider.readHistory("nobody", 1, 0)).isEmpty();
    assertThat(provider.instanceInfo("nobody")).isNull();
  }

  @Test
  void history_undecodableEvent_isReportedAsCorruption() {
    start("a");
    turn().events(1, 2).send();
    fixture.corruptEvent("a", 1, 2);

    assertThatThrownBy(() -> provider.readHistory("a", 1, 0))
        .isInstanceOfSatisfying(
            ProviderException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(ErrorKind.CORRUPTION);
              assertThat(e.retryable()).isFalse();
              assertThat(e.operation()).isEqualTo("readHistory");
            });
    assertThat(provider.readHistory("a", 1, 2)).isEmpty();
  }

  @Test
  void history_undecodableEvent_canBeAppendedTo() {
    create("a");
    fixture.corruptEvent("a", 1, 1);
    raise("a", "x");
    turn().events(2).send();
    assertThat(provider.readHistory("a", 1, 1)).hasSize(1);
  }

  @Test
  void undecodableMessages_fetched_areSetApartAndGoWithTheCommit() {
    create("a");
    raise("a", "bad");
    fixture.corruptMessages("a");
    raise("a", "good");

    OrchestrationItem item = fetchTurn();
    assertThat(item.messages()).containsExactly(raised("a", "good"));
    assertThat(item.undecodable()).hasSize(1);
    provider.ackOrchestrationItem(TurnCommit.dropMessages(item.lockToken(), "a", 1));
    assertNoTurn();
  }

  @Test
  void duplicateEvent_inACommit_isNotRetryable() {
    create("a");
    raise("a", "x");
    OrchestrationItem item = fetchTurn();
    assertThatThrownBy(commit(item).events(1)::send)
        .isInstanceOfSatisfying(
            ProviderException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(ErrorKind.CONSTRAINT_VIOLATION);
              assertThat(e.retryable()).isFalse();
              assertThat(e.operation()).isEqualTo("ackOrchestrationItem");
            });
  }

  @Test
  void closedProvider_anyCall_failsClearly() {
    start("a");
    provider.close();
    provider.close();
    assertFails(() -> provider.startInstance(startOf("b")), ErrorKind.CONNECTION);
    assertFails(
        () -> provider.fetchWorkItem(LOCK, NO_WAIT, WorkerFilter.DEFAULT), ErrorKind.CONNECTION);
    assertFails(() -> provider.instanceInfo("a"), ErrorKind.CONNECTION);
    assertFails(() -> provider.awaitInstanceEnd("a", NO_WAIT), ErrorKind.CONNECTION);
    assertFails(() -> provider.admin().storeGauges(), ErrorKind.CONNECTION);
  }
}

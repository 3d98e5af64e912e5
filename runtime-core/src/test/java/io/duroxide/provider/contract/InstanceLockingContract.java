package io.duroxide.provider.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.provider.LockToken;
import io.duroxide.provider.OrchestrationItem;
import io.duroxide.provider.TurnCommit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** At most one holder per instance, and a turn sees only what was there when it was fetched. */
public abstract class InstanceLockingContract extends ProviderContract {

  @Test
  void fetch_lockedInstance_findsNothingUntilExpiry() {
    start("a");
    fetchTurn();

    assertNoTurn();
    fixture.advance(LOCK);
    assertThat(fetchTurn().instance()).isEqualTo("a");
  }

  @Test
  void fetch_everyTime_givesANewToken() {
    Set<LockToken> tokens = new HashSet<>();
    start("a");
    for (int i = 0; i < 5; i++) {
      OrchestrationItem item = fetchTurn();
      tokens.add(item.lockToken());
      provider.abandonOrchestrationItem(item.lockToken(), AT_ONCE, false);
    }
    assertThat(tokens).hasSize(5);
  }

  @Test
  void unknownToken_anyUse_isRefused() {
    start("a");
    OrchestrationItem item = fetchTurn();
    LockToken wrong = new LockToken(item.lockToken().subject(), "wrong");

    assertLockLost(() -> provider.abandonOrchestrationItem(wrong, AT_ONCE, false));
    assertLockLost(() -> provider.renewOrchestrationItemLock(wrong, LOCK));
    assertLockLost(() -> provider.ackOrchestrationItem(TurnCommit.dropMessages(wrong, "a", 1)));
    commit(item).events(1).send();
  }

  @Test
  void fetch_manyInstancesAndThreads_eachFetchedOnce() throws Exception {
    for (int i = 0; i < 10; i++) {
      start("i" + i);
    }
    List<String> fetched = Together.run(10, () -> fetchTurn().instance());
    assertThat(fetched).doesNotHaveDuplicates().hasSize(10);
    assertNoTurn();
  }

  @Test
  void message_arrivingDuringATurn_waitsForTheNext() {
    start("a");
    OrchestrationItem item = fetchTurn();
    raise("a", "late");

    assertNoTurn();
    commit(item).events(1).send();
    assertThat(fetchTurn().messages()).containsExactly(raised("a", "late"));
  }

  @Test
  void lock_onOneInstance_doesNotHoldUpAnother() {
    start("a");
    start("b");
    assertThat(fetchTurn().instance()).isEqualTo("a");
    assertThat(fetchTurn().instance()).isEqualTo("b");
  }

  @Test
  void commit_ofOneInstance_leavesTheMessagesOfAnother() {
    start("a");
    start("b");
    OrchestrationItem a = fetchTurn();
    OrchestrationItem b = fetchTurn();
    commit(a).events(1).send();

    provider.abandonOrchestrationItem(b.lockToken(), AT_ONCE, false);
    assertThat(fetchTurn().messages()).containsExactly(startOf("b"));
  }

  @Test
  void fetch_manyThreadsOneInstance_oneHolderAtATime() throws Exception {
    start("a");
    AtomicInteger holders = new AtomicInteger();
    List<Integer> seen = new ArrayList<>();
    Together.run(
        8,
        () -> {
          for (int i = 0; i < 20; i++) {
            OrchestrationItem item = provider.fetchOrchestrationItem(LOCK, NO_WAIT, null);
            if (item != null) {
              synchronized (seen) {
                seen.add(holders.incrementAndGet());
              }
              holders.decrementAndGet();
              provider.abandonOrchestrationItem(item.lockToken(), AT_ONCE, false);
            }
          }
          return true;
        });
    assertThat(seen).isNotEmpty().containsOnly(1);
  }

  @Test
  void fetch_manyInstancesProcessedByManyThreads_losesAndRepeatsNothing() throws Exception {
    for (int i = 0; i < 20; i++) {
      start("i" + i);
    }
    List<Integer> processed =
        Together.run(
            6,
            () -> {
              int count = 0;
              OrchestrationItem item = provider.fetchOrchestrationItem(LOCK, NO_WAIT, null);
              while (item != null) {
                commit(item).events(1).activities(2).send();
                count++;
                item = provider.fetchOrchestrationItem(LOCK, NO_WAIT, null);
              }
              return count;
            });
    assertThat(processed.stream().mapToInt(Integer::intValue).sum()).isEqualTo(20);
    assertThat(provider.admin().totals().events()).isEqualTo(20);
    assertThat(provider.admin().storeGauges().workerQueue().depth()).isEqualTo(20);
  }

  @Test
  void fetch_severalMessages_keepTheirOrder() {
    start("a");
    for (int i = 0; i < 20; i++) {
      raise("a", "e" + i);
    }
    assertThat(fetchTurn().messages())
        .hasSize(21)
        .startsWith(startOf("a"), raised("a", "e0"))
        .endsWith(raised("a", "e18"), raised("a", "e19"));
  }
}

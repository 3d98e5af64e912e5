package io.duroxide.provider.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.duroxide.provider.DeletionCounts;
import io.duroxide.provider.DeletionFilter;
import io.duroxide.provider.ExecutionInfo;
import io.duroxide.provider.ExecutionStatus;
import io.duroxide.provider.InstanceNotFoundException;
import io.duroxide.provider.PruneOptions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Old executions go; the current one, running ones and the instance itself stay. */
public abstract class PruneContract extends ProviderContract {

  @Test
  void prune_keepLast_keepsTheLatest() {
    chain("a", 5);
    assertThat(prune("a", PruneOptions.keepLast(2))).isEqualTo(new DeletionCounts(0, 3, 6, 0));
    assertThat(executions("a")).containsExactly(4L, 5L);
    assertThat(provider.readHistory("a", 1, 0)).isEmpty();
    assertThat(provider.readHistory("a", 4, 0)).hasSize(2);
    assertThat(prune("a", PruneOptions.keepLast(2))).isEqualTo(DeletionCounts.NONE);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void prune_keepNoneOrOne_keepsTheCurrent(int keepLast) {
    chain("a", 3);
    assertThat(prune("a", PruneOptions.keepLast(keepLast)).executions()).isEqualTo(2);
    assertThat(executions("a")).containsExactly(3L);
    turnOf("a").events(2).send();
  }

  @Test
  void prune_keepMoreThanThereAre_removesNothing() {
    chain("a", 3);
    assertThat(prune("a", PruneOptions.keepLast(10))).isEqualTo(DeletionCounts.NONE);
    assertThat(executions("a")).hasSize(3);
  }

  @Test
  void prune_endedBefore_removesOlderOnes() {
    chain("a", 4);
    List<ExecutionInfo> before = provider.admin().executions("a");
    Long thirdEnded = before.get(2).endedAt();
    assertThat(prune("a", new PruneOptions(0, thirdEnded)).executions()).isEqualTo(2);
    assertThat(executions("a")).containsExactly(3L, 4L);
  }

  @Test
  void prune_bothConditions_mustHold() {
    chain("a", 5);
    long afterAll = fixture.now() + 1;
    assertThat(prune("a", new PruneOptions(3, afterAll)).executions()).isEqualTo(2);
    assertThat(executions("a")).containsExactly(3L, 4L, 5L);
    assertThat(prune("a", new PruneOptions(0, 0L))).isEqualTo(DeletionCounts.NONE);
  }

  @Test
  void prune_endedInstance_keepsItsLastExecution() {
    chain("a", 3);
    turnOf("a").status(ExecutionStatus.COMPLETED, "42").send();
    fixture.advance(Duration.ofDays(1));
    assertThat(prune("a", new PruneOptions(0, fixture.now())).executions()).isEqualTo(2);
    assertThat(info("a").result()).isEqualTo("42");
    assertThat(provider.readHistory("a", 3, 0)).hasSize(1);
  }

  @Test
  void prune_olderExecutionThatRuns_isKept() {
    create("a");
    turnOf("a").execution(2).events(1).status(ExecutionStatus.CONTINUED_AS_NEW, null).send();
    turnOf("a").execution(3).events(1).send();
    assertThat(prune("a", PruneOptions.keepLast(1)).executions()).isEqualTo(1);
    assertThat(executions("a")).containsExactly(1L, 3L);
  }

  @Test
  void prune_unknownInstance_isNotFound() {
    assertThatThrownBy(() -> prune("nobody", PruneOptions.keepLast(1)))
        .isInstanceOf(InstanceNotFoundException.class);
  }

  @Test
  void pruneMany_noConditions_includesRunningInstances() {
    chain("running", 3);
    chain("ended", 3);
    end("ended");
    createEnded("single");
    assertThat(pruneMany(DeletionFilter.ALL)).isEqualTo(new DeletionCounts(0, 4, 8, 0));
    assertThat(executions("running")).containsExactly(3L);
    assertThat(executions("ended")).containsExactly(3L);
    assertThat(executions("single")).containsExactly(1L);
  }

  @Test
  void pruneMany_named_takesThoseOnly() {
    chain("a", 3);
    chain("b", 3);
    DeletionFilter onlyA = new DeletionFilter(Set.of("a", "nobody"), null, 10);
    assertThat(pruneMany(onlyA).executions()).isEqualTo(2);
    assertThat(executions("b")).hasSize(3);
  }

  @Test
  void pruneMany_endedBefore_leavesRunningAndLaterEnded() {
    chain("running", 2);
    chain("old", 2);
    end("old");
    fixture.advance(Duration.ofHours(1));
    long limit = fixture.now();
    chain("new", 2);
    end("new");
    assertThat(pruneMany(new DeletionFilter(Set.of(), limit, 10)).executions()).isEqualTo(1);
    assertThat(executions("old")).containsExactly(2L);
    assertThat(executions("running")).hasSize(2);
    assertThat(executions("new")).hasSize(2);
  }

  @Test
  void pruneMany_moreThanTheLimit_isDoneInSeveralCalls() {
    for (int i = 0; i < 5; i++) {
      chain("i" + i, 2);
    }
    DeletionFilter two = new DeletionFilter(Set.of(), null, 2);
    assertThat(pruneMany(two).executions()).isEqualTo(2);
    assertThat(pruneMany(two).executions()).isEqualTo(2);
    assertThat(pruneMany(two).executions()).isEqualTo(1);
    assertThat(pruneMany(two)).isEqualTo(DeletionCounts.NONE);
  }

  /** A running instance with this many executions, a second apart, of two events each but one. */
  private void chain(String instance, int executions) {
    start(instance);
    for (int id = 1; id < executions; id++) {
      commit(fetchTurn(instance))
          .execution(id)
          .events(1, 2)
          .status(ExecutionStatus.CONTINUED_AS_NEW, null)
          .message(raised(instance, "next"))
          .send();
      fixture.advance(Duration.ofSeconds(1));
    }
    commit(fetchTurn(instance)).execution(executions).events(1).send();
  }

  private DeletionCounts prune(String instance, PruneOptions options) {
    return provider.admin().pruneExecutions(instance, options);
  }

  private DeletionCounts pruneMany(DeletionFilter filter) {
    return provider.admin().pruneExecutions(filter, PruneOptions.keepLast(1));
  }

  private List<Long> executions(String instance) {
    return provider.admin().executions(instance).stream().map(ExecutionInfo::executionId).toList();
  }
}

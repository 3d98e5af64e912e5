package io.duroxide.provider.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.provider.ExecutionStatus;
import io.duroxide.provider.KeyValue;
import io.duroxide.provider.PruneOptions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/**
 * Key values over several executions: clients see the latest, a replay starts from what there was
 * before the current execution.
 */
public abstract class KeyValueExecutionContract extends ProviderContract {

  @Test
  void before_nothingEverSet_isEmpty() {
    create("a");
    assertThat(before()).isEmpty();
  }

  @Test
  void before_changesOfTheCurrentExecution_areLeftOut() {
    firstTurn("a").events(1).set("k", "1").send();
    turnOf("a").set("k", "2").set("other", "1").send();
    assertThat(before()).isEmpty();
    assertThat(now()).containsOnlyKeys("k", "other");
  }

  @Test
  void before_continuedAsNew_isWhatTheEndedExecutionLeft() {
    firstTurn("a").events(1).set("k", "1", 10).send();
    continueAsNew(turnOf("a").set("other", "2", 20));
    Map<String, KeyValue> left = Map.of("k", new KeyValue("1", 10), "other", new KeyValue("2", 20));
    assertThat(before()).isEqualTo(left);

    turnOf("a").execution(2).events(1).set("k", "3").send();
    assertThat(before()).isEqualTo(left);
    assertThat(now()).containsOnlyKeys("k", "other");
    assertThat(value("k")).isEqualTo("3");
  }

  @ParameterizedTest
  @EnumSource(value = ExecutionStatus.class, mode = Mode.EXCLUDE, names = "RUNNING")
  void before_executionEnded_includesItsChanges(ExecutionStatus end) {
    firstTurn("a").events(1).set("k", "1").set("gone", "1").send();
    turnOf("a").remove("gone").set("last", "2").status(end, null).send();
    assertThat(before()).containsOnlyKeys("k", "last");
    assertThat(now()).isEqualTo(before());
  }

  @Test
  void before_keyRemovedByTheEndedExecution_lacksIt() {
    continueAsNew(firstTurn("a").events(1).set("k", "1").set("other", "1"));
    continueAsNew(turnOf("a").execution(2).events(1).remove("k"));
    assertThat(before()).containsOnlyKeys("other");
  }

  @Test
  void before_clearedByTheEndedExecution_isEmpty() {
    continueAsNew(firstTurn("a").events(1).set("k", "1").set("other", "1"));
    continueAsNew(turnOf("a").execution(2).events(1).clear());
    assertThat(before()).isEmpty();
    assertThat(now()).isEmpty();
  }

  @Test
  void now_changesOverEarlierValues_areMerged() {
    continueAsNew(firstTurn("a").events(1).set("old", "1").set("both", "1"));
    turnOf("a").execution(2).events(1).set("both", "2").set("new", "2").send();
    assertThat(now()).containsOnlyKeys("old", "both", "new");
    assertThat(value("old")).isEqualTo("1");
    assertThat(value("both")).isEqualTo("2");
  }

  @Test
  void now_keyRemovedInTheCurrentExecution_isGoneForClientsOnly() {
    continueAsNew(firstTurn("a").events(1).set("k", "1").set("other", "1"));
    turnOf("a").execution(2).events(1).remove("k").send();
    assertThat(provider.keyValue("a", "k")).isNull();
    assertThat(now()).containsOnlyKeys("other");
    assertThat(before()).containsOnlyKeys("k", "other");
  }

  @Test
  void now_clearedInTheCurrentExecution_isGoneForClientsOnly() {
    continueAsNew(firstTurn("a").events(1).set("k", "1").set("other", "1"));
    turnOf("a").execution(2).events(1).set("mine", "1").clear().set("after", "1").send();
    assertThat(provider.keyValue("a", "k")).isNull();
    assertThat(now()).containsOnlyKeys("after");
    assertThat(before()).containsOnlyKeys("k", "other");
  }

  @Test
  void key_writtenBySeveralExecutions_keepsTheLast() {
    continueAsNew(firstTurn("a").events(1).set("k", "1", 10));
    continueAsNew(turnOf("a").execution(2).events(1).set("k", "2", 20));
    assertThat(before()).containsExactly(Map.entry("k", new KeyValue("2", 20)));
    turnOf("a").execution(3).events(1).set("k", "3", 30).send();
    assertThat(now()).containsExactly(Map.entry("k", new KeyValue("3", 30)));
  }

  @Test
  void key_removedAndSetAgainInALaterExecution_hasTheNewValue() {
    continueAsNew(firstTurn("a").events(1).set("k", "1"));
    continueAsNew(turnOf("a").execution(2).events(1).remove("k"));
    assertThat(now()).isEmpty();
    continueAsNew(turnOf("a").execution(3).events(1).set("k", "3"));
    assertThat(before()).containsOnlyKeys("k");
    assertThat(value("k")).isEqualTo("3");
  }

  @Test
  void prune_executionsThatWroteKeys_losesNoKey() {
    continueAsNew(firstTurn("a").events(1).set("untouched", "1").set("overwritten", "1"));
    continueAsNew(turnOf("a").execution(2).events(1).set("overwritten", "2").set("second", "2"));
    turnOf("a").execution(3).events(1).set("current", "3").send();

    assertThat(provider.admin().pruneExecutions("a", PruneOptions.keepLast(1)).executions())
        .isEqualTo(2);

    assertThat(now()).containsOnlyKeys("untouched", "overwritten", "second", "current");
    assertThat(value("overwritten")).isEqualTo("2");
    assertThat(value("current")).isEqualTo("3");
    assertThat(before()).containsOnlyKeys("untouched", "overwritten", "second");
  }

  @Test
  void delete_instanceWithKeyValues_leavesNone() {
    continueAsNew(firstTurn("a").events(1).set("ended", "1"));
    turnOf("a").execution(2).events(1).set("current", "1").send();
    provider.admin().deleteInstances(List.of("a"), true);
    assertThat(now()).isEmpty();
    assertThat(before()).isEmpty();

    create("a");
    assertThat(now()).as("of the next instance with this id").isEmpty();
    assertThat(before()).isEmpty();
  }

  @Test
  void delete_familyWithKeyValues_leavesNone() {
    firstTurn("a").events(1).set("k", "1").send();
    createChild("child", "a");
    turnOf("child").set("k", "1").send();
    firstTurn("stranger").events(1).set("k", "1").send();

    provider.admin().deleteFamily("a", true);

    assertThat(now()).isEmpty();
    assertThat(provider.keyValues("child")).isEmpty();
    assertThat(provider.keyValues("stranger")).containsOnlyKeys("k");
  }

  private Map<String, KeyValue> before() {
    return provider.keyValuesBeforeExecution("a");
  }

  private Map<String, KeyValue> now() {
    return provider.keyValues("a");
  }

  private String value(String key) {
    KeyValue value = now().get(key);
    assertThat(value).isEqualTo(provider.keyValue("a", key)).isNotNull();
    return value == null ? "" : value.value();
  }

  private static void continueAsNew(Commit commit) {
    commit.status(ExecutionStatus.CONTINUED_AS_NEW, null).send();
  }
}

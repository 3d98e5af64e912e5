package io.duroxide.provider.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.Limits;
import io.duroxide.provider.ErrorKind;
import io.duroxide.provider.KeyValue;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values under keys of an instance, as clients read them. */
public abstract class KeyValueContract extends ProviderContract {

  @Test
  void keyValue_set_isReadWithItsTime() {
    firstTurn("a").events(1).set("k", "\"v\"", 1_234).send();
    assertThat(provider.keyValue("a", "k")).isEqualTo(new KeyValue("\"v\"", 1_234));
    assertThat(provider.keyValues("a"))
        .containsExactlyEntriesOf(Map.of("k", new KeyValue("\"v\"", 1_234)));
  }

  @Test
  void keyValue_setAgain_isOverwritten() {
    firstTurn("a").events(1).set("k", "1", 10).set("k", "2", 20).send();
    assertThat(provider.keyValue("a", "k")).isEqualTo(new KeyValue("2", 20));
    turnOf("a").set("k", "3", 30).send();
    assertThat(provider.keyValue("a", "k")).isEqualTo(new KeyValue("3", 30));
    assertThat(provider.keyValues("a")).hasSize(1);
  }

  @Test
  void keyValue_removed_isGoneAndOthersStay() {
    firstTurn("a").events(1).set("k", "1").set("other", "2").send();
    turnOf("a").remove("k").send();
    assertThat(provider.keyValue("a", "k")).isNull();
    assertThat(provider.keyValues("a")).containsOnlyKeys("other");
  }

  @Test
  void keyValues_cleared_areAllGone() {
    firstTurn("a").events(1).set("k", "1").set("other", "2").send();
    turnOf("a").clear().send();
    assertThat(provider.keyValues("a")).isEmpty();
    assertThat(provider.keyValue("a", "k")).isNull();
  }

  @Test
  void keyValue_neverSet_isNull() {
    create("a");
    assertThat(provider.keyValue("a", "k")).isNull();
    assertThat(provider.keyValues("a")).isEmpty();
  }

  @Test
  void keyValues_unknownInstance_areEmpty() {
    assertThat(provider.keyValue("nobody", "k")).isNull();
    assertThat(provider.keyValues("nobody")).isEmpty();
    assertThat(provider.keyValuesBeforeExecution("nobody")).isEmpty();
  }

  @Test
  void remove_keyWithoutValue_changesNothing() {
    firstTurn("a").events(1).set("k", "1").send();
    turnOf("a").remove("missing").send();
    assertThat(provider.keyValues("a")).containsOnlyKeys("k");
  }

  @Test
  void changes_ofOneTurn_applyInTheirOrder() {
    firstTurn("a").events(1).set("k", "1").set("gone", "1").send();
    turnOf("a").clear().set("k", "2").set("x", "1").remove("x").remove("y").set("y", "1").send();
    assertThat(provider.keyValues("a")).containsOnlyKeys("k", "y");
    assertThat(value("a", "k")).isEqualTo("2");
  }

  @Test
  void changes_ofAFailedCommit_areNotApplied() {
    firstTurn("a").events(1).set("k", "1").send();
    Commit duplicate = turnOf("a").events(1).set("k", "2").set("other", "2");
    assertFails(duplicate::send, ErrorKind.CONSTRAINT_VIOLATION);
    assertThat(provider.keyValues("a")).containsOnlyKeys("k");
    assertThat(value("a", "k")).isEqualTo("1");
  }

  @Test
  void emptyText_asAValue_isAValue() {
    firstTurn("a").events(1).set("k", "").send();
    assertThat(value("a", "k")).isEmpty();
    assertThat(provider.keyValues("a")).containsOnlyKeys("k");
  }

  @Test
  void largestValue_allowed_roundTrips() {
    String large = "x".repeat(Limits.MAX_KEY_VALUE_BYTES);
    firstTurn("a").events(1).set("k", large).send();
    assertThat(value("a", "k")).isEqualTo(large);
  }

  @Test
  void mostKeys_allowed_areAllKept() {
    Commit commit = firstTurn("a").events(1);
    for (int i = 0; i < Limits.MAX_KEYS; i++) {
      commit.set("k" + i, Integer.toString(i));
    }
    commit.send();
    assertThat(provider.keyValues("a")).hasSize(Limits.MAX_KEYS);
    assertThat(value("a", "k149")).isEqualTo("149");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " ",
        "a b",
        "käse",
        "日本",
        "😀",
        "'; DROP TABLE x; --",
        "\"",
        "%",
        "_",
        "a/b\\c",
        "K"
      })
  void keys_withAnyCharacters_areKeptApart(String key) {
    firstTurn("a").events(1).set(key, "mine").set("k", "other").send();
    assertThat(value("a", key)).isEqualTo("mine");
    assertThat(provider.keyValues("a")).containsOnlyKeys(key, "k");
  }

  @Test
  void sameKey_ofTwoInstances_isIndependent() {
    firstTurn("a").events(1).set("k", "1").send();
    firstTurn("b").events(1).set("k", "2").send();
    assertThat(value("a", "k")).isEqualTo("1");
    assertThat(value("b", "k")).isEqualTo("2");
  }

  @Test
  void clear_ofOneInstance_leavesOthers() {
    firstTurn("a").events(1).set("k", "1").send();
    firstTurn("b").events(1).set("k", "2").send();
    turnOf("a").clear().send();
    assertThat(provider.keyValues("a")).isEmpty();
    assertThat(provider.keyValues("b")).containsOnlyKeys("k");
  }

  private String value(String instance, String key) {
    return Objects.requireNonNull(provider.keyValue(instance, key), key).value();
  }
}

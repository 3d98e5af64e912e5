package io.duroxide.provider.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.Version;
import io.duroxide.provider.ErrorKind;
import io.duroxide.provider.ExecutionStatus;
import io.duroxide.provider.OrchestrationItem;
import io.duroxide.provider.OrchestrationItem.CurrentExecution;
import io.duroxide.provider.VersionRange;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A node gets only executions whose runtime version it can replay. */
public abstract class CapabilityFilterContract extends ProviderContract {

  private static final VersionRange ONES = range("1.0.0", "1.9.9");

  @Test
  void fetch_withoutFilter_takesAnyVersion() {
    ready("a", "99.0.0");
    assertThat(fetchTurn().instance()).isEqualTo("a");
  }

  @Test
  void fetch_supportedVersion_isTaken() {
    ready("a", "1.2.3");
    assertThat(fetched(ONES)).isEqualTo("a");
  }

  @Test
  void fetch_unsupportedVersion_isSkipped() {
    ready("a", "2.0.0");
    assertThat(fetched(ONES)).isNull();
  }

  @Test
  void fetch_unsupportedFirstInLine_takesTheNextSupported() {
    create("a", "2.0.0");
    create("b", "3.0.0");
    create("c", "1.0.0");
    for (String instance : List.of("a", "b", "c")) {
      raise(instance, "x");
      fixture.advance(Duration.ofMillis(1));
    }
    assertThat(fetched(ONES)).isEqualTo("c");
    assertThat(fetched(ONES)).isNull();
  }

  @Test
  void fetch_skippedInstance_isLeftAsItWas() {
    ready("a", "2.0.0");
    assertThat(fetched(ONES)).isNull();
    OrchestrationItem item = fetchTurn("a");
    assertThat(item.deliveryCount()).isEqualTo(1);
  }

  @Test
  void fetch_unknownVersion_isAlwaysTaken() {
    ready("a", null);
    assertThat(fetched(ONES)).isEqualTo("a");
  }

  @Test
  void fetch_versionThatIsNoNumber_isTakenAsUnknown() {
    ready("a", "development");
    assertThat(fetched(ONES)).isEqualTo("a");
  }

  @Test
  void fetch_newInstance_isAlwaysTaken() {
    start("a");
    assertThat(fetched(ONES)).isEqualTo("a");
  }

  @ParameterizedTest
  @CsvSource({
    "1.2.3, true",
    "1.2.2, false",
    "2.3.4, true",
    "2.3.5, false",
    "2.0.0, true",
    "1.10.0, true",
    "1.2000.0, true",
    "1.2.5000, true",
    "10.0.0, false",
    "0.5000.0, false"
  })
  void fetch_atTheEndsOfTheRange_comparesByNumber(String version, boolean taken) {
    ready("a", version);
    assertThat(fetched(range("1.2.3", "2.3.4"))).isEqualTo(taken ? "a" : null);
  }

  @Test
  void runtimeVersion_writtenByTheFirstTurn_isStored() {
    ready("a", "1.2.3");
    assertThat(current(fetchTurn()).runtimeVersion()).isEqualTo("1.2.3");
    assertThat(provider.admin().executions("a").get(0).runtimeVersion()).isEqualTo("1.2.3");
  }

  @Test
  void runtimeVersion_laterTurnsWithout_stays() {
    ready("a", "1.2.3");
    turn().events(2).send();
    turnOf("a").events(3).send();
    raise("a", "x");
    assertThat(current(fetchTurn()).runtimeVersion()).isEqualTo("1.2.3");
  }

  @Test
  void runtimeVersion_laterTurnWithOne_isReplaced() {
    ready("a", "1.2.3");
    turn().events(2).runtimeVersion("2.0.0").send();
    raise("a", "x");
    assertThat(fetched(ONES)).isNull();
    assertThat(current(fetchTurn()).runtimeVersion()).isEqualTo("2.0.0");
  }

  @Test
  void runtimeVersion_ofTheNextExecution_isItsOwn() {
    ready("a", "1.0.0");
    turn().events(2).status(ExecutionStatus.CONTINUED_AS_NEW, null).send();
    turnOf("a").execution(2).events(1).runtimeVersion("2.0.0").send();
    raise("a", "x");

    assertThat(fetched(ONES)).isNull();
    assertThat(fetched(range("2.0.0", "2.0.0"))).isEqualTo("a");
    assertThat(provider.admin().executions("a"))
        .extracting(execution -> execution.runtimeVersion())
        .containsExactly("1.0.0", "2.0.0");
  }

  @Test
  void runtimeVersion_nextExecutionWithout_isUnknown() {
    ready("a", "1.0.0");
    turn().events(2).status(ExecutionStatus.CONTINUED_AS_NEW, null).send();
    turnOf("a").execution(2).events(1).send();
    raise("a", "x");
    assertThat(fetched(range("5.0.0", "5.0.0"))).isEqualTo("a");
  }

  @Test
  void fetch_manyFiltersAtOnce_lockAnInstanceOnce() throws Exception {
    ready("a", "1.5.0");
    assertThat(Together.run(8, () -> fetched(ONES) != null))
        .filteredOn(fetched -> fetched)
        .hasSize(1);
  }

  @Test
  void undecodableHistory_unsupportedVersion_isNotEvenFetched() {
    ready("a", "2.0.0");
    fixture.corruptEvent("a", 1, 1);
    assertThat(fetched(ONES)).isNull();
    assertThat(fetched(range("2.0.0", "2.0.0"))).isEqualTo("a");
    assertFails(() -> provider.readHistory("a", 1, 0), ErrorKind.CORRUPTION);
  }

  @Test
  void undecodableHistory_fetchedAgainAndAgain_countsUp() {
    ready("a", "1.0.0");
    fixture.corruptEvent("a", 1, 1);
    for (int count = 1; count <= 11; count++) {
      OrchestrationItem item =
          Objects.requireNonNull(provider.fetchOrchestrationItem(LOCK, NO_WAIT, ONES));
      assertThat(item.deliveryCount()).isEqualTo(count);
      assertFails(() -> provider.readHistory("a", 1, 0), ErrorKind.CORRUPTION);
      provider.abandonOrchestrationItem(item.lockToken(), AT_ONCE, false);
    }
  }

  /** An instance whose first turn was run by this version, with a message waiting. */
  private void ready(String instance, @Nullable String version) {
    create(instance, version);
    raise(instance, "x");
  }

  private void create(String instance, @Nullable String version) {
    firstTurn(instance).events(1).runtimeVersion(version).send();
  }

  private @Nullable String fetched(VersionRange supported) {
    OrchestrationItem item = provider.fetchOrchestrationItem(LOCK, NO_WAIT, supported);
    return item == null ? null : item.instance();
  }

  private static CurrentExecution current(OrchestrationItem item) {
    return Objects.requireNonNull(item.current());
  }

  private static VersionRange range(String from, String to) {
    return new VersionRange(Version.parse(from), Version.parse(to));
  }
}

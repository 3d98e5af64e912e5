package io.duroxide.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.duroxide.it.ObservedLoad.Loaded;
import io.duroxide.it.apps.LoadRun;
import io.duroxide.it.harness.MetricSnapshot;
import io.duroxide.it.harness.OtlpReceiver.Protocol;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Under load the four places say the same: the history in the store, the application's own account,
 * the push and the scrape. Rates are offered; what the machine makes of them is printed.
 */
class FourPlacesIT {

  /** What the application counts, and the metric and labels that have to agree with it. */
  private record Account(String word, String metric, List<String> labels) {}

  private static final List<Account> ACCOUNTS =
      List.of(
          new Account(
              "start", "duroxide_client_orchestration_starts_total", List.of("orchestration_name")),
          new Account(
              "end",
              "duroxide_orchestration_completions_total",
              List.of("orchestration_name", "status")),
          new Account(
              "failure",
              "duroxide_orchestration_failures_total",
              List.of("orchestration_name", "error_type")),
          new Account(
              "continuation",
              "duroxide_orchestration_continue_as_new_total",
              List.of("orchestration_name")),
          new Account(
              "child",
              "duroxide_suborchestration_calls_total",
              List.of("parent_orchestration", "child_orchestration", "outcome")),
          new Account(
              "attempt",
              "duroxide_activity_executions_total",
              List.of("activity_name", "outcome")));

  private static final Map<String, String> SETTINGS =
      Map.of("export.interval", "200ms", "gauge.poll-interval", "200ms");

  /** With {@code -Dlong} for a minute each. */
  private static final int SECONDS = Boolean.getBoolean("long") ? 60 : 10;

  @ParameterizedTest
  @ValueSource(ints = {100, 1_000})
  void load_atAnyRate_fourPlacesDifferByNothing(int perSecond) throws Exception {
    try (ObservedLoad run = ObservedLoad.start(Protocol.HTTP, SETTINGS)) {
      Loaded loaded = run.load(perSecond * SECONDS, perSecond);
      System.out.printf(
          "offered %d orchestrations/s, reached %.0f/s%n", perSecond, loaded.perSecond());

      // The last commit and its record are two moments.
      await().atMost(ObservedLoad.LIMIT).untilAsserted(run::assertEverythingCounted);
      assertOwnAccount(run, run.scrape());
      assertOwnAccount(run, run.nextPush());

      assertThat(run.stop().code()).isEqualTo(LoadRun.EXIT_CODE);
      // What would have been counted too late or twice would show now.
      run.assertEverythingPushed();
      assertThat(run.complaints()).isEmpty();
    }
  }

  private static void assertOwnAccount(ObservedLoad run, MetricSnapshot seen)
      throws InterruptedException {
    for (Account account : ACCOUNTS) {
      assertThat(seen.sums(account.metric(), account.labels()))
          .as(account.metric())
          .isNotEmpty()
          .isEqualTo(run.tally(account.word()));
    }
  }
}

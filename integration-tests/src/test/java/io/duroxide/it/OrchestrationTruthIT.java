package io.duroxide.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.it.MixedRunResult.Setup;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Contract section 2: what is reported about orchestrations is what the store says, series by
 * series.
 */
@ParameterizedClass(name = "{0}")
@MethodSource("setups")
class OrchestrationTruthIT {

  private final MixedRunResult run;
  private final Truth truth;

  OrchestrationTruthIT(Setup setup) {
    run = MixedRunResult.of(setup);
    truth = Truth.of(run);
  }

  static List<Setup> setups() {
    return Setup.all();
  }

  @AfterEach
  void close() {
    truth.close();
  }

  @Test
  void starts_everyExecution_areItsStartEvents() {
    truth.value("duroxide_orchestration_starts_total", Facts.STARTS);
  }

  @Test
  void completions_everyInstance_areItsTerminalEvents() {
    truth.value("duroxide_orchestration_completions_total", Facts.COMPLETIONS);
  }

  @Test
  void failures_everyFailedInstance_areTheirTypedCauses() {
    truth.value("duroxide_orchestration_failures_total", Facts.FAILURES);
  }

  @Test
  void duration_everyInstance_isFromFirstStartToTerminalEvent() {
    String ends =
        """
        SELECT e.name    AS orchestration_name,
               e.version AS version,
               e.status  AS status,
               %s
        FROM ended e JOIN started s ON s.instance_id = e.instance_id AND s.execution_id = 1
        WHERE e.status IS NOT NULL GROUP BY 1, 2, 3
        """;
    truth.count("duroxide_orchestration_duration_seconds", ends.formatted("count(*)"));
    truth.sum("duroxide_orchestration_duration_seconds", ends.formatted("sum(e.at - s.at) / 1e3"));
  }

  @Test
  void turns_everyEndedExecution_areThoseCommitted() {
    String ends = "SELECT name AS orchestration_name, %s FROM ended GROUP BY 1";
    truth.count("duroxide_orchestration_turns", ends.formatted("count(*)"));
    truth.sum("duroxide_orchestration_turns", ends.formatted("sum(turns)"));
  }

  @Test
  void historySize_everyEndedExecution_isItsNumberOfEvents() {
    truth.count(
        "duroxide_orchestration_history_size",
        "SELECT name AS orchestration_name, count(*) FROM ended GROUP BY 1");
    truth.sum(
        "duroxide_orchestration_history_size",
        """
        SELECT ended.name AS orchestration_name, count(*)
        FROM ended JOIN history USING (instance_id, execution_id) GROUP BY 1
        """);
  }

  @Test
  void turnDuration_everyCommittedTurn_isObservedOnce() {
    truth.count(
        "duroxide_orchestration_turn_duration_seconds",
        """
        SELECT started.name AS orchestration_name, sum(turns)
        FROM executions JOIN started USING (instance_id, execution_id) GROUP BY 1
        """);
  }

  @Test
  void continueAsNew_everyTurnThatDidSo_isCountedByRange() {
    truth.value("duroxide_orchestration_continue_as_new_total", Facts.CONTINUATIONS);
  }

  /** An instance fails as poison also because an activity was; only its own end counts here. */
  @Test
  void poison_everyInstanceGivenUp_isCounted() {
    truth.value(
        "duroxide_orchestration_poison_total",
        """
        SELECT name AS orchestration_name, count(*)
        FROM ended WHERE error ->> '$.category' = 'POISON' AND turns = 0 GROUP BY 1
        """);
  }

  @Test
  void subOrchestrations_everyChild_isCountedAtItsEnd() {
    truth.value("duroxide_suborchestration_calls_total", Facts.CHILDREN.formatted("count(*)"));
    truth.count("duroxide_suborchestration_duration_seconds", Facts.CHILDREN.formatted("count(*)"));
    truth.sum(
        "duroxide_suborchestration_duration_seconds",
        Facts.CHILDREN.formatted("sum(e.at - s.at) / 1e3"));
  }

  @Test
  void startsWithoutContinuations_minusCompletions_areTheActiveInstances() {
    for (var seen : List.of(run.scraped(), run.pushed())) {
      double starts =
          seen.sum("duroxide_orchestration_starts_total")
              - seen.sum(
                  "duroxide_orchestration_starts_total", Map.of("initiated_by", "continueAsNew"));
      double completions = seen.sum("duroxide_orchestration_completions_total");

      assertThat(starts - completions)
          .isEqualTo(seen.sum("duroxide_active_orchestrations"))
          .isEqualTo(seen.sum("duroxide_orchestration_active_instances"))
          .isEqualTo(
              truth.store().number("SELECT count(*) FROM instances WHERE status = 'RUNNING'"));
    }
  }
}

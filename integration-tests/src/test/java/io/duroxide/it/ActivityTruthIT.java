package io.duroxide.it;

import io.duroxide.it.MixedRunResult.Setup;
import io.duroxide.it.apps.MixedRun;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Contract section 3: what is reported about activities is what the histories say. */
@ParameterizedClass(name = "{0}")
@MethodSource("setups")
class ActivityTruthIT {

  /**
   * Every attempt with its outcome. The hand-backs of an unregistered activity leave no event, but
   * the runtime gives up after a known number of them.
   */
  private static final String EXECUTIONS =
      """
      WITH executions_by_outcome AS (
        SELECT name, retry_attempt, tag,
               CASE end_kind
                 WHEN 'ACTIVITY_COMPLETED'        THEN 'success'
                 WHEN 'ACTIVITY_CANCEL_REQUESTED' THEN 'cancelled'
                 ELSE replace(error_type, 'infrastructure_error', 'infra_error')
                 END AS outcome
        FROM attempts WHERE end_kind IS NOT NULL
        UNION ALL
        SELECT name, retry_attempt, tag, 'retry'
        FROM attempts, (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d)
                        SELECT i FROM n)
        WHERE error ->> '$.category' = 'POISON'
      )
      """
          .formatted(MixedRun.MAX_DELIVERIES);

  private final Truth truth;

  ActivityTruthIT(Setup setup) {
    truth = Truth.of(MixedRunResult.of(setup));
  }

  static List<Setup> setups() {
    return Setup.all();
  }

  @AfterEach
  void close() {
    truth.close();
  }

  @Test
  void executions_everyAttempt_hasItsOutcomeAndNumber() {
    truth.value(
        "duroxide_activity_executions_total",
        EXECUTIONS
            + """
            SELECT name          AS activity_name,
                   outcome       AS outcome,
                   retry_attempt AS retry_attempt,
                   tag           AS tag,
                   count(*)
            FROM executions_by_outcome GROUP BY 1, 2, 3, 4
            """);
  }

  @Test
  void queueWait_everyFetchedAttempt_isObservedOnce() {
    truth.count(
        "duroxide_activity_queue_wait_seconds",
        EXECUTIONS
            + """
            SELECT name AS activity_name, count(*) FROM executions_by_outcome GROUP BY 1
            """);
  }

  @Test
  void errors_everyFailedAttempt_areItsTypedCauses() {
    truth.value(
        "duroxide_activity_errors_total",
        """
        SELECT name                                 AS activity_name,
               error_type                           AS error_type,
               coalesce(error ->> '$.code', 'none') AS error_code,
               iif(error ->> '$.retryable', 'true', 'false') AS retryable,
               count(*)
        FROM attempts WHERE end_kind = 'ACTIVITY_FAILED' GROUP BY 1, 2, 3, 4
        """);
  }

  @Test
  void poison_everyActivityGivenUp_isCounted() {
    truth.value(
        "duroxide_activity_poison_total",
        """
        SELECT name AS activity_name, count(*)
        FROM attempts WHERE error ->> '$.category' = 'POISON' GROUP BY 1
        """);
  }
}

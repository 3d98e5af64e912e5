package io.duroxide.it;

import io.duroxide.it.MixedRunResult.Setup;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Contract section 3: what is reported about activities is what the histories say. */
@ParameterizedClass(name = "{0}")
@MethodSource("setups")
class ActivityTruthIT {

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
    truth.value("duroxide_activity_executions_total", Facts.ATTEMPTS);
  }

  @Test
  void queueWait_everyFetchedAttempt_isObservedOnce() {
    truth.count(
        "duroxide_activity_queue_wait_seconds",
        Facts.ATTEMPTS_BY_OUTCOME
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

package io.duroxide.telemetry.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ActivityMetricsTest {

  private static final String EXECUTIONS = "duroxide_activity_executions_total";
  private static final String ERRORS = "duroxide_activity_errors_total";
  private static final String POISON = "duroxide_activity_poison_total";
  private static final String DURATION = "duroxide_activity_duration_seconds";

  private final Fixture fixture = new Fixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void successIsOneExecutionWithSubMillisecondDuration() {
    fixture.attempt().end();
    assertThat(fixture.values(EXECUTIONS))
        .isEqualTo(
            Map.of("{activity_name=Charge, outcome=success, retry_attempt=0, tag=default}", 1.0));
    assertThat(fixture.values(DURATION))
        .isEqualTo(Map.of("{activity_name=Charge, outcome=success, tag=default}", 0.000_25));
    assertThat(fixture.values("duroxide_activity_queue_wait_seconds"))
        .isEqualTo(Map.of("{activity_name=Charge}", 0.002));
    assertThat(fixture.nonZero(ERRORS)).isEmpty();
    assertThat(fixture.values(POISON)).isEqualTo(Map.of("{activity_name=Charge}", 0.0));
  }

  @ParameterizedTest
  @CsvSource({
    "FAILED,APPLICATION,com.shop.Odd,app_error,app_error",
    "FAILED,APPLICATION,java.net.ConnectException,infra_error,infrastructure_error",
    "FAILED,CONFIGURATION,,config_error,config_error",
    "FAILED,INFRASTRUCTURE,,infra_error,infrastructure_error",
    "TIMED_OUT,TIMEOUT,,timeout,timeout",
    "POISONED,POISON,,poison,poison",
    "ACK_FAILED,,,infra_error,infrastructure_error",
    "CANCELLED,,,cancelled,",
    "HANDED_BACK,,,retry,"
  })
  void everyResultHasItsOutcome(
      String result, String category, String errorClass, String outcome, String errorType) {
    Attempt attempt = fixture.attempt();
    attempt.result = result;
    attempt.errorCategory = category;
    attempt.errorClasses = errorClass == null ? null : new String[] {errorClass};
    attempt.errorCode = "CARD_DECLINED";
    attempt.retryable = true;
    attempt.end();
    assertThat(fixture.values(EXECUTIONS))
        .isEqualTo(
            Map.of(
                "{activity_name=Charge, outcome=" + outcome + ", retry_attempt=0, tag=default}",
                1.0));
    // What is given up does not come to its handler.
    assertThat(fixture.counts(DURATION).values())
        .containsExactlyElementsOf(outcome.equals("poison") ? List.of() : List.of(1L));
    assertThat(fixture.nonZero(ERRORS))
        .isEqualTo(
            errorType == null
                ? Map.of()
                : Map.of(
                    "{activity_name=Charge, error_code=CARD_DECLINED, error_type="
                        + errorType
                        + ", retryable=true}",
                    1.0));
    assertThat(fixture.values(POISON).values())
        .containsExactly(outcome.equals("poison") ? 1.0 : 0.0);
  }

  @ParameterizedTest
  @CsvSource({"0,0", "1,1", "2,2", "3,3+", "40,3+"})
  void earlierAttempts(int attempt, String label) {
    Attempt ended = fixture.attempt();
    ended.attempt = attempt;
    ended.end();
    assertThat(fixture.values(EXECUTIONS).toString()).contains("retry_attempt=" + label + ",");
  }

  @ParameterizedTest
  @CsvSource({"E-1_a.B,E-1_a.B", "has space,none", "Ümlaut,none", ",none"})
  void codesThatAreNone(String code, String label) {
    Attempt attempt = fixture.attempt().failed("APPLICATION");
    attempt.errorCode = code;
    attempt.end();
    assertThat(fixture.nonZero(ERRORS).toString()).contains("error_code=" + label + ",");
  }

  @Test
  void aCodeThatIsTooLongIsNone() {
    Attempt attempt = fixture.attempt().failed("APPLICATION");
    attempt.errorCode = "x".repeat(65);
    attempt.end();
    assertThat(fixture.nonZero(ERRORS).toString()).contains("error_code=none");
  }

  @Test
  void tagIsALabelUnlessSwitchedOff() {
    Attempt attempt = fixture.attempt();
    attempt.tag = "gpu";
    attempt.end();
    assertThat(fixture.values(EXECUTIONS).toString()).contains("tag=gpu");
    try (Fixture off = new Fixture("activity.tag-label", "false")) {
      Attempt untagged = off.attempt();
      untagged.tag = "gpu";
      untagged.end();
      assertThat(off.values(EXECUTIONS).toString()).contains("tag=default");
    }
  }

  @Test
  void samplingSparesCountersAndErrors() {
    try (Fixture sampled = new Fixture("activity.sample-rate", "0")) {
      sampled.attempt().end();
      sampled.attempt().failed("APPLICATION").end();
      assertThat(sampled.values(EXECUTIONS)).hasSize(2);
      assertThat(sampled.counts(DURATION))
          .isEqualTo(Map.of("{activity_name=Charge, outcome=app_error, tag=default}", 1L));
    }
  }

  @Test
  void everyErrorTypeExistsFromTheFirstAttempt() {
    fixture.attempt().end();
    String errors = fixture.values(ERRORS).keySet().toString();
    for (LabelValues.ActivityErrorType type : LabelValues.ActivityErrorType.values()) {
      assertThat(errors).contains("error_type=" + type.text() + ",");
    }
  }

  @Test
  void aCategoryThatIsOffHasNoSeries() {
    try (Fixture off = new Fixture("activity.enabled", "false")) {
      off.attempt().end();
      for (Metric metric : ActivityRows.ALL) {
        assertThat(off.values(metric.name())).isEmpty();
      }
      assertThat(off.nonZero("duroxide_worker_items_processed_total")).hasSize(1);
    }
  }
}

package io.duroxide.telemetry.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class OrchestrationMetricsTest {

  private static final String STARTS = "duroxide_orchestration_starts_total";
  private static final String COMPLETIONS = "duroxide_orchestration_completions_total";
  private static final String FAILURES = "duroxide_orchestration_failures_total";
  private static final String POISON = "duroxide_orchestration_poison_total";

  private final Fixture fixture = new Fixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  @ParameterizedTest
  @CsvSource({
    "CLIENT,client",
    "SUB_ORCHESTRATION,suborchestration",
    "CONTINUE_AS_NEW,continueAsNew",
    "SIGNAL,signal",
    "DETACHED,detached"
  })
  void firstTurnIsAStart(String origin, String label) {
    Turn turn = fixture.turn();
    turn.firstTurn = true;
    turn.origin = origin;
    turn.end();
    fixture.turn().end();
    assertThat(fixture.values(STARTS))
        .isEqualTo(
            Map.of("{initiated_by=" + label + ", orchestration_name=Order, version=1.0.0}", 1.0));
    assertThat(fixture.counts("duroxide_orchestration_turn_duration_seconds"))
        .isEqualTo(Map.of("{orchestration_name=Order}", 2L));
    assertThat(fixture.nonZero(COMPLETIONS)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"DROPPED", "LOCK_LOST", "ABANDONED"})
  void onlyCommittedTurnsCount(String disposition) {
    Turn turn = fixture.turn().failed("POISON", "UNSPECIFIED");
    turn.disposition = disposition;
    turn.firstTurn = true;
    turn.poisoned = true;
    turn.end();
    for (Metric metric : OrchestrationRows.ALL) {
      assertThat(fixture.values(metric.name())).as(metric.name()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"COMPLETED,success", "FAILED,failed", "CANCELLED,cancelled"})
  void terminalTurnIsACompletion(String status, String label) {
    Turn turn = fixture.turn();
    turn.status = status;
    turn.end();
    assertThat(fixture.values(COMPLETIONS))
        .isEqualTo(
            Map.of(
                "{final_turn_count=1-5, orchestration_name=Order, status="
                    + label
                    + ", version=1.0.0}",
                1.0));
    assertThat(fixture.values("duroxide_orchestration_duration_seconds"))
        .isEqualTo(Map.of("{orchestration_name=Order, status=" + label + ", version=1.0.0}", 2.5));
    assertThat(fixture.values("duroxide_orchestration_turns"))
        .isEqualTo(Map.of("{orchestration_name=Order}", 3.0));
    assertThat(fixture.values("duroxide_orchestration_history_size"))
        .isEqualTo(Map.of("{orchestration_name=Order}", 12.0));
    assertThat(fixture.nonZero(FAILURES)).hasSize(label.equals("failed") ? 1 : 0);
  }

  @ParameterizedTest
  @CsvSource({"0,0", "1,1-5", "5,1-5", "6,6-10", "10,6-10", "11,11-50", "50,11-50", "51,50+"})
  void turnCountIsARange(int turns, String range) {
    Turn turn = fixture.turn();
    turn.status = "COMPLETED";
    turn.turns = turns;
    turn.end();
    assertThat(fixture.values(COMPLETIONS).keySet())
        .singleElement()
        .asString()
        .contains("final_turn_count=" + range + ",");
  }

  @Test
  void aClockThatWentBackIsNoNegativeDuration() {
    Turn turn = fixture.turn();
    turn.status = "COMPLETED";
    turn.endedAt = turn.startedAt - 5_000;
    turn.end();
    assertThat(fixture.values("duroxide_orchestration_duration_seconds").values())
        .containsExactly(0.0);
  }

  @ParameterizedTest
  @CsvSource({"1,1", "2,2-10", "10,2-10", "100,11-100", "1000,101-1000", "1001,1000+"})
  void continueAsNewIsNoCompletion(long execution, String range) {
    Turn turn = fixture.turn();
    turn.status = "CONTINUED_AS_NEW";
    turn.executionId = execution;
    turn.parentName = "Parent";
    turn.end();
    assertThat(fixture.values("duroxide_orchestration_continue_as_new_total"))
        .isEqualTo(Map.of("{execution_id=" + range + ", orchestration_name=Order}", 1.0));
    assertThat(fixture.counts("duroxide_orchestration_turns")).hasSize(1);
    assertThat(fixture.counts("duroxide_orchestration_history_size")).hasSize(1);
    assertThat(fixture.values(COMPLETIONS)).isEmpty();
    assertThat(fixture.values("duroxide_orchestration_duration_seconds")).isEmpty();
    assertThat(fixture.values("duroxide_suborchestration_calls_total")).isEmpty();
  }

  @Test
  void poisonIsOneFailedCompletionAndOneStartIfItNeverRan() {
    Turn turn = fixture.turn().failed("POISON", "UNSPECIFIED");
    turn.poisoned = true;
    turn.firstTurn = true;
    turn.turns = 0;
    turn.end();
    assertThat(fixture.nonZero(STARTS)).hasSize(1);
    assertThat(fixture.nonZero(COMPLETIONS))
        .isEqualTo(
            Map.of(
                "{final_turn_count=0, orchestration_name=Order, status=failed, version=1.0.0}",
                1.0));
    assertThat(fixture.nonZero(FAILURES))
        .isEqualTo(
            Map.of(
                "{error_category=other, error_type=poison, orchestration_name=Order,"
                    + " version=1.0.0}",
                1.0));
    assertThat(fixture.values(POISON)).isEqualTo(Map.of("{orchestration_name=Order}", 1.0));
  }

  @Test
  void childIsCountedForItsParent() {
    Turn turn = fixture.turn();
    turn.status = "CANCELLED";
    turn.parentName = "Parent";
    turn.end();
    String labels = "{child_orchestration=Order, outcome=cancelled, parent_orchestration=Parent}";
    assertThat(fixture.values("duroxide_suborchestration_calls_total"))
        .isEqualTo(Map.of(labels, 1.0));
    assertThat(fixture.values("duroxide_suborchestration_duration_seconds"))
        .isEqualTo(Map.of(labels, 2.5));
  }

  @Test
  void rareFailuresExistFromTheFirstTurn() {
    fixture.turn().end();
    assertThat(fixture.values(POISON)).isEqualTo(Map.of("{orchestration_name=Order}", 0.0));
    String failures = fixture.values(FAILURES).keySet().toString();
    for (LabelValues.ErrorType type : LabelValues.ErrorType.values()) {
      assertThat(failures).contains("error_type=" + type.text() + ",");
    }
    assertThat(fixture.nonZero(FAILURES)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "APPLICATION,UNSPECIFIED,com.shop.Odd,app_error,other",
    "APPLICATION,UNSPECIFIED,java.lang.IllegalStateException,app_error,logic",
    "APPLICATION,UNSPECIFIED,java.lang.IllegalArgumentException,app_error,validation",
    "APPLICATION,UNSPECIFIED,com.shop.Odd;java.sql.SQLSyntaxErrorException,app_error,database",
    "APPLICATION,UNSPECIFIED,com.shop.Odd;java.net.ConnectException,infrastructure_error,network",
    "APPLICATION,UNSPECIFIED,java.sql.SQLTransientConnectionException,infrastructure_error,database",
    "APPLICATION,PANIC,java.lang.StackOverflowError,app_error,panic",
    "TIMEOUT,UNSPECIFIED,,timeout,timeout",
    "CONFIGURATION,UNDECODABLE_PAYLOAD,,config_error,validation",
    "CONFIGURATION,LIMIT_EXCEEDED,,config_error,limit",
    "CONFIGURATION,UNREGISTERED,,config_error,unregistered",
    "CONFIGURATION,INSTANCE_EXISTS,,config_error,other",
    "INFRASTRUCTURE,CORRUPTION,,infrastructure_error,corruption",
    "INFRASTRUCTURE,UNSPECIFIED,,infrastructure_error,other",
    "NONDETERMINISM,UNSPECIFIED,,nondeterminism,nondeterminism",
    "POISON,UNREGISTERED,,poison,unregistered",
    "CANCELLED,UNSPECIFIED,,app_error,other"
  })
  void failuresAreClassified(
      String category, String reason, String classes, String type, String group) {
    fixture
        .turn()
        .failed(category, reason, classes == null ? new String[0] : classes.split(";", -1))
        .end();
    assertThat(fixture.nonZero(FAILURES))
        .isEqualTo(
            Map.of(
                "{error_category="
                    + group
                    + ", error_type="
                    + type
                    + ", orchestration_name=Order, version=1.0.0}",
                1.0));
  }

  @Test
  void classTableIsConfigurable() {
    try (Fixture own =
        new Fixture(
            "error-categories", "com.shop.=validation,com.shop.db.=database",
            "infrastructure-classes", "com.shop.db.Down")) {
      own.turn().failed("APPLICATION", "UNSPECIFIED", "com.shop.BadOrder").end();
      own.turn().failed("APPLICATION", "UNSPECIFIED", "com.shop.db.DownException").end();
      assertThat(own.nonZero(FAILURES).toString())
          .contains("{error_category=validation, error_type=app_error,")
          .contains("{error_category=database, error_type=infrastructure_error,");
    }
  }

  @Test
  void acknowledgementsThatWereRepeated() {
    Turn turn = fixture.turn();
    turn.disposition = "ABANDONED";
    turn.ackRetries = 3;
    turn.end();
    assertThat(fixture.values("duroxide_provider_ack_retries_total"))
        .isEqualTo(
            Map.of("{operation=ack_orchestration_item}", 3.0, "{operation=ack_work_item}", 0.0));
  }
}

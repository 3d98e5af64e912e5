package io.duroxide.telemetry.metrics;

import static io.duroxide.telemetry.metrics.Distribution.seconds;

import io.duroxide.telemetry.metrics.LabelValues.EndStatus;
import io.duroxide.telemetry.metrics.LabelValues.ErrorGroup;
import io.duroxide.telemetry.metrics.LabelValues.ErrorType;
import io.duroxide.telemetry.metrics.LabelValues.ExecutionRange;
import io.duroxide.telemetry.metrics.LabelValues.InitiatedBy;
import io.duroxide.telemetry.metrics.LabelValues.TurnRange;

/** What committed turns say about orchestrations. The caller decides that a turn is committed. */
final class OrchestrationMetrics {

  private static final int[] ONLY = {0};

  private final Counter starts;
  private final Counter completions;
  private final Counter failures;
  private final Counter continued;
  private final Counter poison;
  private final Counter childCalls;
  private final Distribution duration;
  private final Distribution turns;
  private final Distribution historySize;
  private final Distribution turnDuration;
  private final Distribution childDuration;
  private final int[] announcedFailures;

  OrchestrationMetrics(Instruments instruments) {
    starts = instruments.counter(OrchestrationRows.ORCHESTRATION_STARTS);
    completions = instruments.counter(OrchestrationRows.ORCHESTRATION_COMPLETIONS);
    failures = instruments.counter(OrchestrationRows.ORCHESTRATION_FAILURES);
    continued = instruments.counter(OrchestrationRows.CONTINUE_AS_NEW);
    poison = instruments.counter(OrchestrationRows.ORCHESTRATION_POISON);
    childCalls = instruments.counter(OrchestrationRows.SUBORCHESTRATION_CALLS);
    duration = instruments.distribution(OrchestrationRows.ORCHESTRATION_DURATION);
    turns = instruments.distribution(OrchestrationRows.ORCHESTRATION_TURNS);
    historySize = instruments.distribution(OrchestrationRows.ORCHESTRATION_HISTORY_SIZE);
    turnDuration = instruments.distribution(OrchestrationRows.ORCHESTRATION_TURN_DURATION);
    childDuration = instruments.distribution(OrchestrationRows.SUBORCHESTRATION_DURATION);
    announcedFailures = likelyFailures();
  }

  /** Every error type, with the categories it mostly comes with: all 66 pairs would be too many. */
  private int[] likelyFailures() {
    return new int[] {
      failures.at(ErrorType.APP_ERROR, ErrorGroup.OTHER),
      failures.at(ErrorType.APP_ERROR, ErrorGroup.LOGIC),
      failures.at(ErrorType.APP_ERROR, ErrorGroup.VALIDATION),
      failures.at(ErrorType.APP_ERROR, ErrorGroup.PANIC),
      failures.at(ErrorType.INFRASTRUCTURE_ERROR, ErrorGroup.DATABASE),
      failures.at(ErrorType.INFRASTRUCTURE_ERROR, ErrorGroup.NETWORK),
      failures.at(ErrorType.CONFIG_ERROR, ErrorGroup.VALIDATION),
      failures.at(ErrorType.CONFIG_ERROR, ErrorGroup.LIMIT),
      failures.at(ErrorType.TIMEOUT, ErrorGroup.TIMEOUT),
      failures.at(ErrorType.NONDETERMINISM, ErrorGroup.NONDETERMINISM),
      failures.at(ErrorType.POISON, ErrorGroup.OTHER),
    };
  }

  /** The code ran; a poison acknowledgement is no turn. */
  void turnRan(String name, long nanos) {
    turnDuration.record(seconds(nanos), name, 0);
  }

  /** Something was committed about executions of this name. */
  void seen(String name, String version) {
    if (!failures.knows(name, version, announcedFailures[0])) {
      failures.announce(name, version, announcedFailures);
      poison.announce(name, ONLY);
    }
  }

  void started(String name, String version, InitiatedBy by) {
    starts.add(1, name, version, by.index());
  }

  void executionEnded(String name, int turnCount, long events) {
    turns.record(turnCount, name, 0);
    historySize.record((double) events, name, 0);
  }

  void continuedAsNew(String name, long execution) {
    continued.add(1, name, ExecutionRange.of(execution).index());
  }

  /** The instance is over. */
  void completed(String name, String version, EndStatus status, int turnCount, double seconds) {
    completions.add(1, name, version, completions.at(status, TurnRange.of(turnCount)));
    duration.record(seconds, name, version, status.index());
  }

  void failed(String name, String version, ErrorType type, ErrorGroup group) {
    failures.add(1, name, version, failures.at(type, group));
  }

  void poisoned(String name) {
    poison.add(1, name);
  }

  void childEnded(String parent, String name, EndStatus outcome, double seconds) {
    childCalls.add(1, parent, name, outcome.index());
    childDuration.record(seconds, parent, name, outcome.index());
  }
}

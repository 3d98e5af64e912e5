package io.duroxide.runtime.simulation;

import io.duroxide.history.OrchestratorMessage;
import io.duroxide.history.OrchestratorMessage.ActivityCompleted;
import io.duroxide.history.OrchestratorMessage.TimerFired;
import io.duroxide.provider.contract.SettableClock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What happened, line by line. Holds nothing random, so that equal seeds give equal traces. */
final class Trace {

  private final SettableClock clock;
  private final long beginning;
  private final List<String> lines = new ArrayList<>();

  Trace(SettableClock clock) {
    this.clock = clock;
    this.beginning = clock.millis();
  }

  void add(String line) {
    lines.add("%7d %s".formatted(clock.millis() - beginning, line));
  }

  /** Kinds and ids of messages. */
  static String describe(List<OrchestratorMessage> messages) {
    return messages.stream().map(Trace::describe).collect(Collectors.joining(", ", "[", "]"));
  }

  private static String describe(OrchestratorMessage message) {
    String kind = message.getClass().getSimpleName();
    if (message instanceof ActivityCompleted done) {
      return kind + " " + done.executionId() + "." + done.scheduledId();
    }
    if (message instanceof TimerFired fired) {
      return kind + " " + fired.executionId() + "." + fired.scheduledId();
    }
    return kind;
  }

  List<String> lines() {
    return List.copyOf(lines);
  }

  String last(int count) {
    return String.join("\n", lines.subList(Math.max(0, lines.size() - count), lines.size()));
  }
}

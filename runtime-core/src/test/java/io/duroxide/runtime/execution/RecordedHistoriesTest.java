package io.duroxide.runtime.execution;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.duroxide.coroutine.CoroutineThreads;
import io.duroxide.history.HistoryEvent;
import io.duroxide.history.HistoryEvent.OrchestrationStarted;
import io.duroxide.provider.KeyValue;
import io.duroxide.replay.TurnDecision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Histories written by an earlier runtime still mean the same: each turn of each file, replayed
 * from its JSON, decides exactly what was recorded.
 *
 * <p>After a wanted change, {@code mvn test -pl runtime-core -Dtest=RecordedHistoriesTest
 * -Dhistories.write=true} records them anew; the difference of the files is what running instances
 * will notice.
 */
class RecordedHistoriesTest {

  private static final Path FOLDER = Path.of("src/test/resources/histories");

  static List<Scenario> scenarios() {
    return Scenario.all();
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void history_replayedFromItsFile_decidesWhatIsRecorded(Scenario scenario) throws IOException {
    Path file = FOLDER.resolve(scenario.fileName());
    if (Boolean.getBoolean("histories.write")) {
      Files.createDirectories(FOLDER);
      Files.writeString(
          file, record(scenario).toPrettyString().replace("\r\n", "\n") + System.lineSeparator());
    }
    JsonNode executions = RecordedTurn.JSON.readTree(Files.readString(file));
    assertThat(executions).as("executions in %s", file).isNotEmpty();
    for (JsonNode execution : executions) {
      replay(scenario, execution);
    }
  }

  @Test
  void files_areThoseOfTheScenarios() throws IOException {
    try (var files = Files.list(FOLDER)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(
              Scenario.all().stream().map(Scenario::fileName).toList());
    }
  }

  private static void replay(Scenario scenario, JsonNode recorded) {
    List<RecordedTurn> turns = new ArrayList<>();
    recorded.get("turns").forEach(turn -> turns.add(RecordedTurn.of(turn)));
    OrchestrationStarted started = (OrchestrationStarted) turns.get(0).events().get(0);
    ScriptedExecution execution =
        new ScriptedExecution(
            CoroutineThreads.platform(),
            ExecutionHarness.registered(scenario.code()),
            recorded.get("execution").asLong(),
            started,
            keyValues(recorded.get("keyValuesBefore")));
    List<HistoryEvent> stored = new ArrayList<>();
    for (RecordedTurn turn : turns) {
      TurnDecision decision = execution.decideAfter(stored, turn.turn());
      assertThat(RecordedTurn.of(turn.turn(), decision))
          .as("%s, turn at %d", scenario, turn.at())
          .isEqualTo(turn);
      stored.addAll(turn.events());
    }
  }

  private static ArrayNode record(Scenario scenario) {
    ArrayNode executions = RecordedTurn.JSON.createArrayNode();
    try (var run = new ExecutionHarness(scenario.code())) {
      scenario.script().accept(run);
      for (ScriptedExecution execution : run.executions()) {
        ObjectNode recorded = executions.addObject();
        recorded.put("execution", executions.size());
        recorded.set(
            "keyValuesBefore",
            RecordedTurn.JSON.valueToTree(new TreeMap<>(execution.keyValuesBefore())));
        ArrayNode turns = recorded.putArray("turns");
        for (int i = 0; i < execution.turns(); i++) {
          turns.add(
              RecordedTurn.of(execution.script().get(i), execution.decisions().get(i)).toJson());
        }
      }
    }
    return executions;
  }

  private static Map<String, KeyValue> keyValues(JsonNode json) {
    Map<String, KeyValue> values = new TreeMap<>();
    json.properties()
        .forEach(
            entry ->
                values.put(
                    entry.getKey(),
                    new KeyValue(
                        entry.getValue().get("value").asText(),
                        entry.getValue().get("updatedAt").asLong())));
    return values;
  }
}

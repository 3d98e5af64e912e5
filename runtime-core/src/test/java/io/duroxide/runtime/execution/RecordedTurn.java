package io.duroxide.runtime.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.duroxide.history.HistoryCodec;
import io.duroxide.history.HistoryEvent;
import io.duroxide.history.OrchestratorMessage;
import io.duroxide.replay.TurnDecision;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One turn in a file: what it was given and what it decided. Events and messages are in their
 * stored form, so that a file is what a database of that time would hold.
 */
record RecordedTurn(
    long at,
    Map<String, String> otherKeyValues,
    List<OrchestratorMessage> messages,
    List<HistoryEvent> events,
    List<Long> cancelledActivities,
    List<String> cancelledChildren) {

  static final JsonMapper JSON = new JsonMapper();

  static RecordedTurn of(ScriptedExecution.Turn turn, TurnDecision decision) {
    return new RecordedTurn(
        turn.environment().now(),
        turn.environment().keyValues(),
        turn.messages(),
        decision.events(),
        decision.cancelledActivities(),
        decision.cancelledChildren());
  }

  /** What the turn was given. */
  ScriptedExecution.Turn turn() {
    return new ScriptedExecution.Turn(
        messages, new ScriptedEnvironment(at, otherKeyValues, Long.MAX_VALUE));
  }

  ObjectNode toJson() {
    try {
      ObjectNode json = JSON.createObjectNode();
      json.put("at", at);
      json.set("otherKeyValues", JSON.valueToTree(new TreeMap<>(otherKeyValues)));
      ArrayNode given = json.putArray("messages");
      for (OrchestratorMessage message : messages) {
        given.add(JSON.readTree(HistoryCodec.encode(message)));
      }
      ArrayNode decided = json.putArray("events");
      for (HistoryEvent event : events) {
        decided.add(JSON.readTree(HistoryCodec.encode(event)));
      }
      json.set("cancelledActivities", JSON.valueToTree(cancelledActivities));
      json.set("cancelledChildren", JSON.valueToTree(cancelledChildren));
      return json;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static RecordedTurn of(JsonNode json) {
    List<OrchestratorMessage> messages = new ArrayList<>();
    json.get("messages")
        .forEach(message -> messages.add(HistoryCodec.decodeMessage(message.toString())));
    List<HistoryEvent> events = new ArrayList<>();
    json.get("events").forEach(event -> events.add(HistoryCodec.decodeEvent(event.toString())));
    Map<String, String> otherKeyValues = new TreeMap<>();
    json.get("otherKeyValues")
        .properties()
        .forEach(entry -> otherKeyValues.put(entry.getKey(), entry.getValue().asText()));
    List<Long> activities = new ArrayList<>();
    json.get("cancelledActivities").forEach(id -> activities.add(id.asLong()));
    List<String> children = new ArrayList<>();
    json.get("cancelledChildren").forEach(child -> children.add(child.asText()));
    return new RecordedTurn(
        json.get("at").asLong(), otherKeyValues, messages, events, activities, children);
  }
}

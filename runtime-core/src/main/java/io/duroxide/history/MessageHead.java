package io.duroxide.history;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.duroxide.history.OrchestratorMessage.StartOrchestration;
import io.duroxide.payload.StoredJson;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What can be told of a message that cannot be read: whom it was for, and what about. The text may
 * be of a newer runtime or damaged; what stands in front of the damage counts.
 *
 * @param type as it is stored, or null
 * @param executionId the receiver's execution, or 0
 * @param scheduledId the receiver's scheduling event, or 0
 * @param parent whose child it starts, or null
 */
public record MessageHead(
    @Nullable String type,
    @Nullable String instance,
    long executionId,
    long scheduledId,
    @Nullable ParentLink parent) {

  private static final JsonMapper MAPPER = StoredJson.mapper().build();

  /** Reads as much as there is; never fails. */
  public static MessageHead of(String text) {
    Reading reading = new Reading();
    try (JsonParser parser = MAPPER.createParser(text)) {
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          reading.field(parser);
        }
      }
    } catch (IOException | RuntimeException damaged) {
      // What has been read so far is what there is.
    }
    return reading.head();
  }

  /** Whether it tells the operation of the receiver that it completes. */
  public boolean isCompletion() {
    return executionId > 0 && scheduledId > 0;
  }

  /** Returns a stand-in for the start of a child, or null if it is none or does not say whose. */
  public @Nullable StartOrchestration childStart() {
    return "START_ORCHESTRATION".equals(type) && parent != null && instance != null
        ? StartOrchestration.unreadable(instance, parent)
        : null;
  }

  private static final class Reading {
    private @Nullable String type;
    private @Nullable String instance;
    private long executionId;
    private long scheduledId;
    private @Nullable ParentLink parent;

    void field(JsonParser parser) throws IOException {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      switch (name) {
        case "type" -> type = parser.getValueAsString();
        case "instance" -> instance = parser.getValueAsString();
        case "executionId" -> executionId = parser.getValueAsLong();
        case "scheduledId" -> scheduledId = parser.getValueAsLong();
        case "parent" ->
            parent = value == JsonToken.START_OBJECT ? parser.readValueAs(ParentLink.class) : null;
        default -> parser.skipChildren();
      }
    }

    MessageHead head() {
      return new MessageHead(type, instance, executionId, scheduledId, parent);
    }
  }
}

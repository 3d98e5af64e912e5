package io.duroxide.history;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.duroxide.DuroxideException;
import io.duroxide.payload.StoredJson;

/**
 * The stored JSON form of events and work items. Unknown fields are ignored, so that an older
 * runtime reads what a newer one wrote; an unknown type is an error, because skipping a fact would
 * change what the code does. Thread-safe.
 */
public final class HistoryCodec {

  private static final JsonMapper MAPPER =
      StoredJson.mapper()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
          .build();

  private static final ObjectWriter EVENT_WRITER = MAPPER.writerFor(HistoryEvent.class);
  private static final ObjectReader EVENT_READER = MAPPER.readerFor(HistoryEvent.class);
  private static final ObjectWriter MESSAGE_WRITER = MAPPER.writerFor(OrchestratorMessage.class);
  private static final ObjectReader MESSAGE_READER = MAPPER.readerFor(OrchestratorMessage.class);
  private static final ObjectWriter ACTIVITY_WRITER = MAPPER.writerFor(ActivityWorkItem.class);
  private static final ObjectReader ACTIVITY_READER = MAPPER.readerFor(ActivityWorkItem.class);
  private static final ObjectWriter PARENT_WRITER = MAPPER.writerFor(ParentLink.class);
  private static final ObjectReader PARENT_READER = MAPPER.readerFor(ParentLink.class);

  private HistoryCodec() {}

  public static String encode(HistoryEvent event) {
    return write(EVENT_WRITER, event);
  }

  /**
   * @throws UndecodableException if the text is no event this version knows
   */
  public static HistoryEvent decodeEvent(String json) {
    return read(EVENT_READER, json, HistoryEvent.class);
  }

  public static String encode(OrchestratorMessage message) {
    return write(MESSAGE_WRITER, message);
  }

  /**
   * @throws UndecodableException if the text is no message this version knows
   */
  public static OrchestratorMessage decodeMessage(String json) {
    return read(MESSAGE_READER, json, OrchestratorMessage.class);
  }

  public static String encode(ActivityWorkItem item) {
    return write(ACTIVITY_WRITER, item);
  }

  /**
   * @throws UndecodableException if the text is no activity work item
   */
  public static ActivityWorkItem decodeActivity(String json) {
    return read(ACTIVITY_READER, json, ActivityWorkItem.class);
  }

  public static String encode(ParentLink parent) {
    return write(PARENT_WRITER, parent);
  }

  /**
   * @throws UndecodableException if the text is no parent link
   */
  public static ParentLink decodeParent(String json) {
    return read(PARENT_READER, json, ParentLink.class);
  }

  private static String write(ObjectWriter writer, Object value) {
    try {
      return writer.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot encode " + value.getClass().getSimpleName(), e);
    }
  }

  private static <T> T read(ObjectReader reader, String json, Class<T> type) {
    try {
      return requireNonNull(type.cast(reader.readValue(json)), "it is null");
    } catch (JsonProcessingException | RuntimeException e) {
      throw new UndecodableException(
          "cannot decode " + type.getSimpleName() + ": " + e.getMessage(), e);
    }
  }

  /** Stored text that this version cannot read. */
  public static final class UndecodableException extends DuroxideException {

    private static final long serialVersionUID = 1L;

    UndecodableException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}

package io.duroxide.payload;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.duroxide.ErrorCategory;
import io.duroxide.ErrorDetails;
import io.duroxide.ErrorReason;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Encodes application values as JSON and back; Java's null is a null payload. Thread-safe. */
public final class PayloadCodec {

  private static final JsonMapper MAPPER =
      StoredJson.mapper()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
          .addModule(isoTimes())
          .build();

  private PayloadCodec() {}

  /**
   * The JSON form of a value; null for null.
   *
   * @throws PayloadException if {@code value} has no JSON form
   */
  public static @Nullable String encode(@Nullable Object value) {
    if (value == null) {
      return null;
    }
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException | RuntimeException | StackOverflowError | LinkageError e) {
      // Getters are the application's, and so is what comes out of them.
      throw new PayloadException(
          "cannot encode " + value.getClass().getName() + " as JSON: " + reason(e), e);
    }
  }

  /**
   * The value of a JSON form; null for null, and for {@code Void} whatever was stored.
   *
   * @throws PayloadException if {@code payload} is not the JSON form of a {@code type}
   */
  public static <T> @Nullable T decode(@Nullable String payload, Class<T> type) {
    if (payload == null || type == Void.class) {
      return null;
    }
    try {
      return MAPPER.readValue(payload, type);
    } catch (JsonProcessingException | RuntimeException | StackOverflowError | LinkageError e) {
      throw new PayloadException(
          "payload does not decode to " + type.getName() + ": " + reason(e), e);
    }
  }

  /** An error as it is stored. */
  public static String encodeError(ErrorDetails error) {
    String encoded = encode(error);
    return encoded == null ? "" : encoded;
  }

  /**
   * The error of a stored text; one of category infrastructure if there is none.
   *
   * @throws PayloadException if the text is no error
   */
  public static ErrorDetails decodeError(@Nullable String stored) {
    ErrorDetails error = decode(stored, ErrorDetails.class);
    return error != null
        ? error
        : ErrorDetails.of(
            ErrorCategory.INFRASTRUCTURE, ErrorReason.CORRUPTION, "no error details stored");
  }

  private static String reason(Throwable thrown) {
    return thrown instanceof JsonProcessingException json
        ? json.getOriginalMessage()
        : ErrorDetails.messageOf(thrown);
  }

  /**
   * The two {@code java.time} types of the API, in ISO-8601; records of the application often carry
   * them.
   */
  private static SimpleModule isoTimes() {
    return new SimpleModule("duroxide-iso-times")
        .addSerializer(Instant.class, ToStringSerializer.instance)
        .addSerializer(Duration.class, ToStringSerializer.instance)
        .addDeserializer(Instant.class, new ParsedText<>(Instant.class, Instant::parse))
        .addDeserializer(Duration.class, new ParsedText<>(Duration.class, Duration::parse));
  }
}

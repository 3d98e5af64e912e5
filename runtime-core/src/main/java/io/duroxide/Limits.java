package io.duroxide;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Sizes at which an instance is stopped with a clear error before it harms its store, or warned
 * about. All of them may be switched off; the fixed ones in the constants may not.
 *
 * @param maxPayloadBytes of one input, output, event, or value, in UTF-8
 * @param maxHistoryEvents of one execution
 * @param maxHistoryBytes of the payloads of one execution
 * @param warnHistoryEvents from which a warning is logged, once per execution and node
 * @param warnHistoryBytes likewise
 */
public record Limits(
    long maxPayloadBytes,
    long maxHistoryEvents,
    long maxHistoryBytes,
    long warnHistoryEvents,
    long warnHistoryBytes) {

  /** Longest name of a handler, event, queue, key, tag or session, in characters. */
  public static final int MAX_NAME_LENGTH = 256;

  /** Longest instance id, in characters: generated ids of children grow with their depth. */
  public static final int MAX_INSTANCE_ID_LENGTH = 1024;

  /** Largest custom status in UTF-8 bytes, as in duroxide. */
  public static final int MAX_CUSTOM_STATUS_BYTES = 256 * 1024;

  /** Most keys of one instance. */
  public static final int MAX_KEYS = 150;

  /** Largest value of a key in UTF-8 bytes. */
  public static final int MAX_KEY_VALUE_BYTES = 64 * 1024;

  /** The numbers that are usual for durable execution: those of Temporal. */
  public static final Limits DEFAULT = new Limits(2L << 20, 51_200, 50L << 20, 10_240, 10L << 20);

  /** No limit and no warning. */
  public static final Limits NONE =
      new Limits(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);

  /**
   * @throws IllegalArgumentException naming the number that is below 1
   */
  public Limits {
    requirePositive(maxPayloadBytes, "maxPayloadBytes");
    requirePositive(maxHistoryEvents, "maxHistoryEvents");
    requirePositive(maxHistoryBytes, "maxHistoryBytes");
    requirePositive(warnHistoryEvents, "warnHistoryEvents");
    requirePositive(warnHistoryBytes, "warnHistoryBytes");
  }

  /**
   * Refuses a name that cannot be stored and shown everywhere.
   *
   * @param what the kind of name, for the message
   * @return {@code name}
   * @throws IllegalArgumentException if it is blank or too long
   */
  public static String requireName(String what, String name) {
    return requireLength(what, name, MAX_NAME_LENGTH);
  }

  /** {@link #requireName} for instance ids. */
  public static String requireInstanceId(String instanceId) {
    return requireLength("instance id", instanceId, MAX_INSTANCE_ID_LENGTH);
  }

  /**
   * Refuses a payload larger than {@link #maxPayloadBytes}.
   *
   * @param what the payload, for the message
   * @return {@code payload}
   * @throws LimitExceededException if it is too large
   */
  public @Nullable String requirePayload(String what, @Nullable String payload) {
    // A character takes at most three bytes, so most payloads need not be measured.
    if (payload != null && payload.length() > maxPayloadBytes / 3) {
      long bytes = utf8Length(payload);
      if (bytes > maxPayloadBytes) {
        throw new LimitExceededException(
            "%s has %d bytes, more than the limit of %d".formatted(what, bytes, maxPayloadBytes));
      }
    }
    return payload;
  }

  /** Length of a text in UTF-8, without encoding it. */
  public static long utf8Length(String text) {
    // Most payloads are short: encoding them is cheaper than anything clever.
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static String requireLength(String what, String name, int max) {
    if (requireNonNull(name, what).isBlank() || name.length() > max) {
      throw new IllegalArgumentException(
          "%s must have 1 to %d characters, was '%s'".formatted(what, max, name));
    }
    return name;
  }

  private static void requirePositive(long value, String name) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, was " + value);
    }
  }
}

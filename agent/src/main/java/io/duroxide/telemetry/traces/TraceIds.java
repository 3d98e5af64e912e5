package io.duroxide.telemetry.traces;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The ids of traces and spans, as lower-case hex digits. They depend on what is stored about an
 * event and on nothing else, so that they are the same on every node, after a crash and after a
 * replay: a change here tears apart the traces of all that runs while it is rolled out.
 *
 * <p>An id is the beginning of the SHA-256 of its fields: a letter for the kind, then strings as
 * length in bytes and UTF-8, numbers as 64 bits, big-endian.
 */
public final class TraceIds {

  private static final int TRACE_BYTES = 16;
  private static final int SPAN_BYTES = 8;

  private TraceIds() {}

  /**
   * The trace of a root instance and all its descendants.
   *
   * @param rootInstance the instance without a parent
   */
  public static String trace(String rootInstance) {
    return hex(digest('R', rootInstance), TRACE_BYTES);
  }

  public static String execution(String instance, long executionId) {
    return span('E', instance, executionId);
  }

  /**
   * The turn that is committed with this number; one that is not has another id.
   *
   * @param turn committed turns of the execution, this one included
   */
  public static String turn(String instance, long executionId, long turn) {
    return span('T', instance, executionId, turn);
  }

  /**
   * The delivery of an attempt that ended it; one that is given back or lost has another id.
   *
   * @param attempt earlier attempts under the retry policy
   */
  public static String activity(String instance, long executionId, long scheduledId, long attempt) {
    return span('A', instance, executionId, scheduledId, attempt);
  }

  /**
   * What left no trace in the store: a client's call, or a step that was not committed. Nobody else
   * can have seen it, so it is enough that it is told apart.
   *
   * @param process unique among processes
   * @param number unique within the process
   */
  static String local(String process, long number) {
    return span('L', process, number);
  }

  private static String span(char kind, String text, long... numbers) {
    return hex(digest(kind, text, numbers), SPAN_BYTES);
  }

  private static byte[] digest(char kind, String text, long... numbers) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    ByteBuffer fields = ByteBuffer.allocate(1 + Integer.BYTES + utf8.length + 8 * numbers.length);
    fields.put((byte) kind).putInt(utf8.length).put(utf8);
    for (long number : numbers) {
      fields.putLong(number);
    }
    try {
      return MessageDigest.getInstance("SHA-256").digest(fields.array());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }

  /** All zeros is no id; one in 2^64 would be, and becomes the next one. */
  static String hex(byte[] digest, int bytes) {
    String id = HexFormat.of().formatHex(digest, 0, bytes);
    return id.chars().allMatch(digit -> digit == '0') ? id.substring(1) + '1' : id;
  }
}

package io.duroxide.it;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The documented ids of traces and spans, made a second time. */
final class SpanIds {

  private SpanIds() {}

  static String trace(String root) {
    return hash('R', root).substring(0, 32);
  }

  static String execution(String instance, long execution) {
    return hash('E', instance, execution).substring(0, 16);
  }

  static String turn(String instance, long execution, long turn) {
    return hash('T', instance, execution, turn).substring(0, 16);
  }

  static String activity(String instance, long execution, long id, long attempt) {
    return hash('A', instance, execution, id, attempt).substring(0, 16);
  }

  private static String hash(char kind, String text, long... numbers) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      out.writeByte(kind);
      out.writeInt(utf8.length);
      out.write(utf8);
      for (long number : numbers) {
        out.writeLong(number);
      }
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

package io.duroxide.runtime;

import io.duroxide.Version;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * Which runtime this is. Read from a file the build fills in, because a manifest exists in jars
 * only.
 */
final class RuntimeVersion {

  /** As the build names it, such as {@code 1.2.3-SNAPSHOT}. */
  static final String TEXT = read();

  /**
   * What is stored with an execution and compared when another runtime wants to replay it: a
   * snapshot counts as the release it leads to.
   */
  static final Version NUMBER = Version.parse(TEXT.replaceFirst("[-+].*", ""));

  private RuntimeVersion() {}

  private static String read() {
    Properties properties = new Properties();
    try (InputStream file = RuntimeVersion.class.getResourceAsStream("version.properties")) {
      if (file == null) {
        throw new IllegalStateException("version.properties is missing from the runtime");
      }
      properties.load(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version", "");
  }
}

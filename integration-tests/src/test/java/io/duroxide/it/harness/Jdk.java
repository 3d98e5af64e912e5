package io.duroxide.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * An installed JDK.
 *
 * @param feature its feature release, such as 17
 */
public record Jdk(Path home, int feature) {

  /** Reads the {@code release} file, which every JDK has since 9; starting it would be slower. */
  static Jdk at(Path home) {
    Properties release = new Properties();
    try (var in = Files.newBufferedReader(home.resolve("release"))) {
      release.load(in);
      String version = release.getProperty("JAVA_VERSION", "").replace("\"", "");
      return new Jdk(home.toRealPath(), Integer.parseInt(version.split("[.+-]", 2)[0]));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path java() {
    return home.resolve("bin").resolve("java");
  }

  @Override
  public String toString() {
    return "JDK " + feature;
  }
}

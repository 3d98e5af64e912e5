package io.duroxide.it.harness;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The JDKs of this machine that everything is tested on. */
public final class Jdks {

  private Jdks() {}

  /** The build's own and the newest one found; a single one if they are the same. */
  public static List<Jdk> underTest() {
    Jdk own = current();
    Jdk newest =
        Stream.concat(beside(own), listed(System.getenv("JAVA_HOMES")))
            .max(Comparator.comparingInt(Jdk::feature))
            .orElse(own);
    return newest.feature() > own.feature() ? List.of(own, newest) : List.of(own);
  }

  /** The same for what takes its time: the newest one only with {@code -Dlong}. */
  public static List<Jdk> underLongTest() {
    return Boolean.getBoolean("long") ? underTest() : List.of(current());
  }

  public static Jdk current() {
    return Jdk.at(Path.of(System.getProperty("java.home")));
  }

  private static Stream<Jdk> beside(Jdk own) {
    Path folder = own.home().getParent();
    if (folder == null) {
      return Stream.empty();
    }
    try (Stream<Path> siblings = Files.list(folder)) {
      return siblings.filter(Jdks::isComplete).map(Jdk::at).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Stream<Jdk> listed(@Nullable String homes) {
    return homes == null || homes.isBlank()
        ? Stream.empty()
        : Arrays.stream(homes.split(File.pathSeparator))
            .map(Path::of)
            .filter(Jdks::isComplete)
            .map(Jdk::at);
  }

  private static boolean isComplete(Path home) {
    return Files.isExecutable(home.resolve("bin").resolve("java"))
        && Files.isReadable(home.resolve("release"));
  }
}

package io.duroxide.telemetry.jar;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Starts a JVM, waits for its end, keeps what it said. */
record ChildJvm(int exitCode, String out, String err) {

  static final Path AGENT = Path.of("target", "duroxide-telemetry.jar").toAbsolutePath();

  /** JDK 17 and the newest of this machine. */
  static List<Path> javas() throws IOException {
    List<Path> homes = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"))));
    Path root = Path.of("/usr/lib/jvm");
    if (Files.isDirectory(root)) {
      try (Stream<Path> all = Files.list(root)) {
        all.filter(home -> Files.isExecutable(home.resolve("bin/java")))
            .filter(home -> feature(home) >= 17)
            .max(Comparator.comparingInt(ChildJvm::feature))
            .filter(newest -> feature(newest) != feature(homes.get(0)))
            .ifPresent(homes::add);
      }
    }
    return homes;
  }

  static ChildJvm run(Path home, List<String> arguments) throws Exception {
    return run(home, "", arguments);
  }

  static ChildJvm run(Path home, String toolOptions, List<String> arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(home.resolve("bin/java").toString()));
    command.addAll(arguments);
    Path out = Files.createTempFile("child", ".out");
    Path err = Files.createTempFile("child", ".err");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    if (!toolOptions.isEmpty()) {
      builder.environment().put("JAVA_TOOL_OPTIONS", toolOptions);
    }
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException("child JVM hangs: " + command);
    }
    return new ChildJvm(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  static String agentOption() {
    return "-javaagent:" + AGENT;
  }

  static String path(Path... elements) {
    return String.join(File.pathSeparator, Stream.of(elements).map(Path::toString).toList());
  }

  /** Where the class comes from. */
  static Path home(Class<?> type) {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath());
  }

  private static int feature(Path home) {
    try (Stream<String> lines = Files.lines(home.resolve("release"))) {
      String version =
          lines.filter(line -> line.startsWith("JAVA_VERSION=")).findFirst().orElse("");
      return Integer.parseInt(version.replaceAll("\\D*(\\d+).*", "$1"));
    } catch (IOException | NumberFormatException e) {
      return 0;
    }
  }
}

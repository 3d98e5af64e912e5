package io.duroxide.it;

import static java.util.Objects.requireNonNull;

import io.duroxide.it.harness.Jdk;
import io.duroxide.it.harness.JvmCommand;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Where the build left what is tested. */
final class Artifacts {

  private Artifacts() {}

  static Path agentJar() {
    return path("it.agent.jar").normalize();
  }

  /** The example application in which everything happens, under the agent with its settings. */
  static JvmCommand tour(Jdk jdk, Path directory, int port) {
    Path tour = path("it.tour").normalize();
    return JvmCommand.on(jdk)
        .agent(agentJar(), tour.resolve("duroxide-telemetry.properties"))
        .property("org.slf4j.simpleLogger.logFile", directory.resolve("app.log"))
        .property("duroxide.telemetry.prometheus.port", port)
        .jar(
            tour.resolve("target/tour.jar"),
            "--data-dir",
            directory.resolve("data"),
            "--await-port",
            port);
  }

  /** Where the contract lies as data. */
  static Path docs() {
    return path("it.docs").normalize();
  }

  /** The class path of an application: its classes, the runtime and what the runtime needs. */
  static List<Path> applicationClassPath() {
    try {
      List<Path> entries = new ArrayList<>(List.of(path("it.application.classes")));
      String libraries = Files.readString(path("it.application.classpath.file")).strip();
      for (String library : libraries.split(File.pathSeparator, -1)) {
        entries.add(Path.of(library));
      }
      return entries;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The class path of an application whose log lines go to the backend of this name. */
  static List<Path> applicationClassPath(String backend) {
    try (Stream<Path> jars = Files.list(path("it.backends").resolve(backend))) {
      List<Path> entries = new ArrayList<>(applicationClassPath());
      entries.removeIf(entry -> entry.getFileName().toString().startsWith("slf4j-simple"));
      jars.forEach(entries::add);
      return entries;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path runtimeJar() {
    return applicationClassPath().stream()
        .filter(entry -> entry.getFileName().toString().startsWith("duroxide-runtime-core"))
        .findFirst()
        .orElseThrow();
  }

  /** The test's own classes and an OpenTelemetry SDK older than the agent's. */
  static List<Path> otherOpenTelemetry() {
    try (Stream<Path> jars = Files.list(path("it.other.otel"))) {
      return Stream.concat(Stream.of(path("it.test.classes")), jars).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * An application without any agent. Its logs go to a file: stderr belongs to the agent and the
   * JVM.
   */
  static JvmCommand application(Jdk jdk, Path logFile) {
    JvmCommand command =
        JvmCommand.on(jdk)
            .classPathAppend(applicationClassPath())
            .property("org.slf4j.simpleLogger.logFile", logFile)
            .property("org.slf4j.simpleLogger.defaultLogLevel", "info");
    // SQLite is native code, about which newer JVMs warn unless its use is announced.
    return jdk.feature() >= 24
        ? command.jvmArgument("--enable-native-access=ALL-UNNAMED")
        : command;
  }

  /** A fresh directory below the build's, kept for whoever has to find out what went wrong. */
  static Path freshDirectory(String name) {
    try {
      Path parent = path("it.application.classes").resolveSibling("it-runs");
      Files.createDirectories(parent);
      return Files.createTempDirectory(parent, name + "-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path path(String property) {
    return Path.of(requireNonNull(System.getProperty(property), property));
  }
}

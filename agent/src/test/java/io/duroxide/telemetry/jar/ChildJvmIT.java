package io.duroxide.telemetry.jar;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.provider.Provider;
import io.duroxide.telemetry.child.Hello;
import io.duroxide.telemetry.child.IsolatedEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The built jar in JVMs of its own. */
class ChildJvmIT {

  private static final Path TESTS = ChildJvm.home(Hello.class);

  /** The runtime and what it needs: one class of each jar. */
  private static final List<Class<?>> ENGINE =
      List.of(
          Provider.class,
          org.jspecify.annotations.Nullable.class,
          com.fasterxml.jackson.databind.ObjectMapper.class,
          com.fasterxml.jackson.core.JsonFactory.class,
          com.fasterxml.jackson.annotation.JsonInclude.class,
          org.slf4j.Logger.class);

  static List<Path> javas() throws IOException {
    return ChildJvm.javas();
  }

  @ParameterizedTest
  @MethodSource("javas")
  void anApplicationWithoutEngineNoticesNothing(Path java) throws Exception {
    ChildJvm hello = hello(java, ChildJvm.agentOption());

    assertThat(hello).isEqualTo(new ChildJvm(0, "hello\n", ""));
  }

  @ParameterizedTest
  @MethodSource("javas")
  void worksFromTheBootClassPath(Path java) throws Exception {
    ChildJvm hello =
        hello(java, ChildJvm.agentOption(), "-Xbootclasspath/a:" + ChildJvm.AGENT, "-Xshare:auto");

    assertThat(hello).isEqualTo(new ChildJvm(0, "hello\n", ""));
  }

  @ParameterizedTest
  @MethodSource("javas")
  void theSecondAttachmentSaysOneLine(Path java) throws Exception {
    ChildJvm hello = hello(java, ChildJvm.agentOption(), ChildJvm.agentOption());

    assertThat(hello.exitCode()).isZero();
    assertThat(hello.out()).isEqualTo("hello\n");
    assertThat(hello.err().lines()).singleElement().asString().contains("attached already");
  }

  @ParameterizedTest
  @MethodSource("javas")
  void switchedOffItIsNotThere(Path java) throws Exception {
    ChildJvm hello =
        hello(java, ChildJvm.agentOption(), "-Dduroxide.telemetry.enabled=false", "-verbose:class");

    assertThat(hello.exitCode()).isZero();
    assertThat(hello.out()).contains("hello\n").doesNotContain("TargetTransformer");
  }

  @ParameterizedTest
  @MethodSource("javas")
  void nothingHeavyIsLoadedForAnApplicationWithoutEngine(Path java) throws Exception {
    ChildJvm hello = hello(java, ChildJvm.agentOption(), "-verbose:class");

    assertThat(hello.out())
        .contains("TargetTransformer")
        .doesNotContain("DuroxideBridge")
        .doesNotContain("telemetry.tool.")
        .doesNotContain("telemetry.status.")
        .doesNotContain("telemetry.config.")
        .doesNotContain("telemetry.shaded")
        .doesNotContain("java.util.logging");
  }

  @ParameterizedTest
  @MethodSource("javas")
  void jdkToolsAreLeftAlone(Path java) throws Exception {
    ChildJvm javac =
        ChildJvm.run(
            java,
            ChildJvm.agentOption() + " -verbose:class",
            List.of("-m", "jdk.compiler/com.sun.tools.javac.Main", "-version"));

    assertThat(javac.exitCode()).isZero();
    assertThat(javac.out()).contains("javac ").doesNotContain("TargetTransformer");
  }

  @ParameterizedTest
  @MethodSource("javas")
  void anEngineInAnIsolatedLoaderIsInstrumented(Path java, @TempDir Path renamed) throws Exception {
    RenamedClasses.write(TESTS.resolve("io/duroxide/telemetry/child"), renamed);

    List<String> command = new ArrayList<>();
    command.addAll(List.of(ChildJvm.agentOption(), "-cp", renamed.toString()));
    command.addAll(List.of(IsolatedEngine.class.getName(), renamed + "/"));
    ENGINE.forEach(type -> command.add(ChildJvm.home(type).toString()));
    ChildJvm engine = ChildJvm.run(java, command);

    assertThat(engine.exitCode()).as(engine.err()).isZero();
    assertThat(engine.err().lines()).allMatch(line -> line.startsWith("[duroxide-telemetry]"));
    assertThat(engine.out().lines())
        .contains("providerSeen FakeProvider", "clientCall 6 start i pay null")
        .endsWith("providerCall fetchWorkItem false 12 -1 null");
    assertThat(engine.out().lines().filter(line -> line.contains("fetchWorkItem"))).hasSize(1);
  }

  @Test
  void theJarTellsItsUsageAndVersion() throws Exception {
    Path java = ChildJvm.javas().get(0);

    ChildJvm help = ChildJvm.run(java, List.of("-jar", ChildJvm.AGENT.toString(), "--help"));
    ChildJvm version = ChildJvm.run(java, List.of("-jar", ChildJvm.AGENT.toString(), "--version"));

    assertThat(help.out()).startsWith("usage: ");
    assertThat(version.out()).matches("duroxide-telemetry \\d+\\.\\d+.*\n");
  }

  @ParameterizedTest
  @MethodSource("javas")
  void theJarChecksAFile(Path java, @TempDir Path directory) throws Exception {
    Path good = Files.writeString(directory.resolve("good"), "duroxide.telemetry.strict=true\n");
    Path bad = Files.writeString(directory.resolve("bad"), "duroxide.telemetry.strikt=true\n");

    assertThat(tool(java, "check", good.toString()).exitCode()).isZero();
    ChildJvm checked = tool(java, "check", bad.toString());
    assertThat(checked.exitCode()).isEqualTo(1);
    assertThat(checked.err()).endsWith("did you mean duroxide.telemetry.strict?\n");
    assertThat(tool(java, "check", directory.resolve("none").toString()).exitCode()).isEqualTo(2);
  }

  @ParameterizedTest
  @MethodSource("javas")
  void aJavaThatCannotAttachSaysSo(Path java) throws Exception {
    ChildJvm list =
        ChildJvm.run(
            java,
            List.of("--limit-modules", "java.base", "-jar", ChildJvm.AGENT.toString(), "list"));

    assertThat(list.exitCode()).isEqualTo(1);
    assertThat(list.err().lines()).singleElement().asString().contains("no module jdk.attach");
  }

  private static ChildJvm tool(Path java, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("-jar", ChildJvm.AGENT.toString()));
    command.addAll(List.of(arguments));
    return ChildJvm.run(java, command);
  }

  private static ChildJvm hello(Path java, String... options) throws Exception {
    List<String> arguments = new java.util.ArrayList<>(List.of(options));
    arguments.addAll(List.of("-cp", TESTS.toString(), Hello.class.getName()));
    return ChildJvm.run(java, arguments);
  }
}

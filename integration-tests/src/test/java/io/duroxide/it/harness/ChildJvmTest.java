package io.duroxide.it.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Scanner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class ChildJvmTest {

  static final List<Jdk> JDKS = Jdks.underTest();

  private static final Duration LIMIT = Duration.ofSeconds(30);

  /** The child: says a line on both streams, then repeats what it hears until stdin ends. */
  static final class Echo {
    private Echo() {}

    public static void main(String[] args) throws IOException {
      System.out.println("ready " + Runtime.version().feature() + " " + System.getenv("WORD"));
      System.err.println("complaint " + System.getProperty("word"));
      try (Scanner in = new Scanner(System.in, java.nio.charset.StandardCharsets.UTF_8)) {
        while (in.hasNextLine()) {
          String line = in.nextLine();
          if (line.equals("exit")) {
            System.exit(Integer.parseInt(args[0]));
          }
          System.out.println("heard " + line);
        }
      }
    }
  }

  @ParameterizedTest
  @FieldSource("JDKS")
  void child_runsAndExits_outputAndCodeAreComplete(Jdk jdk) throws Exception {
    try (ChildJvm child = echo(jdk).start()) {
      child.awaitLine("ready", LIMIT);
      child.tell("word");
      child.awaitLine("heard word", LIMIT);
      child.tell("exit");

      ChildJvm.Exit exit = child.awaitExit(LIMIT);

      assertThat(exit.code()).isEqualTo(3);
      assertThat(exit.stdout()).containsExactly("ready " + jdk.feature() + " env", "heard word");
      assertThat(exit.stderr()).containsExactly("complaint prop");
    }
  }

  @Test
  void child_killed_isGoneAndItsOutputStays() throws Exception {
    try (ChildJvm child = echo(Jdks.current()).start()) {
      child.awaitLine("ready", LIMIT);

      child.kill9();

      assertThat(child.awaitExit(LIMIT).code()).isEqualTo(128 + 9);
      assertThat(child.stdout()).hasSize(1);
    }
  }

  @Test
  void child_closedWhileRunning_dies() throws Exception {
    ChildJvm child = echo(Jdks.current()).start();
    child.awaitLine("ready", LIMIT);

    child.close();

    assertThat(child.awaitExit(LIMIT).code()).isEqualTo(128 + 9);
  }

  @Test
  void awaitedLine_neverComes_failsWithTheTranscript() {
    try (ChildJvm child = echo(Jdks.current()).start()) {
      assertThatThrownBy(
              () -> {
                child.awaitLine("ready", LIMIT);
                child.awaitLine("nonsense", Duration.ofMillis(10));
              })
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("nonsense")
          .hasMessageContaining("ready");
    }
  }

  @Test
  void jdks_found_ownFirstAndNewestAfterIt() {
    assertThat(JDKS.get(0).feature()).isEqualTo(Runtime.version().feature());
    assertThat(JDKS).isSortedAccordingTo(java.util.Comparator.comparingInt(Jdk::feature));
    assertThat(Jdks.listed("/nowhere:" + System.getProperty("java.home")))
        .containsExactly(Jdks.current());
  }

  private static JvmCommand echo(Jdk jdk) {
    return JvmCommand.on(jdk)
        .classPathAppend(testClasses())
        .property("word", "prop")
        .environment("WORD", "env")
        .main(Echo.class, 3);
  }

  private static List<Path> testClasses() {
    return List.of(
        Path.of(ChildJvmTest.class.getProtectionDomain().getCodeSource().getLocation().getPath()));
  }
}

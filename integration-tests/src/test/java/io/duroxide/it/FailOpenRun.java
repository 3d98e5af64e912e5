package io.duroxide.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.it.harness.ChildJvm;
import io.duroxide.it.harness.JvmCommand;
import java.time.Duration;
import java.util.List;

/** One run of an application under an agent that has a reason to complain. */
final class FailOpenRun {

  /** How every line of the agent begins. */
  static final String BANNER = "[duroxide-telemetry] ";

  private static final String COMPLAINT = BANNER + "WARNING ";
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final ChildJvm.Exit exit;

  private FailOpenRun(ChildJvm.Exit exit) {
    this.exit = exit;
  }

  static FailOpenRun of(JvmCommand command) {
    try (ChildJvm child = command.start()) {
      return new FailOpenRun(child.awaitExit(LIMIT));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The application did what it does alone, and nobody but the agent said anything on stderr. */
  FailOpenRun behavesLike(ChildJvm.Exit alone) {
    assertThat(alone.stderr()).as("the application alone is silent on stderr").isEmpty();
    assertThat(exit.stdout()).isEqualTo(alone.stdout());
    assertThat(exit.code()).isEqualTo(alone.code());
    assertThat(exit.stderr())
        .as("no line of the JVM or the application on stderr")
        .allSatisfy(line -> assertThat(line).startsWith(BANNER));
    return this;
  }

  /** One complaint in all, and it names what is wrong. */
  void complainsOnceAbout(String... words) {
    assertThat(complaints()).as("stderr: %s", exit.stderr()).hasSize(1);
    assertThat(complaints().get(0)).contains(words);
  }

  void complainsAboutNothing() {
    assertThat(complaints()).isEmpty();
  }

  ChildJvm.Exit exit() {
    return exit;
  }

  private List<String> complaints() {
    return exit.stderr().stream().filter(line -> line.startsWith(COMPLAINT)).toList();
  }
}

package io.duroxide.it;

import static org.awaitility.Awaitility.await;

import io.duroxide.it.harness.ChildJvm;
import io.duroxide.it.harness.Jdks;
import io.duroxide.it.harness.JvmCommand;
import io.duroxide.it.harness.MetricSnapshot;
import io.duroxide.it.harness.PrometheusScrape;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** An application under the agent, on the build's own JDK, and where to scrape it. */
record Instrumented(ChildJvm jvm, int port) implements AutoCloseable {

  /** Far beyond what anything takes on a busy machine: only a failure waits for so long. */
  static final Duration LIMIT = Duration.ofMinutes(2);

  static Instrumented start(Path directory, Class<?> main, Object... arguments) {
    return start(directory, UnaryOperator.identity(), main, arguments);
  }

  /**
   * @param settings added to the command
   */
  static Instrumented start(
      Path directory, UnaryOperator<JvmCommand> settings, Class<?> main, Object... arguments) {
    int port = Artifacts.freePort();
    JvmCommand command =
        Artifacts.application(Jdks.current(), directory.resolve("app-" + port + ".log"))
            .agent(Artifacts.agentJar())
            .property("duroxide.telemetry.prometheus.port", port)
            .property("duroxide.telemetry.gauge.poll-interval", "200ms");
    return new Instrumented(settings.apply(command).main(main, arguments).start(), port);
  }

  Instrumented awaitLine(String line) throws InterruptedException {
    jvm.awaitLine(line, LIMIT);
    return this;
  }

  MetricSnapshot scrape() {
    try {
      return PrometheusScrape.scrape(port);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** A fact and its record are two moments: scrapes until the assertions hold. */
  void eventually(Consumer<MetricSnapshot> assertions) {
    await().atMost(LIMIT).untilAsserted(() -> assertions.accept(scrape()));
  }

  @Override
  public void close() {
    jvm.close();
  }
}

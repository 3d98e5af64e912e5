package io.duroxide.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.it.apps.GreetingService;
import io.duroxide.it.apps.HelloApp;
import io.duroxide.it.apps.IsolatedApp;
import io.duroxide.it.harness.ChildJvm;
import io.duroxide.it.harness.Jdk;
import io.duroxide.it.harness.Jdks;
import io.duroxide.it.harness.JvmCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Who asks for it gets no start rather than one whose telemetry is not right. */
@ParameterizedClass(name = "{0}")
@MethodSource("jdks")
class StrictIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int REFUSED = 78;
  private static final String STRICT = "duroxide.telemetry.strict";
  private static final Path AGENT = Artifacts.agentJar();

  private final Jdk jdk;
  private final Path directory;

  StrictIT(Jdk jdk) {
    this.jdk = jdk;
    this.directory = Artifacts.freshDirectory("strict-" + jdk.feature());
  }

  static List<Jdk> jdks() {
    return Jdks.underLongTest();
  }

  @Test
  void setting_unknown_refusesToStart() throws Exception {
    Path config = directory.resolve("strict.properties");
    Files.writeString(config, STRICT + "=true\nduroxide.telemetry.limits.tag=3\n");

    assertRefused(
        application().agent(AGENT, config).main(HelloApp.class),
        "unknown key duroxide.telemetry.limits.tag ");
  }

  @Test
  void setting_notAllowed_refusesToStart() throws Exception {
    assertRefused(
        application()
            .agent(AGENT)
            .property(STRICT, true)
            .environment("DUROXIDE_METRICS_SAMPLE_RATE", 7)
            .main(HelloApp.class),
        "duroxide.telemetry.activity.sample-rate is '7' in environment");
  }

  @Test
  void runtime_ofAnotherVersion_refusesToStart() throws Exception {
    assertRefused(
        service().agent(AGENT).classPathPrepend(List.of(otherRuntime())).property(STRICT, true),
        "OrchestrationTurn#run missing: ");
  }

  @Test
  void runtime_ofAnotherVersionInALaterLoader_refusesAsSoonAsItIsSeen() throws Exception {
    List<Object> arguments = new ArrayList<>();
    arguments.add(GreetingService.class.getName());
    arguments.add(directory.resolve("isolated.db"));
    arguments.add(otherRuntime());
    arguments.addAll(Artifacts.applicationClassPath());
    Path own = Artifacts.applicationClassPath().get(0);

    assertRefused(
        JvmCommand.on(jdk)
            .classPathAppend(List.of(own))
            .agent(AGENT)
            .property(STRICT, true)
            .property("duroxide.telemetry.prometheus.port", 0)
            .property("org.slf4j.simpleLogger.logFile", directory.resolve("isolated.log"))
            .main(IsolatedApp.class, arguments.toArray()),
        "OrchestrationTurn#run missing: ");
  }

  @Test
  void nothingWrong_starts() throws Exception {
    ChildJvm.Exit exit =
        end(
            service()
                .agent(AGENT)
                .property(STRICT, true)
                .property("duroxide.telemetry.prometheus.port", 0));

    assertThat(exit.code()).as("%s", exit).isZero();
    assertThat(exit.stdout()).contains(GreetingService.READY);
  }

  @Test
  void switchedOff_isNoReasonToRefuse() throws Exception {
    Path config = directory.resolve("off.properties");
    Files.writeString(
        config, STRICT + "=true\nduroxide.telemetry.enabled=false\nduroxide.telemetry.nope=1\n");

    ChildJvm.Exit exit = end(application().agent(AGENT, config).main(HelloApp.class));

    assertThat(exit).isEqualTo(new ChildJvm.Exit(0, List.of("Hello"), List.of()));
  }

  private Path otherRuntime() throws Exception {
    Path later = directory.resolve("later-runtime.jar");
    RenamedMethod.copy(
        Artifacts.runtimeJar(),
        later,
        "io/duroxide/runtime/orchestration/OrchestrationTurn",
        "run");
    return later;
  }

  private static void assertRefused(JvmCommand command, String words) throws Exception {
    ChildJvm.Exit exit = end(command);

    assertThat(exit.code()).as("%s", exit).isEqualTo(REFUSED);
    assertThat(exit.stdout()).isEmpty();
    assertThat(exit.stderr())
        .filteredOn(line -> line.startsWith("[duroxide-telemetry]"))
        .singleElement()
        .asString()
        .startsWith("[duroxide-telemetry] ERROR refusing to start, ")
        .contains(words);
  }

  private JvmCommand application() {
    return Artifacts.application(jdk, directory.resolve("app.log"));
  }

  private JvmCommand service() {
    return application().main(GreetingService.class, directory.resolve("service.db"));
  }

  private static ChildJvm.Exit end(JvmCommand command) throws InterruptedException {
    try (ChildJvm child = command.start()) {
      child.endInput();
      return child.awaitExit(LIMIT);
    }
  }
}

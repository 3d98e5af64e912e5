package io.duroxide.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.it.apps.GreetingService;
import io.duroxide.it.apps.WaitingApp;
import io.duroxide.it.harness.BrokenCollector;
import io.duroxide.it.harness.ChildJvm;
import io.duroxide.it.harness.Jdk;
import io.duroxide.it.harness.Jdks;
import io.duroxide.it.harness.JvmCommand;
import io.duroxide.it.harness.MetricSnapshot;
import io.duroxide.it.harness.PrometheusScrape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The jar as a tool against real applications. */
@ParameterizedClass(name = "{0}")
@MethodSource("jdks")
class ToolIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String SECRET = "s3cret-of-the-collector";
  private static final String PORT = "duroxide.telemetry.prometheus.port";
  private static final Path AGENT = Artifacts.agentJar();

  private final Jdk jdk;
  private final Path directory;

  ToolIT(Jdk jdk) {
    this.jdk = jdk;
    this.directory = Artifacts.freshDirectory("tool-" + jdk.feature());
  }

  static List<Jdk> jdks() {
    return Jdks.underLongTest();
  }

  @Test
  void status_ofARunningAgent_saysWhatItDoes() throws Exception {
    try (ChildJvm service = ready(service("status").agent(AGENT).property(PORT, 0))) {
      ChildJvm.Exit text = tool("status", service.pid());
      ChildJvm.Exit json = tool("status", service.pid(), "--json");

      assertThat(text.code()).as("%s", text).isZero();
      assertThat(text.stdout().get(0))
          .matches("duroxide-telemetry \\S+: running, pid \\d+, Java .*");
      assertThat(text.stdout())
          .anyMatch(line -> line.matches("runtime \\S+ on sqlite"))
          .anyMatch(line -> line.matches("Instrumentations: \\d+ applied, 0 pending, 0 missing.*"))
          .anyMatch(line -> line.startsWith("  prometheus idle, http://localhost:"))
          .anyMatch(line -> line.startsWith("  otlp metrics off, no endpoint is configured"))
          .anyMatch(line -> line.matches("  duroxide_activity_executions_total  1 of 5000"))
          .anyMatch(line -> line.matches("  activity_name  1 of 500"))
          .contains("  duroxide.telemetry.export.interval = 60s (default)");
      assertThat(json.code()).isZero();
      assertThat(String.join("\n", json.stdout()))
          .startsWith("{\n")
          .contains("\"state\": \"running\"", "\"name\": \"OrchestrationTurn#run\"")
          .endsWith("\n}");
      assertThat(stop(service).stderr()).as("not a word of the JVM").allMatch(ToolIT::isOurs);
    }
  }

  @Test
  void status_withTheCollectorDown_namesTheErrorAndNoSecret() throws Exception {
    String url = BrokenCollector.absentUrl().replace("http://", "http://user:" + SECRET + "@");
    JvmCommand command =
        service("collector-down")
            .agent(AGENT)
            .property("duroxide.telemetry.prometheus.enabled", false)
            .property("duroxide.telemetry.otlp.endpoint", url)
            .property("duroxide.telemetry.otlp.headers", "authorization=Bearer%20" + SECRET)
            .property("duroxide.telemetry.export.interval", "100ms")
            .property("duroxide.telemetry.otlp.timeout", "1s");
    try (ChildJvm service = ready(command)) {
      service.awaitErrorLine("failing", LIMIT);
      ChildJvm.Exit text = tool("status", service.pid());
      ChildJvm.Exit json = tool("status", service.pid(), "--json");

      assertThat(text.stdout())
          .as("%s", text)
          .anyMatch(
              line -> line.matches("  otlp metrics failing, http://\\*\\*\\*@.*error: .*onnect.*"))
          .anyMatch(line -> line.startsWith("  prometheus off, switched off"));
      assertThat(String.join("\n", json.stdout())).contains("\"state\": \"failing\"");
      ChildJvm.Exit end = stop(service);
      assertThat(List.of(text, json, end).toString()).doesNotContain(SECRET);
    }
  }

  @Test
  void attach_toARunningApplication_itsMetricsAppear() throws Exception {
    int port = Artifacts.freePort();
    Path config = directory.resolve("attach.properties");
    Files.writeString(
        config,
        "duroxide.telemetry.prometheus.port="
            + port
            + "\nduroxide.telemetry.gauge.poll-interval=1s");
    try (ChildJvm service = ready(service("attach"))) {
      ChildJvm.Exit attached = tool("attach", service.pid(), "--config", config);

      assertThat(attached.code()).as("%s", attached).isZero();
      assertThat(attached.stdout())
          .containsExactly(
              "attached to "
                  + service.pid()
                  + ", metrics at http://localhost:"
                  + port
                  + "/metrics");
      service.tell("guest");
      service.awaitLine("Hello guest", LIMIT);
      Awaitility.await().atMost(LIMIT).until(() -> isComplete(PrometheusScrape.scrape(port)));

      ChildJvm.Exit again = tool("attach", service.pid());
      assertThat(again.code()).isZero();
      assertThat(again.stdout().get(0))
          .startsWith("the agent is in " + service.pid() + " already (running ")
          .endsWith("nothing changed");
      ChildJvm.Exit end = stop(service);
      assertThat(end.code()).isZero();
      assertThat(end.stderr())
          .allMatch(line -> isOurs(line) || isWarningOfDynamicLoading(line))
          .anyMatch(line -> line.contains("] join points: 0 pending, "))
          .noneMatch(line -> line.contains("attached already"));
    }
  }

  /** What happened after the attachment, and what the store says about the rest. */
  private static boolean isComplete(MetricSnapshot metrics) {
    return metrics.sum("duroxide_orchestration_completions_total", Map.of("status", "success")) == 1
        && metrics.sum("duroxide_activity_executions_total", Map.of("outcome", "success")) == 1
        && metrics.sum("duroxide_client_orchestration_starts_total") == 1
        && metrics.sum("duroxide_build_info") == 1
        && metrics.metrics().contains("duroxide_timers_scheduled")
        && !metrics.metrics().contains("duroxide_worker_count");
  }

  @Test
  void attach_whereNoRuntimeIs_waits() throws Exception {
    try (ChildJvm app = waiting(Artifacts.application(jdk, directory.resolve("waiting.log")))) {
      assertThat(tool("status", app.pid()).stderr())
          .containsExactly("the agent is not in " + app.pid());
      assertThat(tool("attach", app.pid()).stdout().get(0)).contains("waiting");
      assertThat(tool("attach", app.pid()).stdout().get(0)).contains("already (waiting");
      assertThat(tool("status", app.pid()).stdout().get(0)).contains(": waiting, pid ");
    }
  }

  @Test
  void attach_switchedOff_doesNothingAndSaysSo() throws Exception {
    JvmCommand off =
        Artifacts.application(jdk, directory.resolve("off.log"))
            .environment("DUROXIDE_TELEMETRY_ENABLED", "false");
    try (ChildJvm app = waiting(off)) {
      ChildJvm.Exit attached = tool("attach", app.pid());

      assertThat(attached.code()).isEqualTo(1);
      assertThat(attached.stderr()).singleElement().asString().contains("enabled is false");
    }
  }

  @Test
  void attach_strictWithABadSetting_instrumentsNothing() throws Exception {
    Path config = directory.resolve("late-strict.properties");
    Files.writeString(config, "duroxide.telemetry.strict=true\nduroxide.telemetry.limits.tag=3\n");
    try (ChildJvm service = ready(service("late-strict"))) {
      ChildJvm.Exit attached = tool("attach", service.pid(), "--config", config);

      assertOneLine(attached, "unknown key duroxide.telemetry.limits.tag");
      service.tell("guest");
      service.awaitLine("Hello guest", LIMIT);
      assertThat(stop(service).code()).isZero();
    }
  }

  @Test
  void list_showsAgentAndRuntime() throws Exception {
    try (ChildJvm agented = ready(service("list").agent(AGENT).property(PORT, 0));
        ChildJvm plain = ready(service("list-plain"))) {
      List<String> rows = tool("list").stdout();

      assertThat(rows.get(0)).startsWith("PID ");
      assertThat(rows)
          .anyMatch(row -> row.matches(agented.pid() + " +running \\S+ +yes +\\S+GreetingService"))
          .anyMatch(row -> row.matches(plain.pid() + " +no +yes +\\S+GreetingService"));
    }
  }

  @Test
  void jvm_thatRefuses_isOneLine() throws Exception {
    JvmCommand closed =
        Artifacts.application(jdk, directory.resolve("closed.log"))
            .jvmArgument("-XX:+DisableAttachMechanism");
    JvmCommand noDynamicAgents = service("static").jvmArgument("-XX:-EnableDynamicAgentLoading");
    try (ChildJvm noAttach = waiting(closed);
        ChildJvm noAgents = ready(noDynamicAgents)) {
      assertOneLine(tool("attach", noAttach.pid()), "cannot attach to " + noAttach.pid());
      assertOneLine(tool("status", noAttach.pid()), "cannot attach to " + noAttach.pid());
      assertOneLine(tool("attach", noAgents.pid()), "Dynamic agent loading is not enabled");
      assertOneLine(tool("status", Long.MAX_VALUE), "no process " + Long.MAX_VALUE);
    }
  }

  private static void assertOneLine(ChildJvm.Exit exit, String words) {
    assertThat(exit.code()).isEqualTo(1);
    assertThat(exit.stdout()).isEmpty();
    assertThat(exit.stderr()).singleElement().asString().contains(words);
  }

  private static boolean isOurs(String line) {
    return line.startsWith("[duroxide-telemetry] ");
  }

  /** From JDK 21 on, and nobody but the one who starts the JVM can switch it off. */
  private static boolean isWarningOfDynamicLoading(String line) {
    return line.startsWith("WARNING: ") && line.matches(".*(dynamic|Dynamic|serviceability).*");
  }

  private JvmCommand service(String name) {
    return Artifacts.application(jdk, directory.resolve(name + ".log"))
        .main(GreetingService.class, directory.resolve(name + ".db"));
  }

  private static ChildJvm ready(JvmCommand command) throws InterruptedException {
    ChildJvm child = command.start();
    child.awaitLine(GreetingService.READY, LIMIT);
    return child;
  }

  private static ChildJvm waiting(JvmCommand command) throws InterruptedException {
    ChildJvm child = command.main(WaitingApp.class).start();
    child.awaitLine(WaitingApp.READY, LIMIT);
    return child;
  }

  private static ChildJvm.Exit stop(ChildJvm child) throws InterruptedException {
    child.endInput();
    return child.awaitExit(LIMIT);
  }

  private static ChildJvm.Exit end(JvmCommand command) throws InterruptedException {
    try (ChildJvm child = command.start()) {
      child.endInput();
      return child.awaitExit(LIMIT);
    }
  }

  private ChildJvm.Exit tool(Object... arguments) throws InterruptedException {
    return end(JvmCommand.on(jdk).jar(AGENT, arguments));
  }
}

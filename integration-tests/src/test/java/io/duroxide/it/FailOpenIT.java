package io.duroxide.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.it.apps.HelloApp;
import io.duroxide.it.apps.MiniApp;
import io.duroxide.it.harness.BrokenCollector;
import io.duroxide.it.harness.ChildJvm;
import io.duroxide.it.harness.Jdk;
import io.duroxide.it.harness.Jdks;
import io.duroxide.it.harness.JvmCommand;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever is wrong with the agent or around it, the application does not notice, and we are told
 * once.
 */
@ParameterizedClass(name = "{0}")
@MethodSource("jdks")
class FailOpenIT {

  /** Exists, but nobody can write there, not even root, who runs the builds in containers. */
  private static final Path UNWRITABLE = Path.of("/proc");

  private static final Path AGENT = Artifacts.agentJar();

  /** Behaviour without the agent; it does not vary, so once per JDK is enough. */
  private static final Map<Jdk, ChildJvm.Exit> ALONE = new ConcurrentHashMap<>();

  private final Jdk jdk;
  private final Path directory;
  private final ChildJvm.Exit alone;

  FailOpenIT(Jdk jdk) {
    this.jdk = jdk;
    this.directory = Artifacts.freshDirectory("fail-open-" + jdk.feature());
    this.alone = ALONE.computeIfAbsent(jdk, absent -> FailOpenRun.of(miniApp("alone")).exit());
    assertThat(alone.code()).isEqualTo(MiniApp.EXIT_CODE);
  }

  static List<Jdk> jdks() {
    return Jdks.underLongTest();
  }

  @Test
  void nothingWrong_noComplaint() {
    run(agented()).complainsAboutNothing();
  }

  @Test
  void applicationWithoutRuntime_noComplaint() {
    JvmCommand hello = Artifacts.application(jdk, directory.resolve("hello.log"));
    ChildJvm.Exit helloAlone = FailOpenRun.of(hello.main(HelloApp.class)).exit();

    FailOpenRun.of(
            hello
                .agent(AGENT)
                .property("duroxide.telemetry.prometheus.port", 0)
                .main(HelloApp.class))
        .behavesLike(helloAlone)
        .complainsAboutNothing();
  }

  @Test
  void configFile_missing_oneLineNamesIt() {
    Path missing = directory.resolve("missing.properties");

    run(port0(miniApp("agented")).agent(AGENT, missing)).complainsOnceAbout(missing.toString());
  }

  @Test
  void value_notOfItsType_oneLineNamesKeyAndValue() {
    run(agented().property("duroxide.telemetry.export.interval", "soon"))
        .complainsOnceAbout("duroxide.telemetry.export.interval", "soon");
  }

  @Test
  void key_unknown_oneLineNamesTheNearest() throws Exception {
    Path file = directory.resolve("typo.properties");
    Files.writeString(file, "duroxide.telemetry.prometheus.prot = 0\n");

    run(port0(miniApp("agented")).agent(AGENT, file))
        .complainsOnceAbout(
            "duroxide.telemetry.prometheus.prot", "duroxide.telemetry.prometheus.port");
  }

  @Test
  void ports_allTaken_oneLineNamesThem() throws Exception {
    try (TakenPorts taken = TakenPorts.take(10)) {
      run(miniApp("agented")
              .agent(AGENT)
              .property("duroxide.telemetry.prometheus.port", taken.first()))
          .complainsOnceAbout(Integer.toString(taken.first()));
    }
  }

  @Test
  void temporaryDirectory_unwritable_agentNeedsNone() {
    run(agented().property("java.io.tmpdir", UNWRITABLE).property("org.sqlite.tmpdir", directory))
        .complainsAboutNothing();
  }

  @Test
  void home_readOnly_agentNeedsNone() {
    run(agented().property("user.home", UNWRITABLE).environment("HOME", UNWRITABLE))
        .complainsAboutNothing();
  }

  @Test
  void collector_absent_oneLineNamesIt() {
    String url = BrokenCollector.absentUrl();

    run(pushingTo(url)).complainsOnceAbout(url);
  }

  @Test
  void collector_resettingConnections_oneLineNamesIt() {
    try (BrokenCollector collector = BrokenCollector.resetting()) {
      run(pushingTo(collector.url())).complainsOnceAbout(collector.url());
    }
  }

  @Test
  void collector_hanging_exitIsBoundedAndOneLineNamesIt() {
    try (BrokenCollector collector = BrokenCollector.hanging()) {
      long start = System.nanoTime();
      FailOpenRun run = run(pushingTo(collector.url()));
      Duration took = Duration.ofNanos(System.nanoTime() - start);

      run.complainsOnceAbout(collector.url());
      assertThat(took)
          .as("start, work and the bounded last export")
          .isLessThan(Duration.ofSeconds(15));
    }
  }

  @Test
  void joinPoint_renamedInLaterRuntime_oneLineNamesIt() throws Exception {
    Path later = directory.resolve("later-runtime.jar");
    String owner = "io/duroxide/runtime/orchestration/OrchestrationTurn";
    RenamedMethod.copy(Artifacts.runtimeJar(), later, owner, "run");

    run(agented().classPathPrepend(List.of(later))).complainsOnceAbout("OrchestrationTurn");
  }

  @Test
  void application_withItsOwnOpenTelemetry_keepsIt() {
    JvmCommand own =
        miniApp("own")
            .classPathAppend(Artifacts.otherOpenTelemetry())
            .main(OwnTelemetryApp.class, directory.resolve("own-alone.db"));
    ChildJvm.Exit ownAlone = FailOpenRun.of(own).exit();
    assertThat(ownAlone.stdout().get(0)).isEqualTo("opentelemetry-sdk-1.30.0.jar own=true");

    FailOpenRun.of(port0(own.main(OwnTelemetryApp.class, directory.resolve("own.db"))).agent(AGENT))
        .behavesLike(ownAlone)
        .complainsAboutNothing();
  }

  @Test
  void otherAgent_beforeOurs_bothWork() throws Exception {
    run(port0(miniApp("agented")).agent(NeighbourAgent.jar(directory)).agent(AGENT))
        .complainsAboutNothing();
  }

  @Test
  void otherAgent_afterOurs_bothWork() throws Exception {
    run(agented().agent(NeighbourAgent.jar(directory))).complainsAboutNothing();
  }

  @Test
  void ourAgent_givenTwice_oneLineSaysSo() {
    FailOpenRun run = run(agented().agent(AGENT));

    run.complainsOnceAbout("already");
  }

  private FailOpenRun run(JvmCommand command) {
    return FailOpenRun.of(command).behavesLike(alone);
  }

  private JvmCommand agented() {
    return port0(miniApp("agented")).agent(AGENT);
  }

  private JvmCommand pushingTo(String url) {
    return agented()
        .property("duroxide.telemetry.otlp.endpoint", url)
        // One signal has one line; LogsUnderTroubleIT is about the other.
        .property("duroxide.telemetry.logs.enabled", false)
        .property("duroxide.telemetry.export.interval", "200ms")
        .property("duroxide.telemetry.otlp.timeout", "1s");
  }

  private JvmCommand miniApp(String name) {
    return Artifacts.application(jdk, directory.resolve(name + ".log"))
        .main(MiniApp.class, directory.resolve(name + ".db"));
  }

  /** Two test runs at a time on one machine must not fight for the default port. */
  private static JvmCommand port0(JvmCommand command) {
    return command.property("duroxide.telemetry.prometheus.port", 0);
  }

  /** A row of ports that somebody else listens on. */
  private record TakenPorts(List<ServerSocket> sockets) implements AutoCloseable {

    static TakenPorts take(int count) throws java.io.IOException {
      for (int first = 20_000; ; first += count) {
        List<ServerSocket> sockets = new ArrayList<>();
        TakenPorts taken = new TakenPorts(sockets);
        try {
          for (int port = first; port < first + count; port++) {
            sockets.add(new ServerSocket(port, 1, InetAddress.getLoopbackAddress()));
          }
          return taken;
        } catch (java.net.BindException next) {
          taken.close();
        }
      }
    }

    int first() {
      return sockets.get(0).getLocalPort();
    }

    @Override
    public void close() throws java.io.IOException {
      for (ServerSocket socket : sockets) {
        socket.close();
      }
    }
  }
}

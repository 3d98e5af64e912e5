package io.duroxide.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.duroxide.it.apps.LoadRun;
import io.duroxide.it.harness.ChildJvm;
import io.duroxide.it.harness.Jdk;
import io.duroxide.it.harness.Jdks;
import io.duroxide.it.harness.OtlpReceiver.Protocol;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is exported when the JVM ends: everything, within the time there is for it. */
class LastExportIT {

  private static final Duration BOUND = Duration.ofSeconds(4);

  /** What the end of the application and of its JVM may take on a busy machine. */
  private static final Duration SLACK = Duration.ofSeconds(10);

  /** Too late to be waited for by the process that has asked. */
  private static final Duration LATE = BOUND.plusSeconds(1);

  private static final int KILLED = 143;
  private static final String LAST_LOADED = LoadRun.LOADED + " " + LoadRun.LAST_LOAD;

  /** No export but the last, and time for it. */
  private static final Map<String, String> ONLY_THE_LAST =
      Map.of("export.interval", "1h", "otlp.timeout", "1h", "shutdown.timeout", "1m");

  /** An answer may take longer than there is time for the last export. */
  private static final Map<String, String> OFTEN =
      Map.of(
          "export.interval",
          "50ms",
          "otlp.timeout",
          "1h",
          "shutdown.timeout",
          BOUND.toSeconds() + "s");

  static List<Protocol> protocols() {
    return Protocol.underLongTest();
  }

  static List<Jdk> jdks() {
    return Jdks.underLongTest();
  }

  @ParameterizedTest
  @MethodSource("protocols")
  void exit_normal_lastExportHasEverything(Protocol protocol) throws Exception {
    try (ObservedLoad run = ObservedLoad.start(protocol, ONLY_THE_LAST)) {
      run.load(100, 200);

      assertThat(run.stop().code()).isEqualTo(LoadRun.EXIT_CODE);

      run.assertEverythingPushed();
      assertThat(run.receiver().requests()).isEqualTo(1);
      assertThat(run.complaints()).isEmpty();
    }
  }

  /** What the application commits in its own shutdown hook counts as well. */
  @ParameterizedTest
  @MethodSource("jdks")
  void exit_bySignal_lastExportHasWhatTheApplicationFinished(Jdk jdk) throws Exception {
    try (ObservedLoad run = ObservedLoad.start(jdk, Protocol.HTTP, ONLY_THE_LAST)) {
      run.load(100, 200);

      run.child().terminate();
      ChildJvm.Exit exit = run.child().awaitExit(ObservedLoad.LIMIT);

      assertThat(exit.code()).isEqualTo(KILLED);
      assertThat(exit.stdout()).last().asString().startsWith(LAST_LOADED);
      run.assertEverythingPushed();
      assertThat(run.complaints()).isEmpty();
    }
  }

  /** The answer to the one before comes too late to be waited for. */
  @ParameterizedTest
  @MethodSource("protocols")
  void exit_whileExportIsUnderWay_lastExportHasEverything(Protocol protocol) throws Exception {
    try (ObservedLoad run = ObservedLoad.start(protocol, OFTEN)) {
      run.load(100, 200);
      run.receiver().delay(LATE);
      int before = run.receiver().requests();
      await().atMost(ObservedLoad.LIMIT).until(() -> run.receiver().requests() > before);
      run.load(40, 200);

      assertThat(run.stop().code()).isEqualTo(LoadRun.EXIT_CODE);

      await().atMost(LATE.plus(SLACK)).untilAsserted(run::assertEverythingPushed);
    }
  }

  @ParameterizedTest
  @MethodSource("protocols")
  void exit_collectorHanging_isBoundedAndSaid(Protocol protocol) throws Exception {
    try (ObservedLoad run = ObservedLoad.start(protocol, OFTEN)) {
      run.load(40, 200);
      run.collector().hang();

      run.child().tell("stop");
      ChildJvm.Exit exit = run.child().awaitExit(BOUND.plus(SLACK));

      assertThat(exit.code()).isEqualTo(LoadRun.EXIT_CODE);
      assertThat(run.complaints()).singleElement().asString().contains(run.collector().url());
    }
  }

  @ParameterizedTest
  @MethodSource("protocols")
  void exit_bySignalAndCollectorHanging_isBounded(Protocol protocol) throws Exception {
    try (ObservedLoad run = ObservedLoad.start(protocol, OFTEN)) {
      run.load(40, 200);
      run.collector().hang();

      run.child().terminate();
      run.child().awaitLine(LAST_LOADED, ObservedLoad.LIMIT);

      assertThat(run.child().awaitExit(BOUND.plus(SLACK)).code()).isEqualTo(KILLED);
      assertThat(run.complaints()).singleElement().asString().contains(run.collector().url());
    }
  }
}

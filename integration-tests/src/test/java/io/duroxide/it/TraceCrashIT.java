package io.duroxide.it;

import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.it.apps.CrashRun;
import io.duroxide.it.harness.ChildJvm;
import io.duroxide.it.harness.Jdk;
import io.duroxide.it.harness.Jdks;
import io.duroxide.it.harness.OtlpReceiver;
import io.duroxide.it.harness.OtlpReceiver.Protocol;
import io.duroxide.it.harness.ReceivedSpan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A trace goes on where a killed process has left it. */
class TraceCrashIT {

  private static final Duration LIMIT = Duration.ofMinutes(2);

  static List<Jdk> jdks() {
    return Jdks.underLongTest();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void process_killedInTheMiddle_successorContinuesTheSameTraces(Jdk jdk) throws Exception {
    Path directory = Artifacts.freshDirectory("trace-crash-" + jdk.feature());
    try (OtlpReceiver receiver = OtlpReceiver.start(Protocol.HTTP)) {
      try (ChildJvm first = start(jdk, directory, "start", receiver)) {
        first.awaitLine("EFFECTS 300", LIMIT);
        Awaitility.await().atMost(LIMIT).until(() -> receiver.spans().size() > 512);
        first.kill9();
      }
      try (ChildJvm second = start(jdk, directory, "resume", receiver)) {
        second.awaitLine(CrashRun.DONE, LIMIT);
        second.tell("stop");
        assertThat(second.awaitExit(LIMIT).code()).isZero();
      }
      assertContinued(receiver.spans(), directory.resolve("store.db"));
    }
  }

  private static ChildJvm start(Jdk jdk, Path directory, String mode, OtlpReceiver receiver) {
    return Artifacts.application(jdk, directory.resolve(mode + ".log"))
        .agent(Artifacts.agentJar())
        .property("duroxide.telemetry.prometheus.port", Artifacts.freePort())
        .property("duroxide.telemetry.otlp.endpoint", receiver.url())
        .property("duroxide.telemetry.service.instance.id", mode)
        .environment("OTEL_TRACES_EXPORTER", "otlp")
        .main(CrashRun.class, directory.resolve("store.db"), directory.resolve("effects.txt"), mode)
        .start();
  }

  private static void assertContinued(List<ReceivedSpan> spans, Path database) {
    Map<String, ReceivedSpan> byId =
        spans.stream().collect(Collectors.toMap(ReceivedSpan::spanId, Function.identity()));
    Map<String, Set<String>> processes = new HashMap<>();
    for (ReceivedSpan span : spans) {
      String instance = span.attribute("duroxide.instance.id");
      assertThat(span.traceId()).isEqualTo(SpanIds.trace(instance));
      processes.computeIfAbsent(span.traceId(), trace -> new HashSet<>()).add(span.process());
    }
    assertThat(processes.values())
        .as("traces over both processes")
        .anyMatch(both -> both.equals(Set.of("start", "resume")));
    try (Store store = Store.open(database)) {
      // What the killed process had not sent is lost; all that came after it is there.
      for (String instance : endedBy("resume", spans)) {
        ReceivedSpan execution = requireNonNull(byId.get(SpanIds.execution(instance, 1)), instance);
        assertThat((double) NANOSECONDS.toMillis(execution.startNanos()))
            .isEqualTo(
                store.number("SELECT at FROM started WHERE instance_id = '" + instance + "'"));
      }
      double ended = store.number("SELECT count(*) FROM ended");
      long received = spans.stream().filter(TraceCrashIT::isExecution).count();
      assertThat((double) received).isLessThanOrEqualTo(ended).isPositive();
    }
    Set<String> survivors = Set.copyOf(endedBy("resume", spans));
    assertThat(survivors).isNotEmpty();
    assertThat(spans)
        .filteredOn(span -> survivors.contains(span.attribute("duroxide.instance.id")))
        .allMatch(span -> span.parentId().isEmpty() || byId.containsKey(span.parentId()));
  }

  private static List<String> endedBy(String process, List<ReceivedSpan> spans) {
    return spans.stream()
        .filter(span -> isExecution(span) && span.process().equals(process))
        .map(span -> span.attribute("duroxide.instance.id"))
        .toList();
  }

  private static boolean isExecution(ReceivedSpan span) {
    return span.has("duroxide.orchestration.status");
  }
}

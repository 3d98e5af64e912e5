package io.duroxide.it;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.duroxide.it.apps.ClusterNode;
import io.duroxide.it.harness.MetricSnapshot;
import io.duroxide.it.harness.MetricSnapshot.Row;
import io.duroxide.it.harness.OtlpReceiver;
import io.duroxide.it.harness.OtlpReceiver.Protocol;
import io.duroxide.it.harness.ReceivedSpan;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Contract R1, R5, R6, R11 and its traces: three nodes on one store. The first one falls asleep in
 * the middle of a turn and of an activity and wakes up when the others have taken them over and
 * finished.
 */
class ClusterIT {

  private static final String ACTIVE = "duroxide_orchestration_active_instances";
  private static final String QUEUE = "duroxide_worker_queue_depth";

  private static final String LOST = "duroxide_lock_lost_total";
  private static final String EXECUTIONS = "duroxide_activity_executions_total";

  private static OtlpReceiver receiver;
  private static List<Instrumented> nodes;
  private static MetricSnapshot asleep;
  private static double lockedInTheStore;
  private static Store store;

  @BeforeAll
  static void run() throws InterruptedException {
    Path directory = Artifacts.freshDirectory("cluster");
    Path database = directory.resolve("store.db");
    receiver = OtlpReceiver.start(Protocol.HTTP);
    // One after the other: the first one makes the tables.
    nodes =
        List.of(node(directory, database), node(directory, database), node(directory, database));

    Instrumented sleeper = nodes.get(0);
    sleeper.jvm().tell("stall");
    sleeper.awaitLine(ClusterNode.STALLED + "stolen-activity");
    sleeper.awaitLine(ClusterNode.STALLED + "stolen-turn");
    store = Store.open(database);
    sleeper.eventually(seen -> assertThat(seen.values(ACTIVE, "orchestration_name")).isNotEmpty());
    asleep = sleeper.scrape();
    lockedInTheStore =
        store.number("SELECT count(*) FROM turn_queue WHERE lock_token IS NOT NULL")
            + store.number("SELECT count(*) FROM worker_queue WHERE lock_token IS NOT NULL");

    nodes.get(1).jvm().tell("work");
    nodes.get(2).jvm().tell("idle");
    nodes.get(1).awaitLine(ClusterNode.DONE);
    sleeper.jvm().tell("wake up");
    sleeper.eventually(
        seen -> {
          assertThat(seen.sum(LOST, Map.of("worker_type", "orchestration"))).isPositive();
          assertThat(withoutVerdict(seen)).isPositive();
        });
  }

  private static Instrumented node(Path directory, Path database) throws InterruptedException {
    return Instrumented.start(
            directory,
            command ->
                command
                    .property("duroxide.telemetry.otlp.endpoint", receiver.url())
                    .property("duroxide.telemetry.export.interval", "500ms")
                    .property("duroxide.telemetry.traces.enabled", "true"),
            ClusterNode.class,
            database)
        .awaitLine(ClusterNode.UP);
  }

  @AfterAll
  static void stop() {
    store.close();
    nodes.forEach(Instrumented::close);
    receiver.close();
  }

  private static double sum(String metric, Map<String, String> labels) {
    return nodes.stream().mapToDouble(node -> node.scrape().sum(metric, labels)).sum();
  }

  private static double sum(String metric) {
    return sum(metric, Map.of());
  }

  /** R1: who lost the lock says so, and records nothing of what the other has committed. */
  @Test
  void workOfASleepingNode_takenOver_isRecordedByWhoCommittedIt() {
    await()
        .atMost(Instrumented.LIMIT)
        .untilAsserted(
            () -> {
              assertThat(sum("duroxide_orchestration_starts_total"))
                  .isEqualTo(store.number("SELECT count(*) FROM started"));
              assertThat(sum("duroxide_orchestration_completions_total"))
                  .isEqualTo(store.number("SELECT count(*) FROM ended"));
              assertThat(observations("duroxide_orchestration_turn_duration_seconds"))
                  .isEqualTo(store.number("SELECT sum(turns) FROM executions"));
            });
    assertThat(
            nodes
                .get(0)
                .scrape()
                .sum("duroxide_orchestration_starts_total", Map.of("orchestration_name", "Stolen")))
        .as("of the stolen two, only the turn before the activity")
        .isEqualTo(1);
  }

  private static double observations(String histogram) {
    return nodes.stream().mapToDouble(node -> node.scrape().observations(histogram)).sum();
  }

  /** Each root instance is one trace, whichever node ran what of it, and nothing is there twice. */
  @Test
  void workOfSeveralNodes_isOneTracePerRootInstance() {
    await()
        .atMost(Instrumented.LIMIT)
        .untilAsserted(
            () -> {
              assertThat((double) spans(span -> span.has("duroxide.orchestration.status")).size())
                  .isEqualTo(store.number("SELECT count(*) FROM ended"));
              assertThat((double) spans(ClusterIT::isCommittedTurn).size())
                  .isEqualTo(store.number("SELECT sum(turns) FROM executions"));
            });

    Map<String, String> roots = TracedRun.roots(store);
    for (ReceivedSpan span : receiver.spans()) {
      String root = requireNonNull(roots.get(span.attribute("duroxide.instance.id")));
      assertThat(span.traceId()).as("of %s", span).isEqualTo(SpanIds.trace(root));
    }
    assertThat(receiver.spans()).extracting(ReceivedSpan::spanId).doesNotHaveDuplicates();
    assertThat(processesOf("stolen-activity")).hasSizeGreaterThan(1);
    assertThat(spansOf("party")).hasSizeGreaterThan(10);
  }

  private static List<ReceivedSpan> spans(Predicate<ReceivedSpan> which) {
    return receiver.spans().stream().filter(which).toList();
  }

  private static boolean isCommittedTurn(ReceivedSpan span) {
    return "committed".equals(span.attributes().get("duroxide.turn.disposition"));
  }

  private static List<ReceivedSpan> spansOf(String root) {
    return spans(span -> span.traceId().equals(SpanIds.trace(root)));
  }

  private static Set<String> processesOf(String root) {
    return spansOf(root).stream().map(ReceivedSpan::process).collect(Collectors.toSet());
  }

  /**
   * R2: the attempt that lost its lock is one record, and the one that took its place another. The
   * store cannot tell the sleeper whether its activity was cancelled or done by somebody else.
   */
  @Test
  void stolenActivity_isOneSuccessAndOneWithoutVerdict() {
    double completed =
        store.number("SELECT count(*) FROM attempts WHERE end_kind = 'ACTIVITY_COMPLETED'");

    await()
        .atMost(Instrumented.LIMIT)
        .untilAsserted(
            () -> assertThat(sum(EXECUTIONS, Map.of("outcome", "success"))).isEqualTo(completed));
    MetricSnapshot sleeper = nodes.get(0).scrape();
    assertThat(withoutVerdict(sleeper)).isPositive();
    assertThat(sleeper.sum("duroxide_activity_errors_total")).isZero();
  }

  private static double withoutVerdict(MetricSnapshot seen) {
    return seen.sum(EXECUTIONS, Map.of("outcome", "cancelled"))
        + seen.sum(EXECUTIONS, Map.of("outcome", "retry"));
  }

  /** R5: {@code max by} over nodes that all say the truth is the truth; a sum would be three. */
  @Test
  void storeGauges_onEveryNode_areTheTruth() {
    List<Row> truth =
        store.rows(
            """
            SELECT name AS orchestration_name,
                   iif(status = 'SUSPENDED', 'suspended', 'waiting') AS state, count(*)
            FROM instances WHERE status IN ('RUNNING', 'SUSPENDED') GROUP BY 1, 2
            """);
    assertThat(truth).hasSize(3);

    for (Instrumented node : nodes) {
      node.eventually(
          seen -> {
            assertThat(seen.table(ACTIVE)).isEqualTo(truth);
            assertThat(seen.table("duroxide_active_orchestrations")).isEqualTo(truth);
            assertThat(seen.sum("duroxide_timers_scheduled")).isEqualTo(1);
            assertThat(seen.sum(QUEUE, Map.of("worker_id", "shared"))).isZero();
          });
    }
  }

  @Test
  void labelSet_thatEmptied_isReportedAsZero() {
    // The other one has not had its first turn.
    assertThat(asleep.sum(ACTIVE, Map.of("orchestration_name", "Stolen"))).isEqualTo(1);

    nodes
        .get(0)
        .eventually(
            seen -> {
              assertThat(seen.values(ACTIVE, "orchestration_name")).contains("Stolen");
              assertThat(seen.sum(ACTIVE, Map.of("orchestration_name", "Stolen"))).isZero();
            });
  }

  /** R6: what is local to a node adds up to what the cluster has. */
  @Test
  void nodeLocalGauges_summed_areTheClusters() {
    for (String type : List.of("orchestration", "activity")) {
      assertThat(sum("duroxide_worker_count", Map.of("worker_type", type)))
          .isEqualTo(nodes.size() * ClusterNode.SLOTS);
      assertThat(heldWhenAsleep(type)).isEqualTo(1);
    }
    assertThat(lockedInTheStore).isEqualTo(2);
  }

  private static double heldWhenAsleep(String type) {
    Map<String, String> labels = Map.of("worker_type", type);
    Map<String, String> shared = Map.of("worker_type", type, "worker_id", "shared");
    return asleep.sum(QUEUE, labels) - asleep.sum(QUEUE, shared);
  }

  /** R11: telling, unique, and nothing that is new at each start but the one id. */
  @Test
  void resources_ofEveryProcess_areTellingAndUnique() {
    await().atMost(Instrumented.LIMIT).until(() -> receiver.resources().size() == nodes.size());

    assertThat(
            receiver.resources().stream()
                .map(resource -> resource.get("service.instance.id"))
                .collect(Collectors.toSet()))
        .hasSize(nodes.size())
        .allSatisfy(id -> assertThat(id).isNotBlank());
    assertThat(receiver.resources())
        .allSatisfy(
            resource -> {
              assertThat(resource.get("service.name")).contains("ClusterNode");
              assertThat(resource.keySet())
                  .isSubsetOf(
                      Set.of(
                          "service.name",
                          "service.instance.id",
                          "telemetry.sdk.name",
                          "telemetry.sdk.language",
                          "telemetry.sdk.version",
                          "telemetry.distro.name",
                          "telemetry.distro.version"));
            });
    for (Instrumented node : nodes) {
      assertThat(MetricContract.scraped().violations(node.scrape())).isEmpty();
    }
  }
}

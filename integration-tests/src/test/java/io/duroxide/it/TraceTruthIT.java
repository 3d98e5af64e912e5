package io.duroxide.it;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.it.MixedRunResult.Setup;
import io.duroxide.it.apps.MixedRun;
import io.duroxide.it.harness.Exemplar;
import io.duroxide.it.harness.MetricSnapshot.Row;
import io.duroxide.it.harness.ReceivedSpan;
import io.duroxide.it.harness.Series;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Contract section 8: the spans of a run are what its store says, each once, each in its place. */
@ParameterizedClass(name = "{0}")
@MethodSource("setups")
class TraceTruthIT {

  /** One thread commits, another one goes on from there before the first looks at the clock. */
  private static final long TOLERANCE = TimeUnit.SECONDS.toNanos(1);

  private final TracedRun run;
  private final Store store;
  private final Map<String, String> roots;
  private final Map<String, ReceivedSpan> byId;

  TraceTruthIT(Setup setup) {
    run = TracedRun.of(setup);
    store = Store.open(run.database());
    roots = TracedRun.roots(store);
    byId =
        run.spans().stream()
            .collect(Collectors.toMap(ReceivedSpan::spanId, Function.identity(), (a, b) -> a));
  }

  static List<Setup> setups() {
    return Setup.all();
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void theApplicationNoticesNothing() {
    assertThat(run.exit().code()).isZero();
    assertThat(run.exit().stdout()).containsExactly(MixedRun.DONE);
    assertThat(run.exit().stderr()).allMatch(line -> line.startsWith("[duroxide-telemetry]"));
  }

  @Test
  void everySpanIsSentOnce() {
    assertThat(byId).hasSameSizeAs(run.spans());
    assertThat(run.executions().size() + run.turns().size())
        .isEqualTo(run.spans().size() - run.activities().size() - run.calls().size());
  }

  @Test
  void executions_everyOneThatEnded_areThoseOfTheStore() {
    assertRows(
        """
        SELECT e.instance_id AS instance, e.execution_id AS execution, e.name AS name,
               e.version AS version,
               coalesce(e.status, 'continued_as_new') AS status, e.turns AS turns,
               s.at AS started,
               CASE e.status WHEN 'failed' THEN e.error_type ELSE '' END AS error,
               coalesce(s.event ->> '$.parent.instance', '') AS parent,
               (SELECT count(*) FROM history h
                WHERE h.instance_id = e.instance_id AND h.execution_id = e.execution_id) AS events,
               1
        FROM ended e JOIN history s USING (instance_id, execution_id)
        WHERE s.kind = 'ORCHESTRATION_STARTED'
        """,
        run.executions(),
        this::execution);
  }

  private Map<String, String> execution(ReceivedSpan span) {
    String instance = span.attribute("duroxide.instance.id");
    long execution = number(span, "duroxide.execution.id");
    assertThat(span.spanId()).isEqualTo(SpanIds.execution(instance, execution));
    assertThat(span.kind()).isEqualTo("INTERNAL");
    assertThat(span.name()).isEqualTo(span.attribute("duroxide.orchestration.name"));
    assertThat(span.links())
        .isEqualTo(
            execution == 1
                ? List.of()
                : List.of(span.traceId() + ":" + SpanIds.execution(instance, execution - 1)));
    String error = span.attributes().getOrDefault("duroxide.error_type", "");
    assertThat(span.error()).isEqualTo(!error.isEmpty()).isEqualTo(span.has("error.type"));
    assertThat(span.message()).as("no messages unless asked for").isEmpty();
    return Map.of(
        "instance", instance,
        "execution", Long.toString(execution),
        "name", span.name(),
        "version", span.attribute("duroxide.orchestration.version"),
        "status", span.attribute("duroxide.orchestration.status"),
        "turns", span.attribute("duroxide.orchestration.turns"),
        "events", span.attribute("duroxide.orchestration.history_size"),
        "started", Long.toString(TimeUnit.NANOSECONDS.toMillis(span.startNanos())),
        "error", error,
        "parent", parentInstance(span));
  }

  /** By the store, which knows every execution that a span could have as its parent. */
  private String parentInstance(ReceivedSpan span) {
    if (span.parentId().isEmpty()) {
      return "";
    }
    return store.rows("SELECT instance_id || '|' || execution_id AS i, 1 FROM executions").stream()
        .map(row -> row.labels().substring("i=".length()).split("\\|", -1))
        .filter(at -> SpanIds.execution(at[0], Long.parseLong(at[1])).equals(span.parentId()))
        .map(at -> at[0])
        .findFirst()
        .orElse("nobody");
  }

  @Test
  void turns_everyCommittedOne_areThoseOfTheStore() {
    assertRows(
        """
        WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 100)
        SELECT instance_id AS instance, execution_id AS execution, n AS turn, 1
        FROM executions JOIN numbers ON n <= turns
        """,
        run.turns().stream().filter(span -> !span.error()).toList(),
        span -> {
          String instance = span.attribute("duroxide.instance.id");
          long execution = number(span, "duroxide.execution.id");
          long turn = number(span, "duroxide.turn.number");
          assertThat(span.spanId()).isEqualTo(SpanIds.turn(instance, execution, turn));
          assertThat(span.parentId()).isEqualTo(SpanIds.execution(instance, execution));
          return Map.of(
              "instance", instance,
              "execution", Long.toString(execution),
              "turn", Long.toString(turn));
        });
  }

  @Test
  void turns_thatWerePutOff_areErrors() {
    List<ReceivedSpan> putOff = run.turns().stream().filter(ReceivedSpan::error).toList();

    assertThat(putOff)
        .filteredOn(span -> span.attribute("duroxide.instance.id").equals("nowhere"))
        .hasSize(MixedRun.MAX_DELIVERIES)
        .allMatch(span -> span.attribute("error.type").equals("abandoned"))
        .allMatch(span -> span.parentId().equals(SpanIds.execution("nowhere", 1)));
  }

  @Test
  void activities_everyAttempt_areThoseOfTheStore() {
    assertRows(
        Facts.ATTEMPTS_BY_OUTCOME.replace(
                "SELECT name, retry_attempt, tag,",
                "SELECT instance_id, execution_id, name, retry_attempt,")
            + """
            SELECT instance_id AS instance, execution_id AS execution, name AS name,
                   outcome AS outcome, retry_attempt AS attempt, count(*)
            FROM executions_by_outcome GROUP BY 1, 2, 3, 4, 5
            """,
        run.activities(),
        span -> {
          String instance = span.attribute("duroxide.instance.id");
          long execution = number(span, "duroxide.execution.id");
          String outcome = span.attribute("duroxide.activity.outcome");
          long attempt = number(span, "duroxide.activity.attempt");
          assertThat(span.name()).isEqualTo(span.attribute("duroxide.activity.name"));
          assertThat(span.parentId()).isEqualTo(SpanIds.execution(instance, execution));
          assertThat(span.error())
              .isEqualTo(!Set.of("success", "cancelled", "retry").contains(outcome));
          assertThat(Double.parseDouble(span.attribute("duroxide.activity.queue_wait_seconds")))
              .isGreaterThanOrEqualTo(0);
          if (!Set.of("retry", "cancelled").contains(outcome)) {
            assertThat(span.spanId())
                .isEqualTo(
                    SpanIds.activity(
                        instance, execution, number(span, "duroxide.activity.id"), attempt));
          }
          return Map.of(
              "instance",
              instance,
              "execution",
              Long.toString(execution),
              "name",
              span.name(),
              "outcome",
              outcome,
              "attempt",
              attempt < 3 ? Long.toString(attempt) : "3+");
        });
  }

  @Test
  void calls_everyOneOfTheClient_isInTheTraceOfItsInstance() {
    Map<String, Long> operations =
        run.calls().stream()
            .collect(
                Collectors.groupingBy(
                    span -> span.attribute("duroxide.client.operation"),
                    TreeMap::new,
                    Collectors.counting()));
    long started = (long) store.number("SELECT count(*) FROM started WHERE origin = 'CLIENT'");

    assertThat(operations)
        .containsEntry("start", started)
        .containsEntry("raiseEvent", 3L)
        .containsEntry("cancel", 2L)
        .containsKey("waitFor")
        .hasSize(4);
    for (ReceivedSpan call : run.calls()) {
      String instance = call.attribute("duroxide.instance.id");
      assertThat(call.parentId()).isEmpty();
      assertThat(call.links())
          .containsExactly(call.traceId() + ":" + SpanIds.execution(instance, 1));
      assertThat(call.error()).isFalse();
      assertThat(call.kind()).isEqualTo(call.name().equals("waitFor") ? "CLIENT" : "PRODUCER");
    }
  }

  @Test
  void traces_areNamedAfterTheRootOfEachFamily() {
    assertThat(new HashSet<>(roots.values()))
        .as("there are families")
        .hasSizeLessThan(roots.size());
    for (ReceivedSpan span : run.spans()) {
      String instance = span.attribute("duroxide.instance.id");
      assertThat(span.traceId())
          .as("%s", span)
          .isEqualTo(SpanIds.trace(roots.getOrDefault(instance, instance)));
    }
  }

  @Test
  void parents_areThere_unlessTheyHaveNotEnded() {
    Set<String> open =
        store.rows("SELECT instance_id AS i, 1 FROM executions WHERE status = 'RUNNING'").stream()
            .map(row -> SpanIds.execution(row.labels().substring("i=".length()), 1))
            .collect(Collectors.toSet());
    assertThat(open).hasSize(2);
    for (ReceivedSpan span : run.spans()) {
      ReceivedSpan parent = byId.get(span.parentId());
      if (parent == null) {
        assertThat(span.parentId()).as("%s", span).matches(id -> id.isEmpty() || open.contains(id));
      } else {
        assertThat(span.traceId()).isEqualTo(parent.traceId());
      }
    }
  }

  @Test
  void times_areWithinThoseOfTheParent() {
    for (ReceivedSpan span : run.spans()) {
      assertThat(span.endNanos()).as("%s", span).isGreaterThanOrEqualTo(span.startNanos());
      ReceivedSpan parent = byId.get(span.parentId());
      if (parent != null && !outlives(span, parent)) {
        boolean turn = span.name().equals("turn");
        assertThat(span.startNanos())
            .as("%s begins after %s", span, parent)
            .isGreaterThanOrEqualTo(parent.startNanos());
        assertThat(span.endNanos())
            .as("%s ends before %s", span, parent)
            .isLessThanOrEqualTo(parent.endNanos() + (turn ? 0 : TOLERANCE));
      }
    }
  }

  /** Who is cancelled learns of it later, and turns of a poisoned instance come before it. */
  private static boolean outlives(ReceivedSpan span, ReceivedSpan parent) {
    return span.attributes().containsValue("cancelled")
        || parent.name().equals("Stopper")
        || parent.attribute("duroxide.orchestration.turns").equals("0");
  }

  @Test
  void exemplars_ofThePushedHistograms_areSpansOfTheRun() {
    Set<String> metrics =
        run.exemplars().stream().map(Exemplar::metric).collect(Collectors.toSet());

    assertThat(metrics)
        .contains(
            "duroxide_orchestration_duration_seconds",
            "duroxide_orchestration_turn_duration_seconds",
            "duroxide_activity_duration_seconds",
            "duroxide_activity_queue_wait_seconds",
            "duroxide_client_wait_duration_seconds");
    for (Exemplar exemplar : run.exemplars()) {
      assertThat(byId).as("%s", exemplar).containsKey(exemplar.spanId());
      assertThat(requireNonNull(byId.get(exemplar.spanId())).traceId())
          .isEqualTo(exemplar.traceId());
    }
  }

  @Test
  void exemplars_ofTheScrapedHistograms_areSpansOfTheRun() {
    Matcher exemplar =
        Pattern.compile("^(duroxide_\\w+)_bucket.* # \\{(.*)} .*$", Pattern.MULTILINE)
            .matcher(run.openMetrics());
    int found = 0;
    while (exemplar.find()) {
      Map<String, String> labels =
          Arrays.stream(exemplar.group(2).split(",", -1))
              .map(label -> label.split("=", 2))
              .collect(Collectors.toMap(label -> label[0], label -> label[1].replace("\"", "")));
      assertThat(byId).containsKey(labels.get("span_id"));
      assertThat(requireNonNull(byId.get(labels.get("span_id"))).traceId())
          .isEqualTo(labels.get("trace_id"));
      found++;
    }
    assertThat(found).isPositive();
  }

  private void assertRows(
      String sql, List<ReceivedSpan> spans, Function<ReceivedSpan, Map<String, String>> labels) {
    List<Row> expected = store.rows(sql);
    Map<String, Long> counts =
        spans.stream()
            .map(span -> Series.of("", labels.apply(span)).labelText())
            .collect(
                Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
    List<Row> seen =
        counts.entrySet().stream()
            .map(entry -> new Row(entry.getKey(), (double) entry.getValue()))
            .sorted()
            .toList();
    assertThat(expected).isNotEmpty();
    assertThat(seen).containsExactlyElementsOf(expected);
  }

  private static long number(ReceivedSpan span, String attribute) {
    return Long.parseLong(span.attribute(attribute));
  }
}

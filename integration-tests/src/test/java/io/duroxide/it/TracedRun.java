package io.duroxide.it;

import io.duroxide.it.MixedRunResult.Setup;
import io.duroxide.it.apps.MixedRun;
import io.duroxide.it.harness.ChildJvm;
import io.duroxide.it.harness.Exemplar;
import io.duroxide.it.harness.MetricSnapshot.Row;
import io.duroxide.it.harness.OtlpReceiver;
import io.duroxide.it.harness.ReceivedSpan;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * One complete run of {@link MixedRun} with traces, and all that was received of it.
 *
 * @param openMetrics the scrape in the format that has exemplars
 */
record TracedRun(
    List<ReceivedSpan> spans,
    Set<Exemplar> exemplars,
    String openMetrics,
    ChildJvm.Exit exit,
    Path database) {

  private static final String PARENTS =
      "SELECT instance_id || '|' || coalesce(parent_instance, '') AS i, 1 FROM instances";

  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Map<Setup, TracedRun> RUNS = new ConcurrentHashMap<>();

  static TracedRun of(Setup setup) {
    return RUNS.computeIfAbsent(setup, TracedRun::run);
  }

  private static TracedRun run(Setup setup) {
    Path directory = Artifacts.freshDirectory("traced-" + setup.jdk().feature());
    Path database = directory.resolve("store.db");
    int port = Artifacts.freePort();
    try (OtlpReceiver receiver = OtlpReceiver.start(setup.protocol());
        ChildJvm child =
            Artifacts.application(setup.jdk(), directory.resolve("app.log"))
                .agent(Artifacts.agentJar())
                .property("duroxide.telemetry.prometheus.port", port)
                .property("duroxide.telemetry.otlp.endpoint", receiver.url())
                .property("duroxide.telemetry.otlp.protocol", setup.protocol().setting())
                .property("duroxide.telemetry.export.interval", "500ms")
                .property("duroxide.telemetry.traces.enabled", "true")
                .main(MixedRun.class, database)
                .start()) {
      child.awaitLine(MixedRun.DONE, LIMIT);
      String openMetrics = openMetrics(port);
      child.tell("stop");
      ChildJvm.Exit exit = child.awaitExit(LIMIT);
      return new TracedRun(receiver.spans(), receiver.exemplars(), openMetrics, exit, database);
    } catch (InterruptedException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String openMetrics(int port) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/metrics"))
            .header("Accept", "application/openmetrics-text")
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  List<ReceivedSpan> spans(Predicate<ReceivedSpan> which) {
    return spans.stream().filter(which).toList();
  }

  List<ReceivedSpan> executions() {
    return spans(span -> span.has("duroxide.orchestration.status"));
  }

  List<ReceivedSpan> turns() {
    return spans(span -> span.has("duroxide.turn.disposition"));
  }

  List<ReceivedSpan> activities() {
    return spans(span -> span.has("duroxide.activity.name"));
  }

  List<ReceivedSpan> calls() {
    return spans(span -> span.has("duroxide.client.operation"));
  }

  /** The root of each instance, by the store. */
  static Map<String, String> roots(Store store) {
    Map<String, String> parents = new TreeMap<>();
    for (Row row : store.rows(PARENTS)) {
      String[] both = row.labels().substring("i=".length()).split("\\|", -1);
      parents.put(both[0], both[1]);
    }
    Map<String, String> roots = new HashMap<>();
    for (String instance : parents.keySet()) {
      String root = instance;
      while (!parents.getOrDefault(root, "").isEmpty()) {
        root = parents.get(root);
      }
      roots.put(instance, root);
    }
    return roots;
  }
}

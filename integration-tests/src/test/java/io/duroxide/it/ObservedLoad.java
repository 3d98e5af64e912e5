package io.duroxide.it;

import static org.awaitility.Awaitility.await;

import io.duroxide.it.apps.LoadRun;
import io.duroxide.it.apps.Tally;
import io.duroxide.it.harness.BrokenCollector;
import io.duroxide.it.harness.ChildJvm;
import io.duroxide.it.harness.Jdk;
import io.duroxide.it.harness.Jdks;
import io.duroxide.it.harness.JvmCommand;
import io.duroxide.it.harness.MetricSnapshot;
import io.duroxide.it.harness.OtlpReceiver;
import io.duroxide.it.harness.OtlpReceiver.Protocol;
import io.duroxide.it.harness.PrometheusScrape;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A {@link LoadRun} under the agent, and all places where what it does can be seen. Between it and
 * its collector is a port that can be told to give trouble.
 */
final class ObservedLoad implements AutoCloseable {

  static final Duration LIMIT = Duration.ofMinutes(2);

  private static final String COMPLAINT = FailOpenRun.BANNER + "WARNING export to ";

  private final Path database;
  private final int port = Artifacts.freePort();
  private final OtlpReceiver receiver;
  private final BrokenCollector collector;
  private final ChildJvm child;
  private int commands;

  /** How a load went. */
  record Loaded(int orchestrations, Duration took) {
    double perSecond() {
      return orchestrations * 1e3 / took.toMillis();
    }
  }

  /** What the application's JVM holds after a collection. */
  record Memory(long heapBytes, int threads) {}

  private ObservedLoad(Jdk jdk, Protocol protocol, Map<String, String> settings) {
    Path directory = Artifacts.freshDirectory("load");
    database = directory.resolve("store.db");
    receiver = OtlpReceiver.start(protocol);
    collector = BrokenCollector.inFrontOf(receiver);
    JvmCommand command =
        Artifacts.application(jdk, directory.resolve("app.log"))
            .agent(Artifacts.agentJar())
            .jvmArgument("-Xmx128m")
            .property("duroxide.telemetry.prometheus.port", port)
            // Only metrics are counted here.
            .property("duroxide.telemetry.logs.enabled", false)
            .property("duroxide.telemetry.otlp.endpoint", collector.url())
            .property("duroxide.telemetry.otlp.protocol", protocol.setting());
    for (Map.Entry<String, String> setting : settings.entrySet()) {
      command = command.property("duroxide.telemetry." + setting.getKey(), setting.getValue());
    }
    child = command.main(LoadRun.class, database).start();
  }

  /**
   * @param settings of the agent, without their common prefix
   */
  static ObservedLoad start(Protocol protocol, Map<String, String> settings) {
    return start(Jdks.current(), protocol, settings);
  }

  static ObservedLoad start(Jdk jdk, Protocol protocol, Map<String, String> settings) {
    return new ObservedLoad(jdk, protocol, settings);
  }

  OtlpReceiver receiver() {
    return receiver;
  }

  BrokenCollector collector() {
    return collector;
  }

  ChildJvm child() {
    return child;
  }

  /** Offers orchestrations and waits until all have ended as they should. */
  Loaded load(int orchestrations, int perSecond) throws InterruptedException {
    beginLoad(orchestrations, perSecond);
    return awaitLoad();
  }

  void beginLoad(int orchestrations, int perSecond) {
    tell("load " + orchestrations + " " + perSecond);
  }

  Loaded awaitLoad() throws InterruptedException {
    String[] words = answer().get(0).split(" ", -1);
    return new Loaded(Integer.parseInt(words[1]), Duration.ofMillis(Long.parseLong(words[2])));
  }

  Memory memory() throws InterruptedException {
    tell("memory");
    String[] words = answer().get(0).split(" ", -1);
    return new Memory(Long.parseLong(words[1]), Integer.parseInt(words[2]));
  }

  /** What the application itself has counted under this word. */
  SortedMap<List<String>, Double> tally(String what) throws InterruptedException {
    tell("tally");
    SortedMap<List<String>, Double> tally = new TreeMap<>(Comparator.comparing(List::toString));
    for (String line : answer()) {
      List<String> words = List.of(line.split(" ", -1));
      if (words.get(0).equals(Tally.LINE) && words.get(1).equals(what)) {
        int last = words.size() - 1;
        tally.put(words.subList(2, last), Double.parseDouble(words.get(last)));
      }
    }
    return tally;
  }

  private void tell(String command) {
    child.tell(command);
    commands++;
  }

  /** The lines that answer the last command. */
  private List<String> answer() throws InterruptedException {
    String end = child.awaitLine(done(commands), LIMIT);
    List<String> said = child.stdout();
    int first = said.indexOf(done(commands - 1)) + 1;
    return List.copyOf(said.subList(first, said.indexOf(end)));
  }

  private static String done(int command) {
    return LoadRun.DONE + " " + command + ".";
  }

  MetricSnapshot scrape() throws InterruptedException {
    return PrometheusScrape.scrape(port);
  }

  double exportFailures() throws InterruptedException {
    return scrape().sum("duroxide_telemetry_export_failures_total", Map.of("signal", "metrics"));
  }

  /** Waits until so many exports have failed since the first of all. */
  void awaitFailures(double count) {
    await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(100))
        .ignoreExceptions() // the endpoint opens some time after the first class of the runtime
        .until(() -> exportFailures() >= count);
  }

  /** Waits for an export that was collected after now. */
  MetricSnapshot nextPush() {
    int before = receiver.requests();
    // The first request after now may have been collected before it; the second was not.
    await().atMost(LIMIT).until(() -> receiver.requests() >= before + 2);
    return receiver.metrics();
  }

  /** What the agent has said about its exports so far. */
  List<String> complaints() {
    return child.stderr().stream().filter(line -> line.startsWith(COMPLAINT)).toList();
  }

  /** Holds push and scrape, as they are now, against the store. */
  void assertEverythingCounted() throws InterruptedException {
    MetricSnapshot pushed = nextPush();
    assertEverythingCounted(Map.of("pushed", pushed, "scraped", scrape()));
  }

  /** Holds the last push against the store. */
  void assertEverythingPushed() {
    assertEverythingCounted(Map.of("pushed", receiver.metrics()));
  }

  private void assertEverythingCounted(Map<String, MetricSnapshot> exports) {
    try (Truth truth = Truth.of(exports, database)) {
      truth.everythingCounted();
    }
  }

  /** Lets the application end by itself, and says how it did. */
  ChildJvm.Exit stop() throws InterruptedException {
    child.tell("stop");
    return child.awaitExit(LIMIT);
  }

  @Override
  public void close() {
    child.close();
    collector.close();
    receiver.close();
  }
}

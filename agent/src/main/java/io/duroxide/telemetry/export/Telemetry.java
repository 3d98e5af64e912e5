package io.duroxide.telemetry.export;

import io.duroxide.telemetry.bootstrap.TelemetrySink;
import io.duroxide.telemetry.config.AgentConfig;
import io.duroxide.telemetry.config.Category;
import io.duroxide.telemetry.metrics.JoinPointCount;
import io.duroxide.telemetry.metrics.MetricsSink;
import io.duroxide.telemetry.metrics.MetricsUse;
import io.duroxide.telemetry.status.AgentStatus;
import io.duroxide.telemetry.status.AgentStatus.Exporter;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The running telemetry of a process: sink, SDK and exporters. All threads are daemons; nothing
 * global is touched.
 */
public final class Telemetry {

  private final AgentConfig config;
  private final MetricsSink sink;
  private final SdkMeterProvider provider;
  private final @Nullable PrometheusEndpoint endpoint;
  private final OtlpPush push;
  private final @Nullable JvmMetrics jvm;
  private final String agentVersion;
  private final AtomicBoolean stopped = new AtomicBoolean();

  private Telemetry(
      AgentConfig config,
      MetricsSink sink,
      SdkMeterProvider provider,
      @Nullable PrometheusEndpoint endpoint,
      OtlpPush push,
      @Nullable JvmMetrics jvm,
      String agentVersion) {
    this.config = config;
    this.sink = sink;
    this.provider = provider;
    this.endpoint = endpoint;
    this.push = push;
    this.jvm = jvm;
    this.agentVersion = agentVersion;
  }

  /**
   * Starts exporters and opens the scrape endpoint. What cannot be started is said in the banner
   * and left out. Takes some hundred milliseconds of class loading: not for the thread of {@code
   * main}.
   *
   * @param agentVersion for the banner and {@code duroxide_build_info}
   * @param joinPoints asked at each collection; must not block
   * @param log where state changes go, line by line; called by any thread
   */
  public static Telemetry start(
      AgentConfig config,
      String agentVersion,
      Supplier<List<JoinPointCount>> joinPoints,
      Consumer<String> log) {
    List<MetricReader> readers = new ArrayList<>();
    // The exporter exists before the sink that counts its failures.
    AtomicReference<@Nullable MetricsSink> sinkLater = new AtomicReference<>();
    Runnable onFailure =
        () -> {
          MetricsSink sink = sinkLater.get();
          if (sink != null) {
            sink.exportFailed();
          }
        };
    PrometheusEndpoint endpoint =
        config.prometheus().enabled() ? PrometheusEndpoint.open(config.prometheus()) : null;
    if (endpoint != null) {
      readers.add(endpoint.reader());
    }
    OtlpPush push = OtlpPush.prepare(config, onFailure, log);
    if (push.reader() != null) {
      readers.add(push.reader());
    }
    SdkMeterProvider provider = SdkFactory.meterProvider(config.service(), agentVersion, readers);
    MetricsSink sink =
        new MetricsSink(
            provider.get("io.duroxide.telemetry"), config, agentVersion, joinPoints, log);
    sinkLater.set(sink);
    JvmMetrics jvm =
        config.categories().contains(Category.RESOURCE) ? new JvmMetrics(provider, log) : null;
    return new Telemetry(config, sink, provider, endpoint, push, jvm, agentVersion);
  }

  /** Where instrumented code reports. Never blocks. */
  public TelemetrySink sink() {
    return sink;
  }

  /** Makes the error counter of an instrumentation visible with 0. */
  public void announceInstrumentation(String name) {
    sink.announceInstrumentation(name);
  }

  /** Runtimes were running before the agent came. */
  public void findRunningRuntimes() {
    sink.findRunningRuntimes();
  }

  /** Begins with the metrics about the JVM itself, if they are wanted; returns at once. */
  public void watchJvm() {
    if (jvm != null) {
      jvm.startBeside();
    }
  }

  /** What is running and why, for the log at start. */
  public List<String> banner() {
    return Banner.lines(config, agentVersion, endpoint, push.problem());
  }

  /** What is not as configured, a line each. */
  public List<String> problems() {
    return Banner.problems(config, endpoint, push.problem());
  }

  /** Answers {@code /status} at the endpoint, if there is one. */
  public void serveStatus(Supplier<AgentStatus> status) {
    if (endpoint != null) {
      endpoint.page().serve(status);
    }
  }

  /** Where this very process serves its status; null if there is no endpoint. */
  public @Nullable String statusAddress() {
    return endpoint == null ? null : endpoint.origin() + "/status?" + StatusPage.identity();
  }

  /** What becomes of the metrics. */
  public List<Exporter> exporters() {
    Exporter scraped =
        endpoint != null
            ? endpoint.state().now()
            : ExporterState.off(
                "prometheus",
                "",
                config.prometheus().enabled() ? "no port could be opened" : "switched off");
    return List.of(scraped, push.now());
  }

  /** How full the metrics are, and what was lost. */
  public MetricsUse metricsUse() {
    return sink.use();
  }

  /** {@link #flushAndStop} with the configured bound, for the JVM's exit. */
  public void flushAndStop() {
    flushAndStop(config.shutdownTimeout());
  }

  /**
   * Exports a last time and stops everything; returns after {@code bound} at the latest, whatever
   * the collector does. Idempotent.
   */
  public void flushAndStop(Duration bound) {
    if (!stopped.compareAndSet(false, true)) {
      return;
    }
    long deadline = System.nanoTime() + bound.toNanos();
    // On a thread of its own: collecting or connecting may hang as well as the answer.
    Thread flush = daemon("flush", () -> push.exportLast(provider::forceFlush));
    try {
      flush.join(Math.max(1, bound.toMillis()));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    push.awaitLast(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
    Thread unused = daemon("stop", provider::shutdown);
    sink.stop();
    if (jvm != null) {
      jvm.close();
    }
  }

  private static Thread daemon(String name, Runnable work) {
    Thread thread = new Thread(work, "duroxide-telemetry-" + name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}

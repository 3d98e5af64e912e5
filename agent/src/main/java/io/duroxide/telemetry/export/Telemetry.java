package io.duroxide.telemetry.export;

import io.duroxide.telemetry.bootstrap.TelemetrySink;
import io.duroxide.telemetry.config.AgentConfig;
import io.duroxide.telemetry.config.Category;
import io.duroxide.telemetry.logs.LogLanes;
import io.duroxide.telemetry.metrics.JoinPointCount;
import io.duroxide.telemetry.metrics.MetricsSink;
import io.duroxide.telemetry.metrics.MetricsUse;
import io.duroxide.telemetry.metrics.RecordedMetrics;
import io.duroxide.telemetry.metrics.Signal;
import io.duroxide.telemetry.status.AgentStatus;
import io.duroxide.telemetry.status.AgentStatus.Exporter;
import io.duroxide.telemetry.traces.RootInstances;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import io.opentelemetry.sdk.resources.Resource;
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
  private final OtlpRoute<MetricPush> metrics;
  private final OtlpRoute<LogPush> logs;
  private final OtlpRoute<TracePush> traces;
  private final RootInstances roots;
  private final @Nullable JvmMetrics jvm;
  private final String agentVersion;
  private final AtomicBoolean stopped = new AtomicBoolean();

  private Telemetry(
      AgentConfig config,
      MetricsSink sink,
      SdkMeterProvider provider,
      @Nullable PrometheusEndpoint endpoint,
      OtlpRoute<MetricPush> metrics,
      OtlpRoute<LogPush> logs,
      OtlpRoute<TracePush> traces,
      RootInstances roots,
      @Nullable JvmMetrics jvm,
      String agentVersion) {
    this.config = config;
    this.sink = sink;
    this.provider = provider;
    this.endpoint = endpoint;
    this.metrics = metrics;
    this.logs = logs;
    this.traces = traces;
    this.roots = roots;
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
    // The exporters exist before the sink that counts their failures.
    AtomicReference<@Nullable MetricsSink> sinkLater = new AtomicReference<>();
    Consumer<Signal> onFailure = signal -> with(sinkLater, sink -> sink.exportFailed(signal));
    PrometheusEndpoint endpoint =
        config.prometheus().enabled() ? PrometheusEndpoint.open(config.prometheus()) : null;
    if (endpoint != null) {
      readers.add(endpoint.reader());
    }
    OtlpRoute<MetricPush> metrics =
        OtlpRoute.prepare(
            Signal.METRICS,
            config.otlp(),
            "export to",
            onFailure,
            log,
            report -> MetricPush.prepare(config, report));
    if (metrics.push() != null) {
      readers.add(metrics.push().reader());
    }
    Resource resource = SdkFactory.resource(config.service(), agentVersion);
    RecordedMetrics recorded = new RecordedMetrics(config.traces().enabled());
    SdkMeterProvider provider = SdkFactory.meterProvider(resource, recorded, readers);
    MetricsSink sink =
        new MetricsSink(
            provider.get(RecordedMetrics.SCOPE), recorded, config, agentVersion, joinPoints, log);
    sinkLater.set(sink);
    OtlpRoute<TracePush> traces =
        OtlpRoute.prepare(
            Signal.TRACES,
            config.traces(),
            "export of traces to",
            onFailure,
            log,
            report -> TracePush.start(config, resource, sink, report));
    RootInstances roots =
        traces.push() == null ? RootInstances.ofThisProcess() : traces.push().sink().roots();
    OtlpRoute<LogPush> logs =
        OtlpRoute.prepare(
            Signal.LOGS,
            config.logs().otlp(),
            "export of logs to",
            onFailure,
            log,
            report ->
                LogPush.start(config.logs(), resource, roots, sink::logRecordDropped, report));
    JvmMetrics jvm =
        config.categories().contains(Category.RESOURCE) ? new JvmMetrics(provider, log) : null;
    return new Telemetry(
        config, sink, provider, endpoint, metrics, logs, traces, roots, jvm, agentVersion);
  }

  private static void with(
      AtomicReference<@Nullable MetricsSink> sinkLater, Consumer<MetricsSink> action) {
    MetricsSink sink = sinkLater.get();
    if (sink != null) {
      action.accept(sink);
    }
  }

  /** Where instrumented code reports. Never blocks. */
  public TelemetrySink sink() {
    return traces.push() == null ? sink : traces.push().sink();
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
    return Banner.lines(config, agentVersion, endpoint, metrics, logs, traces);
  }

  /** What is not as configured, a line each. */
  public List<String> problems() {
    return Banner.problems(config, endpoint, metrics, logs, traces);
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

  /** Where log records are offered; null if they are not exported. */
  public @Nullable LogLanes logs() {
    return logs.push() == null ? null : logs.push().lanes();
  }

  /** The instances that traces are named after. */
  public RootInstances roots() {
    return roots;
  }

  /** What becomes of metrics, logs and traces. */
  public List<Exporter> exporters() {
    Exporter scraped =
        endpoint != null
            ? endpoint.state().now()
            : ExporterState.off(
                "prometheus",
                "",
                config.prometheus().enabled() ? "no port could be opened" : "switched off");
    Exporter traced = traces.now();
    return List.of(
        scraped,
        metrics.now(),
        logs.now(),
        traces.push() == null ? traced : traces.push().withDropped(traced));
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
    // Metrics last, so that they count what became of the others, and have half of the time left.
    stopBatches(deadline - bound.toNanos() / 2);
    flushMetrics(deadline);
    Thread unused = daemon("stop", this::shutdown);
    sink.stop();
    if (jvm != null) {
      jvm.close();
    }
  }

  private void stopBatches(long deadline) {
    LogPush records = logs.push();
    TracePush spans = traces.push();
    if (records != null) {
      records.push().beginLast();
    }
    if (spans != null) {
      spans.beginLast();
    }
    if (records != null) {
      records.push().awaitLast(until(deadline));
    }
    if (spans != null) {
      spans.push().awaitLast(until(deadline));
    }
  }

  private static Duration until(long deadline) {
    return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
  }

  private void flushMetrics(long deadline) {
    CountingMetricExporter exporter = metrics.push() == null ? null : metrics.push().exporter();
    if (exporter == null) {
      return;
    }
    // On a thread of its own: collecting or connecting may hang as well as the answer.
    Thread flush = daemon("flush", () -> exporter.exportLast(provider::forceFlush));
    try {
      flush.join(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    exporter.awaitLast(until(deadline));
  }

  private void shutdown() {
    CompletableResultCode unused = provider.shutdown();
    if (logs.push() != null) {
      unused = logs.push().exporter().shutdown();
    }
    if (traces.push() != null) {
      unused = traces.push().exporter().shutdown();
    }
  }

  private static Thread daemon(String name, Runnable work) {
    Thread thread = new Thread(work, "duroxide-telemetry-" + name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}

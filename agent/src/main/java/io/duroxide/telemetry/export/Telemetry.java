package io.duroxide.telemetry.export;

import io.duroxide.telemetry.bootstrap.TelemetrySink;
import io.duroxide.telemetry.config.AgentConfig;
import io.duroxide.telemetry.config.Category;
import io.duroxide.telemetry.logs.LogLanes;
import io.duroxide.telemetry.metrics.JoinPointCount;
import io.duroxide.telemetry.metrics.MetricsSink;
import io.duroxide.telemetry.metrics.MetricsUse;
import io.duroxide.telemetry.metrics.Signal;
import io.duroxide.telemetry.status.AgentStatus;
import io.duroxide.telemetry.status.AgentStatus.Exporter;
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
      @Nullable JvmMetrics jvm,
      String agentVersion) {
    this.config = config;
    this.sink = sink;
    this.provider = provider;
    this.endpoint = endpoint;
    this.metrics = metrics;
    this.logs = logs;
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
    OtlpRoute<LogPush> logs =
        OtlpRoute.prepare(
            Signal.LOGS,
            config.logs().otlp(),
            "export of logs to",
            onFailure,
            log,
            report ->
                LogPush.start(
                    config.logs(),
                    resource,
                    severity -> with(sinkLater, sink -> sink.logRecordDropped(severity)),
                    report));
    SdkMeterProvider provider = SdkFactory.meterProvider(resource, readers);
    MetricsSink sink =
        new MetricsSink(
            provider.get("io.duroxide.telemetry"), config, agentVersion, joinPoints, log);
    sinkLater.set(sink);
    JvmMetrics jvm =
        config.categories().contains(Category.RESOURCE) ? new JvmMetrics(provider, log) : null;
    return new Telemetry(config, sink, provider, endpoint, metrics, logs, jvm, agentVersion);
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
    return Banner.lines(config, agentVersion, endpoint, metrics, logs);
  }

  /** What is not as configured, a line each. */
  public List<String> problems() {
    return Banner.problems(config, endpoint, metrics, logs);
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

  /** What becomes of metrics and logs. */
  public List<Exporter> exporters() {
    Exporter scraped =
        endpoint != null
            ? endpoint.state().now()
            : ExporterState.off(
                "prometheus",
                "",
                config.prometheus().enabled() ? "no port could be opened" : "switched off");
    return List.of(scraped, metrics.now(), logs.now());
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
    // Logs first, so that the metrics count what became of them, and have half of the time left.
    stopLogs(bound.dividedBy(2));
    flushMetrics(deadline);
    Thread unused = daemon("stop", this::shutdown);
    sink.stop();
    if (jvm != null) {
      jvm.close();
    }
  }

  private void stopLogs(Duration bound) {
    LogPush push = logs.push();
    if (push != null) {
      push.push().beginLast();
      push.push().awaitLast(bound);
      push.lanes().close();
    }
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
    exporter.awaitLast(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
  }

  private void shutdown() {
    CompletableResultCode unused = provider.shutdown();
    if (logs.push() != null) {
      unused = logs.push().exporter().shutdown();
    }
  }

  private static Thread daemon(String name, Runnable work) {
    Thread thread = new Thread(work, "duroxide-telemetry-" + name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}

package io.duroxide.telemetry.export;

import io.duroxide.telemetry.bootstrap.TelemetrySink;
import io.duroxide.telemetry.config.AgentConfig;
import io.duroxide.telemetry.metrics.JoinPointCount;
import io.duroxide.telemetry.metrics.MetricsSink;
import io.duroxide.telemetry.metrics.StateLine;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The running telemetry of a process: sink, SDK and exporters. All threads are daemons; nothing
 * global is touched but, by {@link #stopAtExit}, the list of shutdown hooks.
 */
public final class Telemetry {

  private final AgentConfig config;
  private final MetricsSink sink;
  private final SdkMeterProvider provider;
  private final List<String> banner;
  private final List<String> problems;
  private final AtomicBoolean stopped = new AtomicBoolean();

  private Telemetry(
      AgentConfig config,
      MetricsSink sink,
      SdkMeterProvider provider,
      List<String> banner,
      List<String> problems) {
    this.config = config;
    this.sink = sink;
    this.provider = provider;
    this.banner = banner;
    this.problems = problems;
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
    String otlpProblem = addOtlp(config, readers, onFailure, log);
    SdkMeterProvider provider = SdkFactory.meterProvider(config.service(), agentVersion, readers);
    MetricsSink sink =
        new MetricsSink(
            provider.get("io.duroxide.telemetry"), config, agentVersion, joinPoints, log);
    sinkLater.set(sink);
    List<String> banner = Banner.lines(config, agentVersion, endpoint, otlpProblem);
    List<String> problems = Banner.problems(config, endpoint, otlpProblem);
    return new Telemetry(config, sink, provider, banner, problems);
  }

  /** Null if it runs or is off; else why it could not be started. */
  private static @Nullable String addOtlp(
      AgentConfig config, List<MetricReader> readers, Runnable onFailure, Consumer<String> log) {
    if (!config.otlp().enabled()) {
      return null;
    }
    try {
      MetricExporter exporter = OtlpExporters.metrics(config.otlp());
      StateLine state =
          new StateLine(
              "export to " + config.otlp().withoutSecrets(config.otlp().endpoint()) + " is", log);
      readers.add(
          PeriodicMetricReader.builder(new CountingMetricExporter(exporter, state, onFailure))
              .setInterval(config.exportInterval())
              .build());
      return null;
    } catch (IOException | RuntimeException impossible) {
      return impossible.toString();
    }
  }

  /** Where instrumented code reports. Never blocks. */
  public TelemetrySink sink() {
    return sink;
  }

  /** Makes the error counters of these instrumentations visible with 0. */
  public void announceInstrumentations(List<String> names) {
    sink.announceInstrumentations(names);
  }

  /** What is running and why, for the log at start. */
  public List<String> banner() {
    return banner;
  }

  /** What is not as configured, a line each, for the log at start. */
  public List<String> problems() {
    return problems;
  }

  /** Registers {@link #flushAndStop} with the configured bound for the JVM's exit. */
  public void stopAtExit() {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> flushAndStop(config.shutdownTimeout()), "duroxide-telemetry-stop"));
  }

  /**
   * Exports a last time and stops everything; returns after {@code bound} at the latest, whatever
   * the collector does. Idempotent.
   */
  public void flushAndStop(Duration bound) {
    if (!stopped.compareAndSet(false, true)) {
      return;
    }
    // On a thread of its own: collecting or connecting may hang as well as the answer.
    Thread thread =
        new Thread(
            () -> {
              provider.forceFlush().join(bound.toNanos(), TimeUnit.NANOSECONDS);
              CompletableResultCode unused = provider.shutdown();
            },
            "duroxide-telemetry-flush");
    thread.setDaemon(true);
    thread.start();
    try {
      thread.join(Math.max(1, bound.toMillis()));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    sink.stop();
  }
}

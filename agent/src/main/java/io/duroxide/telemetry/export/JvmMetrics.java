package io.duroxide.telemetry.export;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.instrumentation.runtimetelemetry.RuntimeTelemetry;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * OpenTelemetry's own metrics about the JVM, read from its management beans. No flight recorder is
 * started.
 */
final class JvmMetrics implements AutoCloseable {

  private final MeterProvider provider;
  private final Consumer<String> log;
  private final AtomicReference<@Nullable RuntimeTelemetry> running = new AtomicReference<>();
  private volatile boolean closed;

  /**
   * @param log told if the JVM has no management beans
   */
  JvmMetrics(MeterProvider provider, Consumer<String> log) {
    this.provider = provider;
    this.log = log;
  }

  /** On a thread of its own: no event needs to wait for the JVM's management to be loaded. */
  void startBeside() {
    Thread thread = new Thread(null, this::start, "duroxide-telemetry-jvm", 0, false);
    thread.setDaemon(true);
    thread.start();
  }

  private void start() {
    try {
      running.set(RuntimeTelemetry.create(new MetricsOnly(provider)));
      if (closed) {
        close();
      }
    } catch (RuntimeException | LinkageError impossible) {
      log.accept("no metrics about the JVM: " + impossible);
    }
  }

  /** Also of a start that is under way. Idempotent. */
  @Override
  public void close() {
    closed = true;
    RuntimeTelemetry started = running.getAndSet(null);
    if (started != null) {
      started.close();
    }
  }

  /** An SDK of which only the metrics are used. */
  private record MetricsOnly(MeterProvider metrics) implements OpenTelemetry {

    @Override
    public MeterProvider getMeterProvider() {
      return metrics;
    }

    @Override
    public TracerProvider getTracerProvider() {
      return TracerProvider.noop();
    }

    @Override
    public ContextPropagators getPropagators() {
      return ContextPropagators.noop();
    }
  }
}

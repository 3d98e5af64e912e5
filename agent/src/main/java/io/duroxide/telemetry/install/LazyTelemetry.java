package io.duroxide.telemetry.install;

import io.duroxide.telemetry.bootstrap.Bridge;
import io.duroxide.telemetry.bootstrap.LogSink;
import io.duroxide.telemetry.bootstrap.TelemetrySink;
import io.duroxide.telemetry.install.TelemetryStart.Started;
import io.duroxide.telemetry.log.AgentLog;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Starts the telemetry when the first class of an engine is loaded, beside the application's own
 * start. The first event waits for it: it comes from the creation of a client or runtime, which is
 * no hot path, and by then most of the work is done. So nothing is lost and nothing needs a buffer.
 */
final class LazyTelemetry implements Runnable {

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final TelemetryStart start;
  private final InstallReport report;
  private final Consumer<LogSink> capture;
  private @Nullable ClassLoader engineLoader;
  private final AtomicBoolean begun = new AtomicBoolean();
  private final CountDownLatch done = new CountDownLatch(1);
  private volatile TelemetrySink sink = new TelemetrySink();
  private @Nullable RuntimesMeanwhile meanwhile;
  private volatile boolean silent;
  private volatile long deadline;

  LazyTelemetry(
      TelemetryStart start,
      InstallReport report,
      Consumer<LogSink> capture,
      @Nullable ClassLoader engineLoader) {
    this.start = start;
    this.report = report;
    this.capture = capture;
    this.engineLoader = engineLoader;
  }

  /** Begins in the background; only the first call counts. */
  void begin() {
    if (begun.get()) {
      return;
    }
    deadline = System.nanoTime() + PATIENCE_NANOS;
    if (begun.compareAndSet(false, true)) {
      // What it starts inherits the group: so the agent knows its threads, whoever named them.
      ThreadGroup own = new ThreadGroup("duroxide-telemetry");
      Thread thread = new Thread(own, this, "duroxide-telemetry-start", 0, false);
      thread.setDaemon(true);
      thread.setContextClassLoader(LazyTelemetry.class.getClassLoader());
      thread.start();
    }
  }

  @Override
  public void run() {
    try {
      Started started = start.start(report, engineLoader);
      if (started == null) {
        silent = true;
      } else {
        sink = started.sink();
        if (started.logs() != null) {
          capture.accept(started.logs());
        }
      }
    } catch (Throwable failure) {
      silent = true;
      AgentLog.warn("telemetry did not start, nothing is reported", failure);
    } finally {
      engineLoader = null; // or the application could never unload it
      Bridge.use(sink);
      ready();
    }
  }

  private synchronized void ready() {
    done.countDown();
    if (meanwhile != null) {
      if (!silent) {
        AgentLog.warn("the telemetry was ready late: what happened before is not counted");
      }
      meanwhile.handOverTo(sink);
    }
  }

  /** The sink; or a stand-in for now, if the start takes longer than an application should wait. */
  TelemetrySink await() {
    begin();
    try {
      done.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    return done.getCount() == 0 ? sink : standIn();
  }

  private synchronized TelemetrySink standIn() {
    if (done.getCount() == 0) {
      return sink;
    }
    if (meanwhile == null) {
      meanwhile = new RuntimesMeanwhile();
    }
    return meanwhile;
  }

  /** Whether there is something behind the sink; waits as {@link #await} does. */
  boolean reports() {
    TelemetrySink unused = await();
    return !silent;
  }
}

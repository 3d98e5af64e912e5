package io.duroxide.telemetry.install;

import io.duroxide.telemetry.bootstrap.AgentHooks;
import io.duroxide.telemetry.bootstrap.TelemetrySink;
import java.util.List;

/** The agent's side of the bridge, without an agent. */
final class TestHooks extends AgentHooks {

  private final TelemetrySink sink;
  private final List<String> failures;

  TestHooks(TelemetrySink sink, List<String> failures) {
    this.sink = sink;
    this.failures = failures;
  }

  @Override
  public TelemetrySink awaitSink() {
    return sink;
  }

  @Override
  public void storeSeen(Object store) {}

  @Override
  public void runtimeStarted() {}

  @Override
  public void adviceFailed(String instrumentation, Throwable failure) {
    failures.add(instrumentation + " " + failure.getMessage());
  }
}

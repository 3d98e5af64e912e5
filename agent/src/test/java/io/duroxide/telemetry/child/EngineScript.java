package io.duroxide.telemetry.child;

import io.duroxide.client.DuroxideClient;
import io.duroxide.provider.WorkerFilter;
import java.time.Duration;

/** Uses the engine as an application does. */
public final class EngineScript {

  private EngineScript() {}

  public static void run() {
    FakeProvider provider = new FakeProvider(new FakeProvider(null));
    new DuroxideClient(provider).start("i", "pay", null);
    provider.fetchWorkItem(Duration.ZERO, Duration.ZERO, WorkerFilter.DEFAULT);
  }
}

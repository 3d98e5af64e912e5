package io.duroxide.benchmarks;

import io.duroxide.client.DuroxideClient;
import io.duroxide.provider.Provider;
import io.duroxide.provider.sqlite.SqliteProvider;
import io.duroxide.runtime.DuroxideRuntime;
import io.duroxide.runtime.RuntimeOptions;
import java.nio.file.Path;
import java.time.Duration;

/** A node that runs one orchestration of five activities and ends. Argument: the store's file. */
public final class SmallApp {

  private SmallApp() {}

  public static void main(String[] args) {
    Workload workload = Workload.FAN_OUT;
    try (Provider provider = SqliteProvider.open(Path.of(args[0]));
        DuroxideRuntime runtime =
            DuroxideRuntime.start(
                provider,
                workload.orchestrations(),
                Workload.activities(0),
                RuntimeOptions.DEFAULT)) {
      DuroxideClient client = new DuroxideClient(provider);
      client.start("first", workload.name(), 5);
      System.out.println(client.waitForOutput("first", String.class, Duration.ofSeconds(60)));
    }
  }
}

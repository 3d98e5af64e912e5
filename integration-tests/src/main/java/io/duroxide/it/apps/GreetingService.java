package io.duroxide.it.apps;

import io.duroxide.client.DuroxideClient;
import io.duroxide.provider.Provider;
import io.duroxide.provider.sqlite.SqliteProvider;
import io.duroxide.runtime.DuroxideRuntime;
import io.duroxide.runtime.RuntimeOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/**
 * An application that runs until its stdin ends, and greets everybody named there: something to
 * attach to while it works.
 *
 * <p>Arguments: the database file.
 */
public final class GreetingService {

  public static final String READY = "READY";

  private GreetingService() {}

  @SuppressWarnings("try") // the runtime works by itself, nobody calls it
  public static void main(String[] args) throws IOException {
    try (Provider provider = SqliteProvider.open(Path.of(args[0]));
        DuroxideRuntime runtime =
            DuroxideRuntime.start(
                provider,
                MiniApp.orchestrations(),
                MiniApp.activities(),
                RuntimeOptions.builder().orchestrationSlots(1).activitySlots(1).build());
        BufferedReader guests =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      DuroxideClient client = new DuroxideClient(provider);
      greet(client, "nobody");
      System.out.println(READY);
      for (String guest = guests.readLine(); guest != null; guest = guests.readLine()) {
        greet(client, guest);
      }
    }
  }

  private static void greet(DuroxideClient client, String guest) {
    client.start(guest, "Greet", guest);
    System.out.println(client.waitForOutput(guest, String.class, Duration.ofSeconds(30)));
  }
}

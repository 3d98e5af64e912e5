package io.duroxide.runtime;

import io.duroxide.client.DuroxideClient;
import io.duroxide.provider.InstanceStatus;
import io.duroxide.provider.memory.InMemoryProvider;
import io.duroxide.registry.ActivityRegistry;
import io.duroxide.registry.OrchestrationRegistry;
import java.time.Duration;

/**
 * More instances that wait than the process may have threads. Prints how many of them completed,
 * after all were told to go on. Argument: how many there are.
 */
final class ThreadLimitedNode {

  private ThreadLimitedNode() {}

  public static void main(String[] arguments) {
    int count = Integer.parseInt(arguments[0]);
    var orchestrations =
        OrchestrationRegistry.builder()
            .register(
                "waits",
                Void.class,
                (ctx, in) -> {
                  ctx.setCustomStatus("waits");
                  String word = ctx.dequeue("go", String.class).await();
                  return ctx.activity("echo", word, String.class).await();
                })
            .build();
    var activities =
        ActivityRegistry.builder().register("echo", String.class, (ctx, word) -> word).build();
    try (InMemoryProvider store = new InMemoryProvider();
        DuroxideRuntime runtime =
            DuroxideRuntime.start(
                store,
                orchestrations,
                activities,
                RuntimeOptions.builder().maxDeliveries(3).build())) {
      DuroxideClient client = new DuroxideClient(store);
      for (int i = 0; i < count; i++) {
        client.start("i" + i, "waits", null);
      }
      for (int i = 0; i < count; i++) {
        var unused = client.waitForStatusChange("i" + i, 0, Duration.ofMinutes(2));
      }
      for (int i = 0; i < count; i++) {
        client.enqueue("i" + i, "go", "word");
      }
      int completed = 0;
      for (int i = 0; i < count; i++) {
        if (client.waitFor("i" + i, Duration.ofMinutes(2)).status() == InstanceStatus.COMPLETED) {
          completed++;
        }
      }
      System.out.println("completed " + completed);
    }
    System.exit(0);
  }
}

package io.duroxide.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.duroxide.OrchestrationContext;
import io.duroxide.client.DuroxideClient;
import io.duroxide.provider.memory.InMemoryProvider;
import io.duroxide.registry.ActivityRegistry;
import io.duroxide.registry.OrchestrationRegistry;
import io.duroxide.runtime.DuroxideRuntime;
import io.duroxide.runtime.RuntimeOptions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class TestingTest {

  // guide: testing-subject
  String trial(OrchestrationContext ctx, String customer) {
    ctx.timer(Duration.ofDays(30)).await();
    return ctx.activity("send-invoice", customer, String.class).await();
  }

  // end

  // guide: testing-clock
  @Test
  void trial_endsAfterThirtyDays() {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2031-03-01T00:00:00Z"));
    InstantSource clock = now::get;
    var orchestrations =
        OrchestrationRegistry.builder().register("trial", String.class, this::trial).build();
    var activities =
        ActivityRegistry.builder() // a stand-in under the real name
            .register("send-invoice", String.class, (ctx, customer) -> "invoice for " + customer)
            .build();
    try (InMemoryProvider store = new InMemoryProvider(clock);
        DuroxideRuntime node =
            DuroxideRuntime.start(
                store,
                orchestrations,
                activities,
                RuntimeOptions.builder()
                    .clock(clock)
                    .executionCacheSize(0) // every turn replays: finds what is not deterministic
                    .build())) {
      DuroxideClient client = new DuroxideClient(store);
      client.start("t", "trial", "Ada");
      await().until(() -> store.admin().storeGauges().timersScheduled() == 1);

      now.set(now.get().plus(Duration.ofDays(30)));
      assertThat(client.waitForOutput("t", String.class, Duration.ofSeconds(30)))
          .isEqualTo("invoice for Ada");
    }
  }
  // end
}

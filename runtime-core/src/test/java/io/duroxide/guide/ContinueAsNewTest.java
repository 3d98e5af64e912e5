package io.duroxide.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.OrchestrationContext;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ContinueAsNewTest extends Example {

  // guide: continue-as-new
  record Monitor(String host, int failures) {}

  String monitor(OrchestrationContext ctx, Monitor state) {
    boolean up = ctx.activity("ping", state.host(), Boolean.class).await();
    int failures = up ? 0 : state.failures() + 1;
    if (failures == 3) {
      return state.host() + " is down";
    }
    ctx.timer(Duration.ofMillis(5)).await(); // a minute, in earnest
    return ctx.continueAsNew(new Monitor(state.host(), failures)); // never returns
  }

  // end

  @Test
  void eachRound_isAnExecutionOfItsOwn() {
    var pings = new AtomicInteger();
    activities.register("ping", String.class, (ctx, host) -> pings.incrementAndGet() < 4);
    orchestrations.register("monitor", Monitor.class, this::monitor);
    startNode();
    client.start("m", "monitor", new Monitor("db-1", 0));
    assertThat(client.waitForOutput("m", String.class, PATIENCE)).isEqualTo("db-1 is down");
    assertThat(client.status("m").executionId()).isEqualTo(6);
  }
}

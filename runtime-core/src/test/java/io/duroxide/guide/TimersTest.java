package io.duroxide.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.OrchestrationContext;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TimersTest extends Example {

  // guide: timers
  int remind(OrchestrationContext ctx, Instant due) {
    ctx.timerUntil(due).await(); // on the next turn, if it has passed
    int reminders = 0;
    while (reminders < 3) {
      ctx.activity("send-reminder", ++reminders, String.class).await();
      ctx.timer(Duration.ofMillis(10)).await(); // a day, in earnest
    }
    return reminders;
  }

  // end

  @Test
  void reminders_areSentAfterTheDueTime() {
    Instant due = Instant.now().plusMillis(100);
    orchestrations.register("remind", Instant.class, this::remind);
    activities.register(
        "send-reminder",
        Integer.class,
        (ctx, number) -> {
          assertThat(Instant.now()).isAfterOrEqualTo(due);
          return "sent";
        });
    startNode();
    client.start("r", "remind", due);
    assertThat(client.waitForOutput("r", Integer.class, PATIENCE)).isEqualTo(3);
  }
}

package io.duroxide.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.duroxide.OrchestrationContext;
import io.duroxide.provider.DeletionCounts;
import io.duroxide.provider.DeletionFilter;
import io.duroxide.provider.ProviderAdmin;
import io.duroxide.provider.PruneOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RetentionTest extends Example {

  // guide: retention
  /** Run once an hour, by one process. */
  static DeletionCounts cleanUp(ProviderAdmin admin, Instant now) {
    long monthAgo = now.minus(Duration.ofDays(30)).toEpochMilli();
    // A call is one transaction of about so many instances; the nodes write in between.
    var ended = new DeletionFilter(Set.of(), monthAgo, 200);
    DeletionCounts total = DeletionCounts.NONE;
    DeletionCounts last;
    do {
      last = admin.deleteInstances(ended);
      total = total.plus(last);
    } while (last.instances() > 0);

    // Old executions of instances that live for ever, the last ten excepted.
    do {
      last = admin.pruneExecutions(DeletionFilter.ALL, PruneOptions.keepLast(10));
      total = total.plus(last);
    } while (last.executions() > 0);

    admin.deleteUnclaimedMessages(monthAgo); // sent to ids that nobody ever started
    admin.deleteDeadLetters(monthAgo); // look at them before: see below
    return total;
  }

  // end

  @Test
  void cleanUp_deletesWhatEndedLongAgo_andKeepsTheRest() {
    orchestrations
        .register("short", Void.class, (ctx, in) -> "done")
        .register(
            "long", Integer.class, (ctx, n) -> n == 20 ? wait(ctx) : ctx.continueAsNew(n + 1));
    startNode();
    client.start("ended", "short", null);
    client.start("eternal", "long", 1);
    client.waitFor("ended", PATIENCE);
    await()
        .until(
            () -> client.status("eternal") != null && client.status("eternal").executionId() == 20);
    client.raiseEvent("never-started", "hello", null);

    assertThat(cleanUp(store.admin(), Instant.now())).isEqualTo(new DeletionCounts(0, 10, 20, 0));
    assertThat(client.status("ended")).isNotNull();

    DeletionCounts later = cleanUp(store.admin(), Instant.now().plus(Duration.ofDays(31)));
    assertThat(later.instances()).isEqualTo(1);
    assertThat(client.status("ended")).isNull();
    assertThat(client.status("eternal")).isNotNull();
    assertThat(store.admin().executions("eternal")).hasSize(10);
  }

  private static String wait(OrchestrationContext ctx) {
    return ctx.event("never", String.class).await();
  }
}

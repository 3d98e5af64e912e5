package io.duroxide.examples.tour;

import io.duroxide.client.DuroxideClient;
import io.duroxide.registry.ActivityRegistry;
import io.duroxide.registry.OrchestrationRegistry;
import io.duroxide.runtime.RuntimeOptions;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Somebody else keeps the database to himself until the locks on work in progress have run out. */
final class LostLocks {

  private static final String STORE = "lost-locks";
  private static final String SLOW_TURN = "slow-turn";
  private static final String SLOW_WORK = "slow-work";

  private static final Duration LOCK = Duration.ofMillis(400);

  private final CountDownLatch turnHasBegun = new CountDownLatch(1);
  private final CountDownLatch activityHasBegun = new CountDownLatch(1);

  /** Both end their work while the database is not theirs. */
  private final CountDownLatch goOn = new CountDownLatch(1);

  private LostLocks() {}

  static void visit(Site site) throws Exception {
    new LostLocks().loseThem(site);
  }

  private void loseThem(Site site) throws Exception {
    var store = site.store(STORE);
    DuroxideClient client = new DuroxideClient(store);
    RuntimeOptions options =
        RuntimeOptions.builder().orchestrationLockTimeout(LOCK).activityLockTimeout(LOCK).build();
    site.node(store, orchestrations(), activities(), options);
    client.start("slow-work", "caller-of-slow-work", null);
    client.start("slow-turn", SLOW_TURN, null);
    turnHasBegun.await();
    activityHasBegun.await();
    try (var stranger = site.stranger(STORE);
        var statement = stranger.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      goOn.countDown();
      TimeUnit.MILLISECONDS.sleep(2 * LOCK.toMillis());
      statement.execute("COMMIT");
    }
    client.waitFor("slow-turn", Site.PATIENCE);
    client.waitFor("slow-work", Site.PATIENCE);
  }

  private OrchestrationRegistry orchestrations() {
    return OrchestrationRegistry.builder()
        .register(SLOW_TURN, Object.class, (ctx, none) -> work(turnHasBegun))
        .register(
            "caller-of-slow-work",
            Object.class,
            (ctx, none) -> ctx.activity(SLOW_WORK, null, String.class).await())
        .build();
  }

  private ActivityRegistry activities() {
    return ActivityRegistry.builder()
        .register(
            SLOW_WORK,
            Object.class,
            (ctx, none) -> {
              if (ctx.deliveryCount() > 1) {
                // As slow as the first time, who meanwhile learns that he is out of the race.
                TimeUnit.MILLISECONDS.sleep(5 * LOCK.toMillis());
              }
              return work(activityHasBegun);
            })
        .build();
  }

  private String work(CountDownLatch hasBegun) throws InterruptedException {
    hasBegun.countDown();
    goOn.await();
    return "done, but too late the first time";
  }
}

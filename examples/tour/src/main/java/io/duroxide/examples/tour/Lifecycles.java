package io.duroxide.examples.tour;

import io.duroxide.DurableFuture;
import io.duroxide.OperationFailedException;
import io.duroxide.OrchestrationContext;
import io.duroxide.SubOrchestrationOptions;
import io.duroxide.client.DuroxideClient;
import io.duroxide.client.WaitTimeoutException;
import io.duroxide.provider.memory.InMemoryProvider;
import io.duroxide.registry.ActivityRegistry;
import io.duroxide.registry.OrchestrationRegistry;
import io.duroxide.runtime.RuntimeOptions;
import java.time.Duration;

/** How orchestrations begin, how long they last and how they end; and what clients do. */
final class Lifecycles {

  private static final String COUNTDOWN = "countdown";
  private static final String GENERATIONS = "generations";
  private static final String FAMILY = "family";
  private static final String MAILBOX = "mailbox";
  private static final String APPROVAL = "approval";

  private static final int SEEN_IN_ALL_RANGES = 1_002;

  private Lifecycles() {}

  static void visit(Site site) throws Exception {
    var store = site.store("lifecycles");
    site.node(store, orchestrations(), ActivityRegistry.builder().build(), RuntimeOptions.DEFAULT);
    DuroxideClient client = new DuroxideClient(store);
    countdowns(client);
    client.start("family", FAMILY, null);
    signals(client);
    cancellations(client);
    for (String id : new String[] {"family", "independent"}) {
      client.waitFor(id, Site.PATIENCE);
    }
  }

  /** In memory: so many of them would keep a disk busy for long. */
  static void visitGenerations(Site site) {
    var store = new InMemoryProvider();
    OrchestrationRegistry orchestrations =
        OrchestrationRegistry.builder()
            .register(GENERATIONS, Integer.class, Lifecycles::nextGeneration)
            .build();
    site.node(store, orchestrations, ActivityRegistry.builder().build(), RuntimeOptions.DEFAULT);
    DuroxideClient client = new DuroxideClient(store);
    client.start("generations", GENERATIONS, SEEN_IN_ALL_RANGES);
    client.waitFor("generations", Site.PATIENCE);
  }

  private static OrchestrationRegistry orchestrations() {
    return OrchestrationRegistry.builder()
        .register(COUNTDOWN, Integer.class, Lifecycles::countDown)
        .register(COUNTDOWN, "1.1.0", Integer.class, Lifecycles::countDown)
        .register(FAMILY, Object.class, Lifecycles::raiseChildren)
        .register(
            MAILBOX, Object.class, (ctx, none) -> ctx.dequeue("letters", String.class).await())
        .register(
            APPROVAL, Object.class, (ctx, none) -> ctx.event("approved", String.class).await())
        .register(
            "rebel",
            Object.class,
            (ctx, none) -> {
              throw new IllegalStateException("a child that fails");
            })
        .build();
  }

  /** As many turns as asked for, and the first. */
  private static String countDown(OrchestrationContext ctx, Integer from) {
    for (int i = 0; i < from; i++) {
      ctx.timer(Duration.ZERO).await();
    }
    return "lift-off";
  }

  private static String nextGeneration(OrchestrationContext ctx, Integer generations) {
    return ctx.executionId() < generations ? ctx.continueAsNew(generations) : "the last one";
  }

  private static String raiseChildren(OrchestrationContext ctx, Object none) {
    ctx.subOrchestration(COUNTDOWN, 0, String.class).await();
    try {
      ctx.subOrchestration("rebel", null, String.class).await();
    } catch (OperationFailedException expected) {
      ctx.setCustomStatus("one child has failed");
    }
    DurableFuture<String> unwanted =
        ctx.subOrchestration(
            APPROVAL,
            null,
            String.class,
            SubOrchestrationOptions.DEFAULT.withInstanceId("unwanted-child"));
    ctx.timer(Duration.ofMillis(200)).await();
    unwanted.cancel();
    ctx.startDetached(COUNTDOWN, "independent", 1);
    return "grown up";
  }

  private static void countdowns(DuroxideClient client) {
    int[] lengths = {1, 7, 20, 60};
    for (int length : lengths) {
      client.startVersion("countdown-" + length, COUNTDOWN, "1.0.0", length);
    }
    for (int length : lengths) {
      client.waitFor("countdown-" + length, Site.PATIENCE);
    }
  }

  private static void signals(DuroxideClient client) {
    client.signalWithStart("mailbox", MAILBOX, null, "letters", "started by a letter");
    client.waitFor("mailbox", Site.PATIENCE);
    client.start("mailbox-2", MAILBOX, null);
    client.enqueue("mailbox-2", "letters", "hello");
    client.waitFor("mailbox-2", Site.PATIENCE);
  }

  private static void cancellations(DuroxideClient client) {
    client.start("cancelled", APPROVAL, null);
    client.start("terminated", APPROVAL, null);
    try {
      client.waitFor("cancelled", Duration.ofMillis(50));
    } catch (WaitTimeoutException expected) {
      client.cancel("cancelled", "nobody approves");
      client.terminate("terminated", "no more time");
    }
    client.waitFor("cancelled", Site.PATIENCE);
    client.waitFor("terminated", Site.PATIENCE);
  }
}

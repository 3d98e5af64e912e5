package io.duroxide.examples.tour;

import io.duroxide.ActivityOptions;
import io.duroxide.OrchestrationContext;
import io.duroxide.client.DuroxideClient;
import io.duroxide.provider.TagFilter;
import io.duroxide.registry.ActivityRegistry;
import io.duroxide.registry.OrchestrationRegistry;
import io.duroxide.runtime.RuntimeOptions;
import java.time.Duration;
import java.util.List;

/** Activities for workers with a tag, and activities that stay together in a session. */
final class Routing {

  private static final String STUDIO = "studio";
  private static final String RENDER = "render";

  private Routing() {}

  static void visit(Site site) {
    var store = site.store("routing");
    site.node(store, orchestrations(), activities(), shortSessions());
    DuroxideClient client = new DuroxideClient(store);
    client.start("studio", STUDIO, List.of("gpu", "large-memory", "arm", "tape", "x86"));
    client.waitFor("studio", Site.PATIENCE);
  }

  private static OrchestrationRegistry orchestrations() {
    return OrchestrationRegistry.builder()
        .register(STUDIO, List.class, Routing::renderEverywhere)
        .build();
  }

  private static String renderEverywhere(OrchestrationContext ctx, List<?> tags) {
    for (Object tag : tags) {
      ActivityOptions tagged = ActivityOptions.DEFAULT.withTag(tag.toString());
      ctx.activity(RENDER, "a scene", String.class, tagged).await();
    }
    ActivityOptions inSession = ActivityOptions.DEFAULT.onSession("one-machine");
    ctx.activity(RENDER, "first half", String.class, inSession).await();
    return ctx.activity(RENDER, "second half", String.class, inSession).await();
  }

  private static ActivityRegistry activities() {
    return ActivityRegistry.builder()
        .register(RENDER, String.class, (ctx, scene) -> scene + " rendered on " + ctx.tag())
        .build();
  }

  /** Sessions that are renewed soon, and soon forgotten. */
  private static RuntimeOptions shortSessions() {
    return RuntimeOptions.builder()
        .workerTags(TagFilter.any())
        .nodeId("studio-1")
        .activityLockTimeout(Duration.ofSeconds(3))
        .sessionLockTimeout(Duration.ofMillis(900))
        .sessionIdleTimeout(Duration.ofMillis(1_200))
        .sessionCleanupInterval(Duration.ofMillis(500))
        .build();
  }
}

package io.duroxide.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.ActivityOptions;
import io.duroxide.OrchestrationContext;
import io.duroxide.provider.TagFilter;
import io.duroxide.registry.ActivityRegistry;
import io.duroxide.runtime.RuntimeOptions;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RoutingTest extends Example {

  // guide: tags
  String render(OrchestrationContext ctx, String scene) {
    return ctx.activity("render", scene, String.class, ActivityOptions.DEFAULT.withTag("gpu"))
        .await();
  }

  static RuntimeOptions.Builder gpuNode() {
    return RuntimeOptions.builder().workerTags(TagFilter.tags("gpu")); // takes nothing else
  }

  // end

  @Test
  void tag_decidesTheNode() {
    orchestrations.register("render", String.class, this::render);
    activities.register("render", String.class, (ctx, scene) -> scene + " on a plain node");
    startNode();
    activities =
        ActivityRegistry.builder()
            .register("render", String.class, (ctx, scene) -> scene + " on a " + ctx.tag());
    startNode(gpuNode());
    for (int i = 0; i < 10; i++) {
      client.start("r" + i, "render", "teapot");
      assertThat(client.waitForOutput("r" + i, String.class, PATIENCE))
          .isEqualTo("teapot on a gpu");
    }
  }

  // guide: sessions
  int train(OrchestrationContext ctx, String model) {
    ActivityOptions here = ActivityOptions.DEFAULT.onSession("training-" + ctx.instanceId());
    Set<String> nodes = new HashSet<>();
    nodes.add(ctx.activity("load-data", model, String.class, here).await()); // fills a cache
    for (int round = 0; round < 5; round++) {
      nodes.add(ctx.activity("train-round", round, String.class, here).await()); // and uses it
    }
    return nodes.size();
  }

  // end

  @Test
  void session_keepsActivitiesOnOneNode() {
    orchestrations.register("train", String.class, this::train);
    for (String node : new String[] {"node-1", "node-2"}) {
      activities =
          ActivityRegistry.builder()
              .register("load-data", String.class, (ctx, model) -> node)
              .register("train-round", Integer.class, (ctx, round) -> node);
      startNode(quick().nodeId(node));
    }
    client.start("t", "train", "digits");
    assertThat(client.waitForOutput("t", Integer.class, PATIENCE)).isEqualTo(1);
  }
}

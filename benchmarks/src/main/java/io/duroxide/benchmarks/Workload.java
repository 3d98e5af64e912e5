package io.duroxide.benchmarks;

import io.duroxide.DurableFuture;
import io.duroxide.OrchestrationContext;
import io.duroxide.registry.ActivityRegistry;
import io.duroxide.registry.OrchestrationRegistry;
import java.util.ArrayList;
import java.util.List;

/** Orchestrations of a few activities that do nothing, or sleep. */
enum Workload {
  /** One activity after the other. */
  SEQUENCE,
  /** All at once, then joined. */
  FAN_OUT;

  private static final String ACTIVITY = "ProcessTask";

  OrchestrationRegistry orchestrations() {
    return OrchestrationRegistry.builder().register(name(), Integer.class, this::run).build();
  }

  static ActivityRegistry activities(int delayMillis) {
    return ActivityRegistry.builder()
        .register(
            ACTIVITY,
            String.class,
            (ctx, input) -> {
              if (delayMillis > 0) {
                Thread.sleep(delayMillis);
              }
              return "processed: " + input;
            })
        .build();
  }

  private String run(OrchestrationContext ctx, Integer tasks) {
    List<DurableFuture<String>> open = new ArrayList<>();
    for (int i = 0; i < tasks; i++) {
      DurableFuture<String> task = ctx.activity(ACTIVITY, "task-" + i, String.class);
      if (this == SEQUENCE) {
        String unused = task.await();
      } else {
        open.add(task);
      }
    }
    int joined = ctx.all(open).await().size();
    return "Completed " + tasks + " tasks (" + (tasks - open.size() + joined) + " succeeded)";
  }
}

package io.duroxide.it.apps;

import io.duroxide.ActivityContext;
import io.duroxide.ApplicationException;
import io.duroxide.registry.ActivityRegistry;
import java.io.IOException;

/** The activities of {@link LoadRun}; they do what those of {@link MixedRun} do, and count it. */
final class LoadActivities {

  private final Tally tally;

  private LoadActivities(Tally tally) {
    this.tally = tally;
  }

  static ActivityRegistry registry(Tally tally) {
    LoadActivities activities = new LoadActivities(tally);
    return ActivityRegistry.builder()
        .register("Compose", String.class, activities::compose)
        .register("Flaky", Integer.class, activities::flaky)
        .register("Throw", String.class, activities::throwing)
        .build();
  }

  private String compose(ActivityContext ctx, String text) {
    tally.add("attempt", "Compose", "success");
    return "Hello " + text;
  }

  private String flaky(ActivityContext ctx, int failures) {
    if (ctx.attempt() < failures) {
      tally.add("attempt", "Flaky", "app_error");
      throw ApplicationException.retryable("not yet", "TRY_AGAIN");
    }
    tally.add("attempt", "Flaky", "success");
    return "after " + ctx.attempt();
  }

  private String throwing(ActivityContext ctx, String what) throws IOException {
    if (what.equals("io")) {
      tally.add("attempt", "Throw", "infra_error");
      throw new IOException("connection reset");
    }
    tally.add("attempt", "Throw", "app_error");
    throw ApplicationException.permanent("no quota left", "QUOTA_EXCEEDED");
  }
}

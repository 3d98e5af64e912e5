package io.duroxide.it.apps;

import io.duroxide.ActivityContext;
import io.duroxide.ApplicationException;
import io.duroxide.registry.ActivityRegistry;
import java.io.IOException;
import java.sql.SQLTransientException;
import java.util.concurrent.CountDownLatch;

/** The activities of {@link MixedRun}. */
final class MixedActivities {

  private final Gates gates;

  private MixedActivities(Gates gates) {
    this.gates = gates;
  }

  static ActivityRegistry registry(Gates gates) {
    MixedActivities activities = new MixedActivities(gates);
    return ActivityRegistry.builder()
        .register("Compose", String.class, (ctx, text) -> "Hello " + text)
        .register("Square", Integer.class, (ctx, number) -> number * number)
        .register("Flaky", Integer.class, MixedActivities::flaky)
        .register("Throw", String.class, MixedActivities::throwing)
        .register("Announce", String.class, activities::announce)
        .register("Hang", String.class, activities::hang)
        .build();
  }

  /** Succeeds once it has failed {@code failures} times. */
  private static String flaky(ActivityContext ctx, int failures) {
    if (ctx.attempt() < failures) {
      throw ApplicationException.retryable("not yet", "TRY_AGAIN");
    }
    return "after " + ctx.attempt();
  }

  private static String throwing(ActivityContext ctx, String what) throws Exception {
    throw switch (what) {
      case "quota" -> ApplicationException.permanent("no quota left", "QUOTA_EXCEEDED");
      case "argument" -> new IllegalArgumentException("not valid");
      case "state" -> new IllegalStateException("not now");
      case "io" -> new IOException("connection reset");
      case "wrapped-io" -> new RuntimeException("remote call", new IOException("broken pipe"));
      case "sql" -> new SQLTransientException("database is restarting");
      case "panic" -> throw new AssertionError("cannot happen");
      default -> new IllegalStateException("unknown kind " + what);
    };
  }

  /** Tells the main thread that the caller has come this far. */
  private String announce(ActivityContext ctx, String gate) {
    gates.open(gate);
    return gate;
  }

  /** Never ends by itself; opens one gate when it runs and another when it was interrupted. */
  private String hang(ActivityContext ctx, String gate) throws InterruptedException {
    gates.open(gate);
    try {
      new CountDownLatch(1).await();
      return "unreachable";
    } finally {
      gates.open(gate + "-over");
    }
  }
}

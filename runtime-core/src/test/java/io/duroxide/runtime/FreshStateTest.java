package io.duroxide.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What code leaves on its thread is not there for the next execution. */
class FreshStateTest {

  private static final ThreadLocal<String> LEFT = new ThreadLocal<>();
  private static final InheritableThreadLocal<String> INHERITED = new InheritableThreadLocal<>();

  private final Cluster cluster = new Cluster();

  @AfterEach
  void close() {
    INHERITED.remove();
    cluster.close();
  }

  @Test
  void threadState_ofOneExecution_isNotSeenByTheNext() {
    ClassLoader own = new ClassLoader(null) {};
    cluster.orchestrations.register(
        "o",
        Void.class,
        (ctx, in) -> {
          Thread thread = Thread.currentThread();
          String seen = LEFT.get() + " " + (thread.getContextClassLoader() == own);
          LEFT.set("left");
          thread.setContextClassLoader(own);
          return seen;
        });
    cluster.node();
    List<String> seen = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      cluster.client.start("i" + i, "o", null);
      seen.add(cluster.output("i" + i));
    }
    assertThat(seen).containsOnly("null false");
  }

  @Test
  void inheritableState_ofTheThreadThatStartsTheNode_reachesNoCode() {
    INHERITED.set("of the application");
    cluster.activities.register("a", Void.class, (ctx, in) -> String.valueOf(INHERITED.get()));
    cluster.orchestrations.register(
        "o",
        Void.class,
        (ctx, in) -> INHERITED.get() + " " + ctx.activity("a", null, String.class).await());
    cluster.node();
    cluster.client.start("i", "o", null);
    assertThat(cluster.output("i")).isEqualTo("null null");
  }
}

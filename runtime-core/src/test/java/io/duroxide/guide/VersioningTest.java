package io.duroxide.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.duroxide.OrchestrationContext;
import io.duroxide.Version;
import io.duroxide.registry.OrchestrationRegistry;
import io.duroxide.runtime.DuroxideRuntime;
import io.duroxide.runtime.RuntimeOptions;
import org.junit.jupiter.api.Test;

class VersioningTest extends Example {

  // guide: versions
  String checkOut(OrchestrationContext ctx, String cart) {
    ctx.event("paid", String.class).await();
    return cart + " packed";
  }

  String checkOutWithGift(OrchestrationContext ctx, String cart) {
    ctx.event("paid", String.class).await();
    String gift = ctx.activity("choose-gift", cart, String.class).await(); // the new step
    return cart + " packed with " + gift;
  }

  OrchestrationRegistry.Builder bothVersions() {
    return OrchestrationRegistry.builder()
        .register("check-out", "1.0.0", String.class, this::checkOut)
        .register("check-out", "2.0.0", String.class, this::checkOutWithGift);
  }

  // end

  @Test
  void runningInstancesStay_newOnesGetTheLatest() {
    activities.register("choose-gift", String.class, (ctx, cart) -> "a ribbon");
    orchestrations.register("check-out", "1.0.0", String.class, this::checkOut);
    DuroxideRuntime old = startNode();
    client.start("before", "check-out", "cart 1");
    await().until(() -> client.status("before") != null);
    old.close();

    orchestrations = bothVersions();
    startNode();
    client.start("after", "check-out", "cart 2");
    client.startVersion("exact", "check-out", "1.0.0", "cart 3");
    await().until(() -> client.status("after") != null && client.status("exact") != null);
    for (String instance : new String[] {"before", "after", "exact"}) {
      client.raiseEvent(instance, "paid", "yes");
    }
    assertThat(client.waitForOutput("before", String.class, PATIENCE)).isEqualTo("cart 1 packed");
    assertThat(client.waitForOutput("after", String.class, PATIENCE))
        .isEqualTo("cart 2 packed with a ribbon");
    assertThat(client.waitForOutput("exact", String.class, PATIENCE)).isEqualTo("cart 3 packed");
  }

  // guide: versions-pinned
  OrchestrationRegistry.Builder newCodeWaits() {
    return bothVersions().pin("check-out", "1.0.0"); // no new instance runs 2.0.0 yet
  }

  // end

  @Test
  void pinned_isWhatAStartWithoutVersionGets() {
    orchestrations = newCodeWaits();
    startNode();
    client.start("pinned", "check-out", "cart 4");
    await().until(() -> client.status("pinned") != null);
    assertThat(client.status("pinned").orchestrationVersion()).isEqualTo("1.0.0");
  }

  // guide: versions-continue-as-new
  String pollOld(OrchestrationContext ctx, int round) {
    ctx.event("tick", String.class).await();
    return ctx.continueAsNew(round + 1); // resolves the version anew
  }

  String pollNew(OrchestrationContext ctx, int round) {
    return "new code took over in round " + round;
  }

  // end

  @Test
  void continueAsNew_movesARunningInstanceToTheNewVersion() {
    orchestrations.register("poll", "1.0.0", Integer.class, this::pollOld);
    DuroxideRuntime old = startNode();
    client.start("p", "poll", 1);
    await().until(() -> client.status("p") != null);
    old.close();
    orchestrations.register("poll", "1.1.0", Integer.class, this::pollNew);
    startNode();
    client.raiseEvent("p", "tick", "now");
    assertThat(client.waitForOutput("p", String.class, PATIENCE))
        .isEqualTo("new code took over in round 2");
  }

  @Test
  void nodeOutsideTheRange_leavesInstancesToOthers() {
    orchestrations.register(
        "o", Void.class, (ctx, in) -> ctx.event("go", String.class).await() + "!");
    // guide: versions-range
    RuntimeOptions.Builder onlyNine = // leaves what older runtimes have begun to other nodes
        RuntimeOptions.builder()
            .supportedReplayVersions(Version.parse("9.0.0"), Version.parse("9.9.9"));
    // end
    DuroxideRuntime beginner = startNode();
    client.start("a", "o", null);
    await().until(() -> client.status("a") != null);
    beginner.close();

    startNode(onlyNine);
    client.raiseEvent("a", "go", "went");
    client.start("b", "o", null); // due after the event, so the node has passed the event over
    await().until(() -> client.status("b") != null);
    assertThat(client.admin().instanceStats("a").waitingMessages()).isEqualTo(1);

    startNode();
    assertThat(client.waitForOutput("a", String.class, PATIENCE)).isEqualTo("went!");
  }
}

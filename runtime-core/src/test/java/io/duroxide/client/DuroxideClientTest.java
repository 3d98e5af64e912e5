package io.duroxide.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.duroxide.payload.PayloadException;
import io.duroxide.provider.InstanceInfo;
import io.duroxide.provider.InstanceNotFoundException;
import io.duroxide.provider.InstanceStatus;
import io.duroxide.provider.KeyValue;
import io.duroxide.provider.memory.InMemoryProvider;
import io.duroxide.registry.ActivityRegistry;
import io.duroxide.registry.OrchestrationRegistry;
import io.duroxide.runtime.DuroxideRuntime;
import io.duroxide.runtime.RuntimeOptions;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a client can do to and learn about instances that a real node runs. */
@Timeout(60)
class DuroxideClientTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration INSTANT = Duration.ofMillis(20);

  private final InMemoryProvider provider = new InMemoryProvider();
  private final DuroxideClient client = new DuroxideClient(provider);
  private final DuroxideRuntime runtime =
      DuroxideRuntime.start(
          provider,
          OrchestrationRegistry.builder()
              .register(
                  "echo",
                  "1.0.0",
                  String.class,
                  (ctx, in) -> in + ":" + ctx.dequeue("inbox", String.class).await())
              .register(
                  "echo",
                  "2.0.0",
                  String.class,
                  (ctx, in) -> in + "=" + ctx.dequeue("inbox", String.class).await())
              .register(
                  "reports",
                  Void.class,
                  (ctx, in) -> {
                    ctx.setCustomStatus("step 1");
                    ctx.keyValues().set("color", "red");
                    ctx.dequeue("next", String.class).await();
                    ctx.setCustomStatus("step 2");
                    ctx.keyValues().set("size", 7);
                    ctx.dequeue("next", String.class).await();
                    return "done";
                  })
              .register(
                  "cleansUp",
                  Void.class,
                  (ctx, in) -> {
                    String reason = ctx.cancelRequested().await();
                    ctx.setCustomStatus("cleaning up after " + reason);
                    ctx.dequeue("next", String.class).await();
                    return "cleaned";
                  })
              .build(),
          ActivityRegistry.builder().build(),
          RuntimeOptions.builder().orchestrationSlots(2).activitySlots(1).build());

  @AfterEach
  void close() {
    runtime.close();
    provider.close();
  }

  private void awaitStarted(String instance) {
    Awaitility.await().until(() -> client.status(instance) != null);
  }

  @Test
  void enqueue_isTakenInOrder_alsoWhatCameBeforeTheStart() {
    client.enqueue("i", "inbox", "early");
    client.startVersion("i", "echo", "1.0.0", "in");
    assertThat(client.waitForOutput("i", String.class, PATIENCE)).isEqualTo("in:early");
  }

  @Test
  void signalWithStart_startsOnce_thenDelivers_thenRefuses() {
    assertThat(client.signalWithStart("r", "reports", null, "other", "x")).isTrue();
    assertThat(client.signalWithStart("r", "reports", null, "next", "x")).isFalse();
    assertThat(client.signalWithStart("r", "reports", null, "next", "x")).isFalse();
    assertThat(client.waitForOutput("r", String.class, PATIENCE)).isEqualTo("done");
    assertThatThrownBy(() -> client.signalWithStart("r", "reports", null, "next", "x"))
        .isInstanceOf(InstanceEndedException.class)
        .hasMessageContaining("'r'");
  }

  @Test
  void signalWithStart_takesThePolicysOrTheExactVersion() {
    client.signalWithStart("latest", "echo", "in", "inbox", "x");
    client.signalWithStartVersion("exact", "echo", "1.0.0", "in", "inbox", "x");
    assertThat(client.waitForOutput("latest", String.class, PATIENCE)).isEqualTo("in=x");
    assertThat(client.waitForOutput("exact", String.class, PATIENCE)).isEqualTo("in:x");
  }

  @Test
  void customStatus_canBeReadAndWaitedFor() {
    assertThat(client.customStatus("r", String.class)).isNull();
    client.start("r", "reports", null);
    InstanceInfo first = client.waitForStatusChange("r", 0, PATIENCE);
    assertThat(first.customStatus().version()).isEqualTo(1);
    assertThat(client.customStatus("r", String.class)).isEqualTo("step 1");
    assertThatThrownBy(() -> client.waitForStatusChange("r", 1, INSTANT))
        .isInstanceOf(WaitTimeoutException.class)
        .hasMessageContaining("'r'")
        .hasMessageContaining("custom status");
    client.enqueue("r", "next", null);
    assertThat(client.waitForStatusChange("r", 1, PATIENCE).customStatus().version()).isEqualTo(2);
    client.enqueue("r", "next", null);
    assertThat(client.waitForStatusChange("r", 2, PATIENCE).status())
        .as("the end ends the wait, too")
        .isEqualTo(InstanceStatus.COMPLETED);
    assertThat(client.customStatus("r", String.class)).isEqualTo("step 2");
    assertThatThrownBy(() -> client.customStatus("r", Integer.class))
        .isInstanceOf(PayloadException.class);
  }

  @Test
  void keyValues_canBeReadAndWaitedFor() {
    assertThat(client.keyValue("r", "color", String.class)).isNull();
    assertThat(client.keyValues("r")).isEmpty();
    client.start("r", "reports", null);
    assertThat(client.waitForKeyValue("r", "color", String.class, PATIENCE)).isEqualTo("red");
    assertThatThrownBy(() -> client.waitForKeyValue("r", "size", Integer.class, INSTANT))
        .isInstanceOf(WaitTimeoutException.class)
        .hasMessageContaining("'size'");
    client.enqueue("r", "next", null);
    assertThat(client.waitForKeyValue("r", "size", Integer.class, PATIENCE)).isEqualTo(7);
    Map<String, KeyValue> all = client.keyValues("r");
    assertThat(all).containsOnlyKeys("color", "size");
    assertThat(all.get("size")).extracting(KeyValue::value).isEqualTo("7");
    assertThatThrownBy(() -> client.keyValue("r", "color", Integer.class))
        .isInstanceOf(PayloadException.class);
  }

  @Test
  void suspendedInstance_doesNotGoOn_untilItIsResumed() {
    client.start("r", "reports", null);
    client.waitForStatusChange("r", 0, PATIENCE);
    assertThat(client.suspend("r")).isTrue();
    assertThat(client.suspend("r")).isFalse();
    assertThat(client.status("r"))
        .extracting(InstanceInfo::status)
        .isEqualTo(InstanceStatus.SUSPENDED);
    client.enqueue("r", "next", null);
    client.enqueue("r", "next", null);
    client.start("other", "echo", "in");
    client.enqueue("other", "inbox", "x");
    client.waitFor("other", PATIENCE);
    assertThat(client.customStatus("r", String.class)).isEqualTo("step 1");
    assertThatThrownBy(() -> client.waitFor("r", INSTANT)).isInstanceOf(WaitTimeoutException.class);
    assertThat(client.resume("r")).isTrue();
    assertThat(client.resume("r")).isFalse();
    assertThat(client.waitForOutput("r", String.class, PATIENCE)).isEqualTo("done");
    assertThat(client.suspend("r")).isFalse();
  }

  @Test
  void suspendingOrResumingTheUnknown_saysSo() {
    assertThatThrownBy(() -> client.suspend("nobody"))
        .isInstanceOf(InstanceNotFoundException.class);
    assertThatThrownBy(() -> client.resume("nobody")).isInstanceOf(InstanceNotFoundException.class);
  }

  @Test
  void cancel_letsCodeCleanUp_terminateDoesNot() {
    client.start("c", "cleansUp", null);
    awaitStarted("c");
    client.cancel("c", "first");
    InstanceInfo cleaning = client.waitForStatusChange("c", 0, PATIENCE);
    assertThat(cleaning.status()).isEqualTo(InstanceStatus.RUNNING);
    assertThat(client.customStatus("c", String.class)).isEqualTo("cleaning up after first");
    client.terminate("c", "now");
    assertThat(client.waitFor("c", PATIENCE).status()).isEqualTo(InstanceStatus.CANCELLED);
    assertThatThrownBy(() -> client.waitForOutput("c", String.class, PATIENCE))
        .isInstanceOf(OrchestrationFailedException.class);
  }

  @Test
  void cancel_endsASuspension() {
    client.start("r", "reports", null);
    awaitStarted("r");
    assertThat(client.suspend("r")).isTrue();
    client.terminate("r", "enough");
    assertThat(client.waitFor("r", PATIENCE).status()).isEqualTo(InstanceStatus.CANCELLED);
  }

  @Test
  void history_isThatOfTheCurrentExecution() {
    assertThat(client.history("r")).isEmpty();
    client.start("r", "reports", null);
    client.waitForStatusChange("r", 0, PATIENCE);
    assertThat(client.history("r")).isNotEmpty().first().extracting("id").isEqualTo(1L);
  }

  @Test
  void admin_isTheProvidersOwn() {
    assertThat(client.admin()).isSameAs(provider.admin());
  }

  @Test
  void namesAndIds_thatCannotBeStored_areRefused() {
    String tooLong = "n".repeat(257);
    assertThatThrownBy(() -> client.start(" ", "o", null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("instance id");
    assertThatThrownBy(() -> client.start("i".repeat(1_025), "o", null))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> client.start("i", tooLong, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("orchestration");
    assertThatThrownBy(() -> client.raiseEvent("i", "", null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("event");
    assertThatThrownBy(() -> client.enqueue("i", tooLong, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("queue");
    assertThatThrownBy(() -> client.keyValue("i", " ", String.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("key");
    assertThat(client.admin().storeGauges().orchestratorQueue().depth()).isZero();
  }

  @Test
  void waitForEver_isNotTooLong() {
    client.start("i", "echo", "in");
    client.enqueue("i", "inbox", "x");
    assertThat(client.waitFor("i", Duration.ofSeconds(Long.MAX_VALUE)).status())
        .isEqualTo(InstanceStatus.COMPLETED);
  }
}

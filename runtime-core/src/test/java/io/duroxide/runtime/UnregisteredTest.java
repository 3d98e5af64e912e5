package io.duroxide.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.ErrorCategory;
import io.duroxide.ErrorReason;
import io.duroxide.provider.InstanceStatus;
import io.duroxide.registry.ActivityRegistry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Code that is not registered here may be registered elsewhere, but not for ever. */
class UnregisteredTest {

  private final Cluster cluster = new Cluster();

  @AfterEach
  void close() {
    cluster.close();
  }

  private void registerCaller() {
    cluster.orchestrations.register(
        "o", Void.class, (ctx, in) -> ctx.activity("a", null, String.class).await());
  }

  private List<Object> pauses(String method) {
    return cluster.store.calls(method).stream().map(call -> call.arguments().get(1)).toList();
  }

  private void assertUnregistered(String instance) {
    var error = cluster.failure(instance);
    assertThat(error.category()).isEqualTo(ErrorCategory.POISON);
    assertThat(error.reason()).isEqualTo(ErrorReason.UNREGISTERED);
    assertThat(error.message()).contains("not registered");
  }

  @Test
  void orchestration_isPutOffWithDoublingPauses_thenPoison() {
    cluster.node(
        Cluster.quick()
            .maxDeliveries(5)
            .unregisteredBackoff(Duration.ofMillis(2), Duration.ofMillis(10)));
    cluster.client.start("i", "unknown", null);
    assertUnregistered("i");
    assertThat(pauses("abandonOrchestrationItem"))
        .containsExactly(millis(2), millis(4), millis(8), millis(10), millis(10));
  }

  @Test
  void activity_isPutOffWithDoublingPauses_thenPoison() {
    registerCaller();
    cluster.node(
        Cluster.quick()
            .maxDeliveries(5)
            .unregisteredBackoff(Duration.ofMillis(2), Duration.ofMillis(10)));
    cluster.client.start("i", "o", null);
    assertUnregistered("i");
    assertThat(pauses("abandonWorkItem"))
        .containsExactly(millis(2), millis(4), millis(8), millis(10), millis(10));
  }

  @Test
  void unknownExactVersion_isPoison() {
    cluster.orchestrations.register("o", "1.0.0", Void.class, (ctx, in) -> "x");
    cluster.node();
    cluster.client.startVersion("i", "o", "2.0.0", null);
    assertUnregistered("i");
  }

  @Test
  void continueAsNew_toAMissingVersion_isPoison() {
    cluster.orchestrations.register("o", Void.class, (ctx, in) -> ctx.continueAsNew("9.0.0", null));
    cluster.node();
    cluster.client.start("i", "o", null);
    assertUnregistered("i");
    assertThat(cluster.end("i").executionId()).isEqualTo(2);
  }

  @Test
  void activity_isLeftToTheNodeThatKnowsIt() {
    registerCaller();
    var known =
        ActivityRegistry.builder().register("a", Void.class, (ctx, in) -> "from the other node");
    RuntimeOptions.Builder patient = Cluster.quick().maxDeliveries(1_000);
    cluster.node(patient);
    cluster.node(patient, known);
    cluster.client.start("i", "o", null);
    assertThat(cluster.output("i")).isEqualTo("from the other node");
  }

  @Test
  void orchestration_isLeftToTheNodeThatKnowsIt() {
    RuntimeOptions.Builder patient = Cluster.quick().maxDeliveries(1_000);
    cluster.node(patient);
    cluster.orchestrations.register("o", Void.class, (ctx, in) -> "known");
    cluster.node(patient);
    cluster.client.start("i", "o", null);
    assertThat(cluster.output("i")).isEqualTo("known");
  }

  @Test
  void poisonedInstance_canBeDeleted() {
    cluster.node();
    cluster.client.start("i", "unknown", null);
    assertThat(cluster.end("i").status()).isEqualTo(InstanceStatus.FAILED);
    cluster.client.admin().deleteFamily("i", false);
    assertThat(cluster.client.status("i")).isNull();
  }

  private static Duration millis(long millis) {
    return Duration.ofMillis(millis);
  }
}

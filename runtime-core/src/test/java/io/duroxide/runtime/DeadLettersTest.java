package io.duroxide.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.duroxide.ErrorCategory;
import io.duroxide.ErrorReason;
import io.duroxide.history.ActivityWorkItem;
import io.duroxide.history.HistoryCodec;
import io.duroxide.history.OrchestratorMessage;
import io.duroxide.history.OrchestratorMessage.ActivityCompleted;
import io.duroxide.history.OrchestratorMessage.EventRaised;
import io.duroxide.history.OrchestratorMessage.QueueMessageSent;
import io.duroxide.history.OrchestratorMessage.StartOrchestration;
import io.duroxide.history.OrchestratorMessage.SubOrchestrationCompleted;
import io.duroxide.history.OrchestratorMessage.TimerFired;
import io.duroxide.provider.ActivityItem;
import io.duroxide.provider.DeadLetter;
import io.duroxide.provider.InstanceStatus;
import io.duroxide.provider.OrchestrationItem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What no node can read is put off, then put aside where an operator finds it; never lost. */
class DeadLettersTest {

  private final Cluster cluster = new Cluster();

  @BeforeEach
  void register() {
    cluster.orchestrations.register(
        "o",
        Void.class,
        (ctx, in) ->
            ctx.dequeue("first", String.class).await() + ctx.dequeue("go", String.class).await());
    cluster.activities.register("a", Void.class, (ctx, in) -> "x");
    cluster.orchestrations.register(
        "calls", Void.class, (ctx, in) -> ctx.activity("a", null, String.class).await());
  }

  @AfterEach
  void close() {
    cluster.close();
  }

  /** From now on the nodes cannot read these messages. */
  private void makeUnreadable(Predicate<OrchestratorMessage> which) {
    cluster.store.change(
        "fetchOrchestrationItem",
        OrchestrationItem.class,
        item -> {
          List<OrchestratorMessage> readable = new ArrayList<>(item.messages());
          readable.removeIf(which);
          List<String> unreadable =
              item.messages().stream().filter(which).map(HistoryCodec::encode).toList();
          return new OrchestrationItem(
              item.instance(),
              item.current(),
              readable,
              unreadable,
              item.deliveryCount(),
              item.lockToken(),
              item.waited());
        });
  }

  private static boolean isBad(OrchestratorMessage message) {
    return message instanceof EventRaised raised && raised.name().equals("bad");
  }

  private List<DeadLetter> deadLetters() {
    return cluster.client.admin().deadLetters(10, null).items();
  }

  private void startAndWait() {
    startAndWait(Cluster.quick());
  }

  private void startAndWait(RuntimeOptions.Builder options) {
    cluster.node(options);
    cluster.client.start("i", "o", null);
    await().until(() -> cluster.client.status("i") != null);
  }

  @Test
  void unreadableMessage_isPutOff_thenSetAside_whileTheInstanceGoesOn() {
    makeUnreadable(DeadLettersTest::isBad);
    startAndWait();
    cluster.client.raiseEvent("i", "bad", "payload");
    await().until(() -> !deadLetters().isEmpty());
    assertThat(deadLetters())
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.instance()).isEqualTo("i");
              assertThat(letter.item()).contains("payload");
            });
    assertThat(cluster.store.calls("abandonOrchestrationItem"))
        .extracting(call -> call.arguments().get(1))
        .containsExactly(Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMillis(4));
    cluster.client.enqueue("i", "first", "went ");
    cluster.client.enqueue("i", "go", "on");
    assertThat(cluster.output("i")).isEqualTo("went on");
  }

  @Test
  void messageANewerNodeCanRead_isNotSetAside() {
    makeUnreadable(message -> message instanceof QueueMessageSent);
    startAndWait(Cluster.quick().maxDeliveries(1_000_000));
    cluster.client.enqueue("i", "first", "a");
    await().until(() -> !cluster.store.calls("abandonOrchestrationItem").isEmpty());
    cluster.store.heal();
    await().until(() -> cluster.client.history("i").size() > 2);
    cluster.client.enqueue("i", "go", "b");
    assertThat(cluster.output("i")).isEqualTo("ab");
    assertThat(deadLetters()).isEmpty();
  }

  @Test
  void messageForAnInstanceThatIsOver_isSetAsideToo() {
    startAndWait();
    cluster.client.cancel("i", "enough");
    cluster.end("i");
    makeUnreadable(DeadLettersTest::isBad);
    cluster.client.raiseEvent("i", "bad", "late");
    await().until(() -> deadLetters().size() == 1);
    assertThat(cluster.end("i").status()).isEqualTo(InstanceStatus.CANCELLED);
  }

  @Test
  void unreadableStart_ofAClient_failsTheInstance_andWhatWaitedForItIsSetAsideToo() {
    makeUnreadable(message -> message instanceof StartOrchestration);
    cluster.client.enqueue("i", "first", "kept ");
    cluster.client.start("i", "o", "unreadable");
    cluster.node();
    var error = cluster.failure("i");
    assertThat(error.category()).isEqualTo(ErrorCategory.POISON);
    assertThat(error.reason()).isEqualTo(ErrorReason.CORRUPTION);
    assertThat(error.message()).contains("instance i", "4 deliveries");
    assertThat(deadLetters())
        .extracting(DeadLetter::item)
        .satisfiesExactlyInAnyOrder(
            start -> assertThat(start).contains("unreadable"),
            message -> assertThat(message).contains("kept "));
  }

  @Test
  void unreadableCompletion_ofAnActivity_failsTheOrchestrationThatWaits() {
    makeUnreadable(message -> message instanceof ActivityCompleted);
    cluster.node();
    cluster.client.start("i", "calls", null);
    var error = cluster.failure("i");
    assertThat(error.category()).isEqualTo(ErrorCategory.POISON);
    assertThat(error.reason()).isEqualTo(ErrorReason.CORRUPTION);
    assertThat(error.message()).contains("ACTIVITY_COMPLETED", "activity 2 of instance i");
    assertThat(deadLetters()).hasSize(1);
  }

  @Test
  void unreadableCompletion_ofAChild_failsTheOrchestrationThatWaits() {
    cluster.orchestrations.register(
        "parent",
        Void.class,
        (ctx, in) -> ctx.subOrchestration("calls", null, String.class).await());
    makeUnreadable(message -> message instanceof SubOrchestrationCompleted);
    cluster.node();
    cluster.client.start("i", "parent", null);
    assertThat(cluster.failure("i").message())
        .contains("SUB_ORCHESTRATION_COMPLETED", "sub-orchestration 2 of instance i");
    assertThat(deadLetters()).hasSize(1);
  }

  @Test
  void unreadableTimer_firesNevertheless() {
    cluster.orchestrations.register(
        "sleeps",
        Void.class,
        (ctx, in) -> {
          ctx.timer(Duration.ofMillis(1)).await();
          return "awake";
        });
    makeUnreadable(message -> message instanceof TimerFired);
    cluster.node();
    cluster.client.start("i", "sleeps", null);
    assertThat(cluster.output("i")).isEqualTo("awake");
    assertThat(deadLetters()).hasSize(1);
  }

  @Test
  void poisonBehindAnUnreadableMessage_isStillFound() {
    makeUnreadable(DeadLettersTest::isBad);
    startAndWait();
    cluster.store.failNextForGood("ackOrchestrationItem", 3);
    cluster.client.raiseEvent("i", "bad", null);
    assertThat(cluster.failure("i").category()).isEqualTo(ErrorCategory.POISON);
    assertThat(deadLetters()).hasSize(1);
  }

  @Test
  void unreadableActivity_isPutOff_thenFailsItsOrchestration() {
    cluster.store.change(
        "fetchWorkItem",
        ActivityItem.class,
        item -> {
          ActivityWorkItem work = item.work();
          return new ActivityItem(
              ActivityWorkItem.unreadable(work.instance(), work.executionId(), work.scheduledId()),
              HistoryCodec.encode(work),
              item.deliveryCount(),
              item.queueWait(),
              item.lockToken(),
              item.waited());
        });
    cluster.node();
    cluster.client.start("i", "calls", null);
    var error = cluster.failure("i");
    assertThat(error.category()).isEqualTo(ErrorCategory.POISON);
    assertThat(error.reason()).isEqualTo(ErrorReason.CORRUPTION);
    assertThat(cluster.store.calls("abandonWorkItem")).hasSize(3);
  }
}

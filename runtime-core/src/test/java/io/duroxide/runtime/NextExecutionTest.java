package io.duroxide.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.duroxide.ErrorCategory;
import io.duroxide.ErrorDetails;
import io.duroxide.ErrorReason;
import io.duroxide.SubOrchestrationOptions;
import io.duroxide.history.HistoryCodec;
import io.duroxide.history.HistoryEvent.EventRaised;
import io.duroxide.history.OrchestratorMessage;
import io.duroxide.history.OrchestratorMessage.ActivityCompleted;
import io.duroxide.history.OrchestratorMessage.ContinueAsNew;
import io.duroxide.history.OrchestratorMessage.StartOrchestration;
import io.duroxide.history.OrchestratorMessage.TimerFired;
import io.duroxide.history.StartOrigin;
import io.duroxide.provider.DeadLetter;
import io.duroxide.provider.ExecutionInfo;
import io.duroxide.provider.ExecutionStatus;
import io.duroxide.provider.InstanceStatus;
import io.duroxide.provider.OrchestrationItem;
import io.duroxide.provider.TurnCommit;
import io.duroxide.provider.TurnCommit.OutgoingMessage;
import io.duroxide.provider.memory.InMemoryProvider;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The time between the end of one execution and the start of the next: nothing in it is lost. */
class NextExecutionTest {

  private static final int PATIENT = 1_000_000;

  private final AtomicLong clockStep = new AtomicLong();
  private final InstantSource clock = () -> Instant.now().plusMillis(clockStep.get());
  private final Cluster cluster = new Cluster(new InMemoryProvider(clock));

  @BeforeEach
  void register() {
    cluster.orchestrations.register(
        "o",
        String.class,
        (ctx, in) -> {
          if (in.equals("first")) {
            ctx.event("go", Void.class).await();
            return ctx.continueAsNew("second");
          }
          return ctx.dequeue("q", String.class).await() + ctx.dequeue("q", String.class).await();
        });
    cluster.orchestrations.register(
        "elsewhere",
        Void.class,
        (ctx, in) -> {
          ctx.event("go", Void.class).await();
          return ctx.continueAsNew("7.7.7", null);
        });
    cluster.orchestrations.register(
        "parent",
        String.class,
        (ctx, child) -> {
          SubOrchestrationOptions options = SubOrchestrationOptions.DEFAULT.withInstanceId("i");
          return ctx.subOrchestration(child, "first", String.class, options).await();
        });
  }

  @AfterEach
  void close() {
    cluster.close();
  }

  @Test
  void clockBehindTheCommit_messagesSentMeanwhile_reachTheNextExecution() {
    onContinueAsNew(
        sent -> {
          clockStep.addAndGet(-2_000);
          return List.of(sent);
        });
    continueAsNew(3);
    sendInputs();
    assertThat(cluster.output("i")).isEqualTo("12");
  }

  @Test
  void lateStart_whatArrivesBeforeIt_waitsInOrder() {
    makeLate();
    continueAsNew(PATIENT);
    sendInputs();
    provide(new ActivityCompleted("i", 1, 2, "1"), new TimerFired("i", 1, 3));
    assertThat(cluster.output("i")).isEqualTo("12");
    assertThat(cluster.events("i", EventRaised.class)).hasSize(1);
    assertThat(cluster.store.calls("abandonOrchestrationItem")).isNotEmpty();
    assertThat(deadLetters()).isEmpty();
    assertThat(statuses())
        .containsExactly(ExecutionStatus.CONTINUED_AS_NEW, ExecutionStatus.COMPLETED);
  }

  @Test
  void lateStart_cancellationBeforeIt_isForTheNextExecution() {
    makeLate();
    continueAsNew(PATIENT);
    cluster.client.cancel("i", "enough");
    assertThat(cluster.end("i").status()).isEqualTo(InstanceStatus.CANCELLED);
    assertThat(statuses())
        .containsExactly(ExecutionStatus.CONTINUED_AS_NEW, ExecutionStatus.CANCELLED);
  }

  @Test
  void lostStart_withMessagesWaiting_isPoisonAsAnExecutionOfItsOwn() {
    onContinueAsNew(sent -> List.of());
    continueAsNew(3);
    sendInputs();
    ErrorDetails error = cluster.failure("i");
    assertThat(error.category()).isEqualTo(ErrorCategory.POISON);
    assertThat(error.message()).contains("execution 2 of instance i");
    assertThat(statuses())
        .containsExactly(ExecutionStatus.CONTINUED_AS_NEW, ExecutionStatus.FAILED);
    assertThat(deadLetters())
        .extracting(DeadLetter::item)
        .anyMatch(text -> text.contains("EVENT_RAISED"));
  }

  @Test
  void unreadableStart_isPoisonAsAnExecutionOfItsOwn() {
    makeUnreadable(message -> message instanceof ContinueAsNew);
    continueAsNew(3);
    ErrorDetails error = cluster.failure("i");
    assertThat(error.category()).isEqualTo(ErrorCategory.POISON);
    assertThat(error.reason()).isEqualTo(ErrorReason.CORRUPTION);
    assertThat(statuses())
        .containsExactly(ExecutionStatus.CONTINUED_AS_NEW, ExecutionStatus.FAILED);
    assertThat(deadLetters())
        .extracting(DeadLetter::item)
        .anyMatch(text -> text.contains("CONTINUE_AS_NEW"));
  }

  @Test
  void unreadableStart_aNewerNodeCanReadIt_begins() {
    makeUnreadable(message -> message instanceof ContinueAsNew);
    continueAsNew(PATIENT);
    sendInputs();
    int before = cluster.store.calls("abandonOrchestrationItem").size();
    await().until(() -> cluster.store.calls("abandonOrchestrationItem").size() > before + 1);
    cluster.store.heal();
    assertThat(cluster.output("i")).isEqualTo("12");
    assertThat(deadLetters()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"lost", "unreadable", "late"})
  void startThatIsNotHere_terminated_endsAtOnceAndTheParentIsTold(String trouble) {
    trouble(trouble);
    cluster.node(Cluster.quick().maxDeliveries(PATIENT));
    cluster.client.start("p", "parent", "o");
    await().until(() -> cluster.client.status("i") != null);
    cluster.client.raiseEvent("i", "go", null);
    await().until(() -> statuses().contains(ExecutionStatus.CONTINUED_AS_NEW));
    cluster.client.terminate("i", "enough");
    assertThat(cluster.end("i").status()).isEqualTo(InstanceStatus.CANCELLED);
    assertThat(cluster.failure("p").category()).isEqualTo(ErrorCategory.CANCELLED);
    assertThat(statuses())
        .containsExactly(ExecutionStatus.CONTINUED_AS_NEW, ExecutionStatus.CANCELLED);
  }

  @Test
  void unregisteredStart_terminated_endsAsAnExecutionOfItsOwn() {
    cluster.node(Cluster.quick().maxDeliveries(PATIENT));
    cluster.client.start("i", "elsewhere", null);
    await().until(() -> cluster.client.status("i") != null);
    cluster.client.raiseEvent("i", "go", null);
    await().until(() -> statuses().contains(ExecutionStatus.CONTINUED_AS_NEW));
    cluster.client.terminate("i", "enough");
    assertThat(cluster.end("i").status()).isEqualTo(InstanceStatus.CANCELLED);
    assertThat(statuses())
        .containsExactly(ExecutionStatus.CONTINUED_AS_NEW, ExecutionStatus.CANCELLED);
  }

  @Test
  void unregisteredStart_isPutOffWithDoublingPauses_thenPoisonAsAnExecutionOfItsOwn() {
    cluster.node();
    cluster.client.start("i", "elsewhere", null);
    await().until(() -> cluster.client.status("i") != null);
    cluster.client.raiseEvent("i", "go", null);
    ErrorDetails error = cluster.failure("i");
    assertThat(error.category()).isEqualTo(ErrorCategory.POISON);
    assertThat(error.reason()).isEqualTo(ErrorReason.UNREGISTERED);
    assertThat(cluster.store.calls("abandonOrchestrationItem"))
        .extracting(call -> call.arguments().get(1))
        .containsExactly(Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMillis(4));
    assertThat(statuses())
        .containsExactly(ExecutionStatus.CONTINUED_AS_NEW, ExecutionStatus.FAILED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"lost", "unreadable"})
  void startThatNeverComes_ofAChild_theParentIsTold(String trouble) {
    trouble(trouble);
    cluster.node();
    cluster.client.start("p", "parent", "o");
    await().until(() -> cluster.client.status("i") != null);
    cluster.client.raiseEvent("i", "go", null);
    await().until(() -> statuses().contains(ExecutionStatus.CONTINUED_AS_NEW));
    cluster.client.enqueue("i", "q", "1");
    assertThat(cluster.failure("p").category()).isEqualTo(ErrorCategory.POISON);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void firstStartOfAChild_unreadable_failsItAndTheParentIsTold(boolean textTells) {
    cluster.store.change(
        "fetchOrchestrationItem",
        OrchestrationItem.class,
        item ->
            textTells ? withoutReadable(item, NextExecutionTest::isChildStart) : withStandIn(item));
    cluster.node();
    cluster.client.start("p", "parent", "o");
    ErrorDetails error = cluster.failure("p");
    assertThat(error.category()).isEqualTo(ErrorCategory.POISON);
    assertThat(error.reason()).isEqualTo(ErrorReason.CORRUPTION);
    assertThat(cluster.end("i").status()).isEqualTo(InstanceStatus.FAILED);
    assertThat(deadLetters()).extracting(DeadLetter::instance).containsExactly("i");
  }

  @Test
  void unregisteredCode_terminated_endsWithItsOpenWork() {
    cluster.activities.register("a", Void.class, (ctx, in) -> "x");
    cluster.orchestrations.register(
        "calls", Void.class, (ctx, in) -> ctx.activity("a", null, String.class).await());
    cluster.node(Cluster.quick().activitySlots(0));
    cluster.client.start("i", "calls", null);
    await().until(() -> cluster.client.admin().storeGauges().workerQueue().depth() == 1);
    cluster.stopNodes();
    Cluster other = new Cluster(cluster.store.real());
    other.node(Cluster.quick().maxDeliveries(PATIENT));
    cluster.client.terminate("i", "enough");
    assertThat(cluster.end("i").status()).isEqualTo(InstanceStatus.CANCELLED);
    assertThat(cluster.client.admin().storeGauges().workerQueue().depth()).isZero();
    other.stopNodes();
  }

  @Test
  void duplicateStart_ofARunningInstance_leavesItsCodeAndInput() {
    cluster.orchestrations.register("other", String.class, (ctx, in) -> "other " + in);
    cluster.orchestrations.register("o", "2.0.0", String.class, (ctx, in) -> "2.0.0 " + in);
    cluster.node(Cluster.quick().executionCacheSize(0));
    cluster.client.startVersion("i", "o", "1.0.0", "second");
    await().until(() -> cluster.client.status("i") != null);
    for (String name : List.of("other", "o")) {
      provide(new StartOrchestration("i", name, null, "\"x\"", StartOrigin.CLIENT, null));
    }
    sendInputs();
    assertThat(cluster.output("i")).isEqualTo("12");
    assertThat(cluster.end("i").orchestrationVersion()).isEqualTo("1.0.0");
  }

  private void continueAsNew(int maxDeliveries) {
    cluster.node(Cluster.quick().maxDeliveries(maxDeliveries));
    cluster.client.start("i", "o", "first");
    await().until(() -> cluster.client.status("i") != null);
    cluster.client.raiseEvent("i", "go", null);
    await().until(() -> statuses().contains(ExecutionStatus.CONTINUED_AS_NEW));
  }

  private void sendInputs() {
    cluster.client.raiseEvent("i", "e", "e");
    cluster.client.enqueue("i", "q", "1");
    cluster.client.enqueue("i", "q", "2");
  }

  private void provide(OrchestratorMessage... messages) {
    for (OrchestratorMessage message : messages) {
      cluster.store.real().enqueueForOrchestrator(message, Duration.ZERO);
    }
  }

  private List<ExecutionStatus> statuses() {
    return cluster.client.status("i") == null
        ? List.of()
        : cluster.client.admin().executions("i").stream().map(ExecutionInfo::status).toList();
  }

  private List<DeadLetter> deadLetters() {
    return cluster.client.admin().deadLetters(10, null).items();
  }

  private void trouble(String kind) {
    switch (kind) {
      case "lost" -> onContinueAsNew(sent -> List.of());
      case "late" ->
          onContinueAsNew(
              sent -> List.of(new OutgoingMessage(sent.message(), clock.millis() + 3_600_000)));
      default -> makeUnreadable(message -> message instanceof ContinueAsNew);
    }
  }

  private void makeLate() {
    onContinueAsNew(sent -> List.of(new OutgoingMessage(sent.message(), clock.millis() + 300)));
  }

  /**
   * @param change gives what is sent instead
   */
  private void onContinueAsNew(Function<OutgoingMessage, List<OutgoingMessage>> change) {
    cluster.store.changeArgument(
        "ackOrchestrationItem",
        TurnCommit.class,
        commit -> {
          List<OutgoingMessage> messages = new ArrayList<>();
          for (OutgoingMessage sent : commit.messages()) {
            boolean starts = sent.message() instanceof ContinueAsNew;
            messages.addAll(starts ? change.apply(sent) : List.of(sent));
          }
          return commit.withMessages(messages);
        });
  }

  private void makeUnreadable(Predicate<OrchestratorMessage> which) {
    cluster.store.change(
        "fetchOrchestrationItem", OrchestrationItem.class, item -> withoutReadable(item, which));
  }

  private static boolean isChildStart(OrchestratorMessage message) {
    return message instanceof StartOrchestration start && start.parent() != null;
  }

  private static OrchestrationItem withoutReadable(
      OrchestrationItem item, Predicate<OrchestratorMessage> which) {
    List<OrchestratorMessage> readable = new ArrayList<>(item.messages());
    readable.removeIf(which);
    List<String> unreadable =
        item.messages().stream().filter(which).map(HistoryCodec::encode).toList();
    return with(item, readable, unreadable);
  }

  /** As the stores hand out a damaged text. */
  private static OrchestrationItem withStandIn(OrchestrationItem item) {
    List<OrchestratorMessage> messages = new ArrayList<>(item.messages());
    List<String> unreadable = new ArrayList<>();
    messages.replaceAll(
        message -> {
          if (message instanceof StartOrchestration start && start.parent() != null) {
            unreadable.add("{");
            return StartOrchestration.unreadable(item.instance(), start.parent());
          }
          return message;
        });
    return with(item, messages, unreadable);
  }

  private static OrchestrationItem with(
      OrchestrationItem item, List<OrchestratorMessage> messages, List<String> unreadable) {
    return new OrchestrationItem(
        item.instance(),
        item.current(),
        messages,
        unreadable,
        item.deliveryCount(),
        item.lockToken(),
        item.waited());
  }
}

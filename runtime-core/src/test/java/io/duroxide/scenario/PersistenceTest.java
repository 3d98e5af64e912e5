package io.duroxide.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.ApplicationException;
import io.duroxide.history.HistoryEvent;
import io.duroxide.history.HistoryEvent.EventSubscribed;
import io.duroxide.history.HistoryEvent.OrchestrationContinuedAsNew;
import io.duroxide.history.HistoryEvent.OrchestrationStarted;
import io.duroxide.provider.ExecutionStatus;
import io.duroxide.provider.InstanceStatus;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is in the store, while it lives and when it is opened again. */
class PersistenceTest {

  @RegisterExtension final World file = World.onSqlite();
  @RegisterExtension final World memory = World.inMemory();

  @BeforeEach
  void code() {
    register(file);
    register(memory);
  }

  private static void register(World world) {
    world
        .activity("echo", Integer.class, (ctx, n) -> n)
        .orchestration("waits", Integer.class, (ctx, n) -> ctx.event("go", String.class).await())
        .orchestration(
            "fails",
            Integer.class,
            (ctx, n) -> {
              throw ApplicationException.permanent("on purpose", null);
            })
        .orchestration(
            "again",
            Integer.class,
            (ctx, n) -> {
              ctx.activity("echo", n, Integer.class).await();
              return n == 0 ? "end" : ctx.continueAsNew(n - 1);
            });
  }

  private ExecutionStatus status(String instance) {
    return file.client().admin().executions(instance).get(0).status();
  }

  @Test
  void endedInstance_isThereWhenTheFileIsOpenedAgain() {
    file.run("again", 0, String.class);
    List<HistoryEvent> history = file.history("again");
    file.restart();
    assertThat(file.history("again")).isEqualTo(history);
    assertThat(file.output("again", String.class)).isEqualTo("end");
  }

  @Test
  void runningInstance_goesOnWhenTheFileIsOpenedAgain() {
    file.start("waits", 1).awaitEvents("waits", EventSubscribed.class, 1).restart();
    assertThat(status("waits")).isEqualTo(ExecutionStatus.RUNNING);
    file.client().raiseEvent("waits", "go", "on");
    assertThat(file.output("waits", String.class)).isEqualTo("on");
    assertThat(status("waits")).isEqualTo(ExecutionStatus.COMPLETED);
  }

  @Test
  void failedExecution_isStoredAsFailed() {
    file.start("fails", 1).failure("fails");
    assertThat(status("fails")).isEqualTo(ExecutionStatus.FAILED);
    file.restart();
    assertThat(file.info("fails").status()).isEqualTo(InstanceStatus.FAILED);
  }

  /** Ours keeps the next input in the event that ended the execution. */
  @Test
  void continuedExecution_keepsWhatItHandedOn() {
    file.run("again", 1, String.class);
    assertThat(status("again")).isEqualTo(ExecutionStatus.CONTINUED_AS_NEW);
    assertThat(file.history("again", 1))
        .last()
        .isInstanceOfSatisfying(
            OrchestrationContinuedAsNew.class, e -> assertThat(e.input()).isEqualTo("0"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void severalExecutions_areKeptApart_theLatestIsRead(boolean onFile) {
    World world = onFile ? file : memory;
    world.run("again", 2, String.class);
    assertThat(world.client().history("again")).isEqualTo(world.history("again", 3));
    for (long execution = 1; execution <= 3; execution++) {
      assertThat(((OrchestrationStarted) world.history("again", execution).get(0)).input())
          .isEqualTo(String.valueOf(3 - execution));
    }
  }

  @Test
  void start_waitsForANode_inTheQueueOfTurns() {
    file.client().start("waits", "waits", 1);
    assertThat(file.client().status("waits")).isNull();
    assertThat(file.client().admin().storeGauges().orchestratorQueue().depth()).isEqualTo(1);
    file.startNode().awaitEvents("waits", EventSubscribed.class, 1);
    assertThat(file.client().admin().storeGauges().orchestratorQueue().depth()).isZero();
  }

  @Test
  void timer_waitsInTheQueueOfTurns_andIsTakenWhenItFires() {
    file.orchestration(
        "sleeps",
        Integer.class,
        (ctx, millis) -> {
          ctx.timer(java.time.Duration.ofMillis(millis)).await();
          return "slept";
        });
    file.start("sleeps", 300).awaitEvents("sleeps", HistoryEvent.TimerCreated.class, 1);
    file.stopNodes();
    assertThat(file.client().admin().storeGauges().workerQueue().depth()).isZero();
    file.startNode();
    assertThat(file.output("sleeps", String.class)).isEqualTo("slept");
    assertThat(file.client().admin().storeGauges().timersScheduled()).isZero();
  }

  @Test
  void workAfterTheEnd_isTakenAwayAndChangesNothing() {
    file.run("again", 0, String.class);
    List<HistoryEvent> history = file.history("again");
    file.stopNodes().client().raiseEvent("again", "late", "x");
    file.client().cancel("again", "late");
    file.startNode().start("waits", 1).awaitEvents("waits", EventSubscribed.class, 1);
    org.awaitility.Awaitility.await()
        .until(() -> file.client().admin().instanceStats("again").waitingMessages() == 0);
    assertThat(file.history("again")).isEqualTo(history);
  }
}

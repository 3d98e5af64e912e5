package io.duroxide.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.duroxide.OrchestrationCancelledException;
import io.duroxide.client.InstanceEndedException;
import io.duroxide.history.HistoryEvent.EventSubscribed;
import io.duroxide.history.HistoryEvent.OrchestrationStarted;
import io.duroxide.history.HistoryEvent.TimerCreated;
import io.duroxide.history.StartOrigin;
import io.duroxide.provider.InstanceStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Cancellation that code may see coming, and what clients can do besides. */
class ObservedCancellationTest {

  @RegisterExtension final World world = World.inMemory().replayingEveryTurn();

  private final List<String> undone = Collections.synchronizedList(new ArrayList<>());

  @BeforeEach
  void code() {
    world
        .activity("undo", String.class, (ctx, reason) -> undone.add(reason))
        .orchestration(
            "observes",
            Void.class,
            (ctx, in) -> {
              var cancelled = ctx.cancelRequested();
              ctx.any(cancelled, ctx.event("go", String.class)).await();
              return ctx.activity("undo", cancelled.await(), Boolean.class).await();
            })
        .orchestration(
            "compensates",
            Void.class,
            (ctx, in) -> {
              try {
                return ctx.cancellable(() -> ctx.event("go", String.class).await());
              } catch (OrchestrationCancelledException e) {
                ctx.activity("undo", e.reason(), Boolean.class).await();
                return "compensated";
              }
            })
        .orchestration(
            "stubborn",
            Void.class,
            (ctx, in) -> {
              ctx.cancelRequested().await();
              ctx.timer(Duration.ofMinutes(5)).await();
              return "never";
            });
  }

  private void assertCompensated(String orchestration) {
    world.start(orchestration, null).awaitEvents(orchestration, EventSubscribed.class, 1);
    world.client().cancel(orchestration, "no longer needed");
    assertThat(world.end(orchestration).status()).isEqualTo(InstanceStatus.CANCELLED);
    assertThat(world.info(orchestration).result()).isEqualTo("no longer needed");
    assertThat(undone).containsExactly("no longer needed");
  }

  @Test
  void cancelRequested_awaited_codeCleansUpAndEndsAsCancelled() {
    assertCompensated("observes");
  }

  @Test
  void cancellableBlock_isLeft_codeCleansUpAndEndsAsCancelled() {
    assertCompensated("compensates");
  }

  @Test
  void cancellableBlock_notCancelled_givesItsResult() {
    world.start("compensates", null).awaitEvents("compensates", EventSubscribed.class, 1);
    world.client().raiseEvent("compensates", "go", "fine");
    assertThat(world.output("compensates", String.class)).isEqualTo("fine");
  }

  @Test
  void terminate_asksNobody() {
    world.start("stubborn", null);
    world.awaitExecution("stubborn", 1).client().cancel("stubborn", "please");
    world.awaitEvents("stubborn", TimerCreated.class, 1);
    assertThat(world.info("stubborn").status()).isEqualTo(InstanceStatus.RUNNING);
    world.client().terminate("stubborn", "now");
    assertThat(world.end("stubborn").status()).isEqualTo(InstanceStatus.CANCELLED);
  }

  @Test
  void cancel_endsASuspension() {
    world.start("compensates", null).awaitEvents("compensates", EventSubscribed.class, 1);
    world.client().suspend("compensates");
    world.client().cancel("compensates", "enough");
    assertThat(world.end("compensates").status()).isEqualTo(InstanceStatus.CANCELLED);
  }

  @Test
  void signalWithStart_startsOnceAndDeliversEverySignal() {
    world.orchestration(
        "collects",
        Integer.class,
        (ctx, count) -> {
          String all = "";
          for (int i = 0; i < count; i++) {
            all += ctx.dequeue("q", String.class).await();
          }
          return all;
        });
    world.startNode();
    assertThat(world.client().signalWithStart("c", "collects", 2, "q", "a")).isTrue();
    assertThat(world.client().signalWithStart("c", "collects", 2, "q", "b")).isFalse();
    assertThat(world.output("c", String.class)).isEqualTo("ab");
    assertThat(world.events("c", OrchestrationStarted.class).get(0).origin())
        .isEqualTo(StartOrigin.SIGNAL);
    assertThatThrownBy(() -> world.client().signalWithStart("c", "collects", 2, "q", "c"))
        .isInstanceOf(InstanceEndedException.class);
  }
}

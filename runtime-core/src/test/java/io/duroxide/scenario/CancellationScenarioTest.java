package io.duroxide.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.duroxide.ApplicationException;
import io.duroxide.ErrorCategory;
import io.duroxide.OperationFailedException;
import io.duroxide.SubOrchestrationOptions;
import io.duroxide.history.HistoryEvent;
import io.duroxide.history.HistoryEvent.ActivityCompleted;
import io.duroxide.history.HistoryEvent.CancelRequested;
import io.duroxide.history.HistoryEvent.EventSubscribed;
import io.duroxide.provider.InstanceStatus;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who ends when somebody asks for an end: instances, children, activities. */
class CancellationScenarioTest {

  @RegisterExtension final World world = World.inMemory();

  private final CountDownLatch never = new CountDownLatch(1);
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch interrupted = new CountDownLatch(1);

  @BeforeEach
  void code() {
    world
        .activity(
            "slow",
            Void.class,
            (ctx, in) -> {
              begun.countDown();
              try {
                never.await();
              } catch (InterruptedException e) {
                if (ctx.isCancelled()) {
                  interrupted.countDown();
                }
                throw e;
              }
              return "never";
            })
        .orchestration("waits", Void.class, (ctx, in) -> ctx.event("go", String.class).await())
        .orchestration(
            "parent",
            Integer.class,
            (ctx, children) ->
                ctx.all(
                        IntStream.range(0, children)
                            .mapToObj(i -> ctx.subOrchestration("waits", null, String.class))
                            .toList())
                    .await())
        .orchestration(
            "works", Void.class, (ctx, in) -> ctx.activity("slow", null, String.class).await());
  }

  private void assertCancelled(String instance) {
    assertThat(world.end(instance).status()).isEqualTo(InstanceStatus.CANCELLED);
  }

  private void awaitSignal(CountDownLatch signal) {
    await().until(() -> signal.getCount() == 0);
  }

  private World waiting() {
    return world.start("waits", null).awaitEvents("waits", EventSubscribed.class, 1);
  }

  private String startedParent() {
    world.start("parent", 1);
    String child = Children.only(world, "parent");
    world.awaitEvents(child, EventSubscribed.class, 1);
    return child;
  }

  @Test
  void parentCancelled_childIsCancelled() {
    String child = startedParent();
    world.client().cancel("parent", "enough");
    assertCancelled("parent");
    assertCancelled(child);
  }

  @Test
  void cancel_afterTheEnd_changesNothing() {
    world.orchestration("quick", Void.class, (ctx, in) -> "done");
    world.run("quick", null, String.class);
    List<HistoryEvent> before = world.history("quick");
    world.client().cancel("quick", "too late");
    world.start("works", null);
    awaitSignal(begun);
    assertThat(world.history("quick")).isEqualTo(before);
    assertThat(world.info("quick").status()).isEqualTo(InstanceStatus.COMPLETED);
  }

  @Test
  void childCancelledDirectly_parentSeesAFailure() {
    String child = startedParent();
    world.client().cancel(child, "only you");
    assertCancelled(child);
    assertThat(world.failure("parent"))
        .returns(ErrorCategory.CANCELLED, e -> e.category())
        .satisfies(e -> assertThat(e.message()).contains("only you"));
  }

  @Test
  void cancel_inTheSecondExecution() {
    world.orchestration(
        "again",
        Integer.class,
        (ctx, n) -> n == 0 ? ctx.continueAsNew(1) : ctx.event("go", String.class).await());
    world.start("again", 0).awaitExecution("again", 2);
    world.client().cancel("again", "enough");
    assertCancelled("again");
    assertThat(world.info("again").executionId()).isEqualTo(2);
  }

  @Test
  void orchestrationCompletes_beforeItsActivity_resultIsDropped() {
    world.orchestration(
        "leaves",
        Void.class,
        (ctx, in) -> {
          ctx.activity("slow", null, String.class);
          return ctx.event("go", String.class).await();
        });
    world.start("leaves", null);
    awaitSignal(begun);
    world.client().raiseEvent("leaves", "go", "gone");
    assertThat(world.output("leaves", String.class)).isEqualTo("gone");
    awaitSignal(interrupted);
    assertThat(world.events("leaves", ActivityCompleted.class)).isEmpty();
  }

  @Test
  void orchestrationFails_beforeItsActivity_resultIsDropped() {
    world.orchestration(
        "breaks",
        Void.class,
        (ctx, in) -> {
          ctx.activity("slow", null, String.class);
          ctx.event("go", String.class).await();
          throw ApplicationException.permanent("broken", "BROKEN");
        });
    world.start("breaks", null);
    awaitSignal(begun);
    world.client().raiseEvent("breaks", "go", "x");
    assertThat(world.failure("breaks").code()).isEqualTo("BROKEN");
    awaitSignal(interrupted);
  }

  @Test
  void parentOfManyChildren_allAreCancelled() {
    world.start("parent", 5);
    List<String> children = Children.ids(world, "parent", 5);
    children.forEach(child -> world.awaitEvents(child, EventSubscribed.class, 1));
    world.client().cancel("parent", "all of you");
    assertThat(children).allSatisfy(this::assertCancelled);
  }

  @Test
  void unknownInstance_cancelDisturbsNobody() {
    world.startNode().client().cancel("nobody", "x");
    waiting().client().raiseEvent("waits", "go", "fine");
    assertThat(world.output("waits", String.class)).isEqualTo("fine");
    assertThat(world.client().status("nobody")).isNull();
  }

  @Test
  void cancel_severalTimes_isRecordedOnce() {
    waiting().stopNodes();
    for (int i = 0; i < 3; i++) {
      world.client().cancel("waits", "reason " + i);
    }
    world.startNode();
    assertCancelled("waits");
    assertThat(world.events("waits", CancelRequested.class))
        .extracting(CancelRequested::reason)
        .containsExactly("reason 0");
  }

  @Test
  void cancel_beforeTheFirstTurn_endsTheInstanceInIt() {
    world.client().start("waits", "waits", null);
    world.client().cancel("waits", "never mind");
    world.startNode();
    assertCancelled("waits");
  }

  private void assertChildIsCancelled(String parent) {
    assertCancelled(Children.only(world, parent));
    assertThat(world.info(parent).status()).isEqualTo(InstanceStatus.RUNNING);
  }

  @Test
  void childThatLostARace_generatedId_isCancelled() {
    world.orchestration(
        "races",
        Void.class,
        (ctx, in) -> {
          ctx.any(
                  ctx.subOrchestration("waits", null, String.class),
                  ctx.timer(Duration.ofMillis(20)))
              .await();
          return ctx.event("end", String.class).await();
        });
    world.start("races", null);
    assertChildIsCancelled("races");
  }

  @Test
  void childThatLostARace_explicitId_isCancelled() {
    world.orchestration(
        "races",
        Void.class,
        (ctx, in) -> {
          var child =
              ctx.subOrchestration(
                  "waits",
                  null,
                  String.class,
                  SubOrchestrationOptions.DEFAULT.withInstanceId("my child"));
          ctx.any(child, ctx.timer(Duration.ofMillis(20))).await();
          return ctx.event("end", String.class).await();
        });
    world.start("races", null);
    assertCancelled("my child");
  }

  @Test
  void childHandle_cancelled_cancelsTheChild() {
    world.orchestration(
        "drops",
        Void.class,
        (ctx, in) -> {
          var child = ctx.subOrchestration("waits", null, String.class);
          ctx.timer(Duration.ofMillis(20)).await();
          child.cancel();
          return ctx.event("end", String.class).await();
        });
    world.start("drops", null);
    assertChildIsCancelled("drops");
  }

  @Test
  void childCancelledByUserAndByParent_endsOnce() {
    world.orchestration(
        "drops",
        Void.class,
        (ctx, in) -> {
          var child = ctx.subOrchestration("waits", null, String.class);
          ctx.event("drop", String.class).await();
          child.cancel();
          return ctx.event("end", String.class).await();
        });
    world.start("drops", null);
    String child = Children.only(world, "drops");
    world.awaitEvents(child, EventSubscribed.class, 1).stopNodes();
    world.client().cancel(child, "by user");
    world.client().raiseEvent("drops", "drop", "x");
    world.startNode();
    assertChildIsCancelled("drops");
    assertThat(world.events(child, CancelRequested.class)).hasSize(1);
  }

  /** An abandoned handle that nobody cancels stays: only the end of the function takes it back. */
  @Test
  void childHandle_outOfScope_endsWithItsParentOnly() {
    world.orchestration(
        "forgets",
        Void.class,
        (ctx, in) -> {
          ctx.subOrchestration("waits", null, String.class);
          return ctx.event("end", String.class).await();
        });
    world.start("forgets", null);
    String child = Children.only(world, "forgets");
    world.awaitEvents(child, EventSubscribed.class, 1);
    assertThat(world.info(child).status()).isEqualTo(InstanceStatus.RUNNING);
    world.client().raiseEvent("forgets", "end", "x");
    assertCancelled(child);
  }

  @Test
  void cancelledChild_isAFailureTheParentMayCatch() {
    world.orchestration(
        "catches",
        Void.class,
        (ctx, in) -> {
          try {
            return ctx.subOrchestration("waits", null, String.class).await();
          } catch (OperationFailedException e) {
            return e.details().category();
          }
        });
    world.start("catches", null);
    String child = Children.only(world, "catches");
    world.awaitEvents(child, EventSubscribed.class, 1);
    world.client().cancel(child, "x");
    assertThat(world.output("catches", ErrorCategory.class)).isEqualTo(ErrorCategory.CANCELLED);
  }
}

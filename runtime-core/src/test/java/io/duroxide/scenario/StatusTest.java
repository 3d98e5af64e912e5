package io.duroxide.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.duroxide.ApplicationException;
import io.duroxide.history.HistoryEvent.EventSubscribed;
import io.duroxide.payload.PayloadCodec;
import io.duroxide.provider.InstanceInfo;
import io.duroxide.provider.InstanceStatus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a client is told about where an instance stands. */
class StatusTest {

  @RegisterExtension final World world = World.inMemory();

  @BeforeEach
  void orchestrations() {
    world
        .orchestration("quick", Void.class, (ctx, in) -> "out")
        .orchestration("waits", Void.class, (ctx, in) -> ctx.event("go", String.class).await())
        .orchestration(
            "fails",
            Void.class,
            (ctx, in) -> {
              throw ApplicationException.permanent("on purpose", "BROKEN");
            })
        .orchestration(
            "again",
            Integer.class,
            (ctx, n) -> n == 0 ? ctx.event("go", String.class).await() : ctx.continueAsNew(n - 1));
  }

  @Test
  void unknown_isNull() {
    assertThat(world.client().status("nobody")).isNull();
  }

  @Test
  void waiting_isRunning() {
    world.start("waits", null).awaitEvents("waits", EventSubscribed.class, 1);
    InstanceInfo info = world.info("waits");
    assertThat(info.status()).isEqualTo(InstanceStatus.RUNNING);
    assertThat(info.result()).isNull();
    assertThat(info.orchestrationName()).isEqualTo("waits");
  }

  @Test
  void completed_hasItsOutput() {
    InstanceInfo info = world.start("quick", null).end("quick");
    assertThat(info.status()).isEqualTo(InstanceStatus.COMPLETED);
    assertThat(info.result()).isEqualTo("\"out\"");
  }

  @Test
  void failed_hasItsError() {
    InstanceInfo info = world.start("fails", null).end("fails");
    assertThat(info.status()).isEqualTo(InstanceStatus.FAILED);
    assertThat(PayloadCodec.decodeError(info.result()).code()).isEqualTo("BROKEN");
  }

  @Test
  void afterContinueAsNew_isOfTheLatestExecution() {
    world.start("again", 2).awaitExecution("again", 3);
    assertThat(world.info("again").status()).isEqualTo(InstanceStatus.RUNNING);
  }

  @Test
  void cancelled_isAStatusOfItsOwn() {
    world.start("waits", null).awaitEvents("waits", EventSubscribed.class, 1);
    world.client().cancel("waits", "no need");
    InstanceInfo info = world.end("waits");
    assertThat(info.status()).isEqualTo(InstanceStatus.CANCELLED);
    assertThat(info.result()).isEqualTo("no need");
  }

  @Test
  void lifeCycle_unknownRunningCompleted() {
    world.client().start("waits", "waits", null);
    assertThat(world.client().status("waits")).isNull();
    world.startNode();
    await().until(() -> world.client().status("waits") != null);
    assertThat(world.info("waits").status()).isEqualTo(InstanceStatus.RUNNING);
    world.awaitEvents("waits", EventSubscribed.class, 1);
    world.client().raiseEvent("waits", "go", "x");
    assertThat(world.end("waits").status()).isEqualTo(InstanceStatus.COMPLETED);
  }

  @Test
  void instances_standWhereTheyStand_independently() {
    world.start("waits", null).awaitEvents("waits", EventSubscribed.class, 1);
    world.start("quick", null).end("quick");
    world.start("fails", null).end("fails");
    assertThat(world.info("waits").status()).isEqualTo(InstanceStatus.RUNNING);
    assertThat(world.info("quick").status()).isEqualTo(InstanceStatus.COMPLETED);
    assertThat(world.info("fails").status()).isEqualTo(InstanceStatus.FAILED);
  }
}

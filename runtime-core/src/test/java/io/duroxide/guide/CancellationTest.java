package io.duroxide.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.duroxide.ActivityContext;
import io.duroxide.OrchestrationCancelledException;
import io.duroxide.OrchestrationContext;
import io.duroxide.provider.InstanceStatus;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CancellationTest extends Example {

  final List<String> calls = new CopyOnWriteArrayList<>();
  final CountDownLatch nextFrame = new CountDownLatch(1);

  // guide: cancellation
  String rent(OrchestrationContext ctx, String car) {
    try {
      return ctx.cancellable(
          () -> {
            ctx.activity("reserve", car, String.class).await();
            return ctx.event("returned", String.class).await();
          });
    } catch (OrchestrationCancelledException cancelled) {
      ctx.activity("release", car, String.class).await(); // compensation may take any time
      return "ignored: the instance ends as cancelled";
    }
  }

  // end

  @Test
  void cancel_codeCompensates_thenInstanceIsCancelled() {
    registerCalls("reserve", "release");
    orchestrations.register("rent", String.class, this::rent);
    startNode();
    client.start("r", "rent", "red car");
    await().until(() -> calls.contains("reserve red car"));
    client.cancel("r", "changed my mind");
    assertThat(client.waitFor("r", PATIENCE).status()).isEqualTo(InstanceStatus.CANCELLED);
    assertThat(calls).containsExactly("reserve red car", "release red car");
  }

  // guide: cancel-requested
  String patrol(OrchestrationContext ctx, int rounds) {
    for (int round = 1; round <= rounds; round++) {
      var stop = ctx.cancelRequested();
      ctx.activity("walk", "round " + round, String.class).await(); // always to its end
      if (ctx.any(stop, ctx.timer(Duration.ofMillis(10))).await().wonBy(stop)) {
        return ctx.activity("report", stop.await(), String.class).await();
      }
    }
    return "morning";
  }

  // end

  @Test
  void cancelRequested_endsTheLoopWhereItSuits() {
    registerCalls("walk", "report");
    orchestrations.register("patrol", Integer.class, this::patrol);
    startNode();
    client.start("p", "patrol", 1_000);
    await().until(() -> calls.contains("walk round 3"));
    client.cancel("p", "dawn");
    assertThat(client.waitFor("p", PATIENCE).status()).isEqualTo(InstanceStatus.CANCELLED);
    assertThat(calls).endsWith("report dawn");
  }

  @Test
  void terminate_asksNobody() {
    registerCalls("reserve", "release");
    orchestrations.register("rent", String.class, this::rent);
    startNode();
    client.start("r", "rent", "blue car");
    await().until(() -> calls.contains("reserve blue car"));
    client.terminate("r", "fraud");
    assertThat(client.waitFor("r", PATIENCE).status()).isEqualTo(InstanceStatus.CANCELLED);
    assertThat(calls).containsExactly("reserve blue car");
  }

  // guide: cancel-activity
  int encode(ActivityContext ctx, String film) throws InterruptedException {
    int frames = 0;
    while (!ctx.isCancelled()) { // true within about a second
      encodeFrame(film, frames++); // may end earlier with an InterruptedException
    }
    calls.add("encoder stopped");
    return frames;
  }

  // end

  private void encodeFrame(String film, int frame) throws InterruptedException {
    calls.add(film + " " + frame);
    boolean unused = nextFrame.await(10, TimeUnit.MILLISECONDS);
  }

  @Test
  void activityOfACancelledInstance_isToldToStop() {
    activities.register(
        "encode",
        String.class,
        (ctx, film) -> {
          try {
            return encode(ctx, film);
          } finally {
            calls.add("encoder gone");
          }
        });
    orchestrations.register(
        "film", String.class, (ctx, film) -> ctx.activity("encode", film, Integer.class).await());
    startNode();
    client.start("f", "film", "Metropolis");
    await().until(() -> calls.contains("Metropolis 0"));
    client.cancel("f", "too long");
    await().until(() -> calls.contains("encoder gone"));
  }

  private void registerCalls(String... names) {
    for (String name : names) {
      activities.register(
          name,
          String.class,
          (ctx, what) -> {
            calls.add(name + " " + what);
            return name;
          });
    }
  }
}

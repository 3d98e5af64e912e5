package io.duroxide.examples.toygres.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.duroxide.Activity;
import io.duroxide.ActivityContext;
import io.duroxide.ApplicationException;
import io.duroxide.examples.toygres.model.Names;
import io.duroxide.examples.toygres.model.Pace;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class WorldTest {

  private static final Pace FAST = new Pace(0.0001);

  @Test
  void aFlakyStepWorksInTheEnd() throws Exception {
    Activity<String, String> activity = activityWith(Fault.FLAKY);
    assertThatThrownBy(() -> activity.run(call("i", 0), "x"))
        .isInstanceOfSatisfying(
            ApplicationException.class,
            e -> {
              assertThat(e.code()).isEqualTo("CONNECTION_REFUSED");
              assertThat(e.retryable()).isTrue();
            });
    assertThat(activity.run(call("i", 2), "x")).isEqualTo("done");
  }

  @Test
  void aLostDatabaseLooksLikeOne() throws Exception {
    Activity<String, String> activity = activityWith(Fault.DATABASE);
    assertThatThrownBy(() -> activity.run(call("i", 0), "x"))
        .isInstanceOf(SQLTransientConnectionException.class);
    assertThat(activity.run(call("i", 1), "x")).isEqualTo("done");
  }

  @Test
  void aHardFaultIsFinal() {
    assertThatThrownBy(() -> activityWith(Fault.HARD).run(call("i", 4), "x"))
        .isInstanceOfSatisfying(
            ApplicationException.class, e -> assertThat(e.retryable()).isFalse());
  }

  @Test
  void aFaultTheActivityDoesNotKnowDoesNotHappen() throws Exception {
    World world = new World(FAST, 1, call -> Fault.HARD);
    Activity<String, String> activity =
        world.around(Names.CMS_FREE_DNS_NAME, (ctx, input) -> "done");
    assertThat(activity.run(call("i", 0), "x")).isEqualTo("done");
  }

  @Test
  void faultsFollowTheRateAndTheShares() {
    FaultSource faults = Fault.seeded(42, 0.2);
    Map<Fault, Integer> counts = new EnumMap<>(Fault.class);
    for (int i = 0; i < 10_000; i++) {
      counts.merge(faults.faultOf(call("create-pg-1-" + i, 0)), 1, Integer::sum);
    }
    assertThat(counts.get(Fault.NONE)).isBetween(7_800, 8_200);
    assertThat(counts.get(Fault.FLAKY)).isBetween(850, 1_150);
    assertThat(counts.get(Fault.HANG)).isBetween(200, 400);
    assertThat(counts.get(Fault.DATABASE)).isBetween(300, 500);
    assertThat(counts.get(Fault.HARD)).isBetween(200, 400);
  }

  @Test
  void theSameSeedBringsTheSameFaultsToEveryAttempt() {
    for (int i = 0; i < 100; i++) {
      Fault first = Fault.seeded(7, 0.5).faultOf(call("i-" + i, 0));
      assertThat(Fault.seeded(7, 0.5).faultOf(call("i-" + i, 3))).isEqualTo(first);
    }
  }

  @Test
  void instancesTakeFourToNineLooks() {
    World world = new World(FAST, 1, call -> Fault.NONE);
    for (int i = 0; i < 1000; i++) {
      assertThat(world.pollsUntilReady("pg-" + i)).isBetween(4, 9);
    }
  }

  @Test
  void latenciesHaveTheDocumentedPercentiles() {
    Latency latency = new Latency(439, 500);
    SplittableRandom random = new SplittableRandom(1);
    double[] millis =
        DoubleStream.generate(() -> latency.sample(random).toNanos() / 1e6)
            .limit(20_000)
            .sorted()
            .toArray();
    assertThat(millis[10_000]).isBetween(435.0, 443.0);
    assertThat(millis[19_000]).isBetween(494.0, 506.0);
  }

  @Test
  void everyLimitIsLongEnoughForAnHonestAttempt() {
    assertThat(FAST.limit(Duration.ofSeconds(10))).isEqualTo(Duration.ofMillis(500));
    assertThat(new Pace(1).limit(Duration.ofSeconds(10))).isEqualTo(Duration.ofSeconds(10));
  }

  private static Activity<String, String> activityWith(Fault fault) {
    return new World(FAST, 1, call -> fault).around(Names.TEST_CONNECTION, (ctx, input) -> "done");
  }

  private static ActivityContext call(String instanceId, int attempt) {
    Logger logger = LoggerFactory.getLogger(WorldTest.class);
    return new Call(
        instanceId,
        1,
        "o",
        "1.0.0",
        Names.TEST_CONNECTION,
        5,
        attempt,
        1,
        null,
        null,
        logger,
        false);
  }

  private record Call(
      String instanceId,
      long executionId,
      String orchestrationName,
      String orchestrationVersion,
      String activityName,
      long activityId,
      int attempt,
      int deliveryCount,
      @Nullable String tag,
      @Nullable String sessionId,
      Logger logger,
      boolean isCancelled)
      implements ActivityContext {}
}

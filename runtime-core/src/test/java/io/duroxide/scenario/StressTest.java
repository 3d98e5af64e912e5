package io.duroxide.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.provider.InstanceStatus;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Small runs of the two standard workloads; the real ones are in the benchmarks. */
class StressTest {

  private static final int KIB = 1024;

  @RegisterExtension final World world = World.onSqlite();

  private void runMany(String orchestration, int instances) {
    world.startNode();
    IntStream.range(0, instances).forEach(i -> world.client().start("i" + i, orchestration, null));
    IntStream.range(0, instances).forEach(i -> world.end("i" + i));
    assertThat(world.client().admin().totals().instances().keySet())
        .containsExactly(InstanceStatus.COMPLETED);
  }

  @Test
  void parallelFanOut_allSucceed() {
    world
        .activity("task", String.class, (ctx, in) -> "processed: " + in)
        .orchestration(
            "fanOut",
            Void.class,
            (ctx, in) ->
                ctx
                    .all(
                        IntStream.range(0, 5)
                            .mapToObj(i -> ctx.activity("task", "task-" + i, String.class))
                            .toList())
                    .await()
                    .stream()
                    .filter(result -> result.startsWith("processed: task-"))
                    .count());
    runMany("fanOut", 20);
    assertThat(world.output("i0", Long.class)).isEqualTo(5);
    assertThat(world.client().admin().totals().instances())
        .isEqualTo(Map.of(InstanceStatus.COMPLETED, 20L));
  }

  @Test
  void largePayloads_allSucceed() {
    world
        .activity("copy", String.class, (ctx, in) -> in + in)
        .orchestration(
            "child",
            String.class,
            (ctx, in) -> ctx.activity("copy", in, String.class).await().substring(0, 50 * KIB))
        .orchestration(
            "large",
            Void.class,
            (ctx, in) -> {
              String text = "x".repeat(25 * KIB);
              for (int i = 0; i < 4; i++) {
                text = ctx.activity("copy", text, String.class).await().substring(0, 30 * KIB);
              }
              String input = text;
              return String.join(
                  "",
                  ctx.all(
                          Stream.of(1, 2, 3)
                              .map(i -> ctx.subOrchestration("child", input, String.class))
                              .toList())
                      .await());
            });
    runMany("large", 3);
    assertThat(world.output("i0", String.class)).hasSize(150 * KIB);
  }
}

package io.duroxide.runtime.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.coroutine.CoroutineThreads;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Runs seeds. {@code -Dsimulation.seeds=n} runs more of them, {@code -Dsimulation.seed=s} one. */
class SimulationTest {

  private static final int SEEDS = Integer.getInteger("simulation.seeds", 1_000);
  private static final int LINES_OF_A_FAILURE = 80;

  private static final CoroutineThreads THREADS = CoroutineThreads.create();

  @Test
  void everySeed_keepsAllInvariants() {
    Long one = Long.getLong("simulation.seed");
    LongStream seeds = one == null ? LongStream.range(0, SEEDS) : LongStream.of(one);
    seeds.parallel().forEach(SimulationTest::requireNoViolation);
  }

  @Test
  void sameSeedTwice_givesTheSameTrace() {
    for (long seed = 0; seed < 30; seed++) {
      assertThat(trace(seed)).as("seed %d", seed).isEqualTo(trace(seed)).isNotEmpty();
    }
  }

  private static List<String> trace(long seed) {
    try (Simulation simulation = new Simulation(seed, THREADS)) {
      return simulation.run().trace().lines();
    }
  }

  private static void requireNoViolation(long seed) {
    try (Simulation simulation = new Simulation(seed, THREADS)) {
      List<String> violations = simulation.run().violations();
      assertThat(violations)
          .as(
              "seed %1$d; repeat it with: mvn -pl runtime-core test -Dtest=SimulationTest"
                  + " -Dsimulation.seed=%1$d%nlast steps:%n%2$s",
              seed, simulation.trace().last(LINES_OF_A_FAILURE))
          .isEmpty();
    }
  }
}

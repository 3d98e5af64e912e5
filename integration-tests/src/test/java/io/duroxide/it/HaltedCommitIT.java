package io.duroxide.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.duroxide.it.apps.FaultyRun;
import io.duroxide.it.harness.MetricSnapshot;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Contract R1: the process is killed between a commit and its record. The record is lost, because
 * only that process knew of it, and nobody makes up for it: the store says what happened, the
 * counters of each process what it did.
 */
class HaltedCommitIT {

  /** Before the process gives up waiting for what it has started. */
  private static final Duration SOON = Duration.ofSeconds(30);

  private static final Held NOTHING = new Held(0, 0, 0, 0);
  private static final Held FIRST_TURN = new Held(1, 0, 1, 0);
  private static final Held ACTIVITY = new Held(0, 0, 0, 1);

  /** What a store holds, or what a process has counted. */
  private record Held(double started, double ended, double turns, double attempts) {

    /** An attempt is over for the process that acknowledged it, also before it is history. */
    static Held in(Path database) {
      try (Store store = Store.open(database)) {
        return new Held(
            store.number("SELECT count(*) FROM started"),
            store.number("SELECT count(*) FROM ended"),
            store.number("SELECT sum(turns) FROM executions"),
            store.number("SELECT count(*) FROM attempts")
                - store.number("SELECT count(*) FROM worker_queue"));
      }
    }

    static Held countedIn(MetricSnapshot seen) {
      return new Held(
          seen.sum("duroxide_orchestration_starts_total"),
          seen.sum("duroxide_orchestration_completions_total"),
          seen.observations("duroxide_orchestration_turn_duration_seconds"),
          seen.sum("duroxide_activity_executions_total", Map.of("outcome", "success")));
    }

    Held minus(Held other) {
      return new Held(
          started - other.started,
          ended - other.ended,
          turns - other.turns,
          attempts - other.attempts);
    }
  }

  @Test
  void process_haltedAfterTheCommit_successorsCountWhatTheyCommitted() throws Exception {
    Path directory = Artifacts.freshDirectory("halted");
    Path database = directory.resolve("store.db");
    String inTurn = FaultyRun.HALTING.get(0);
    String inActivity = FaultyRun.HALTING.get(1);

    Held first = killIn(directory, database, inTurn, NOTHING, FIRST_TURN);
    Held second = killIn(directory, database, inActivity, first, ACTIVITY);

    try (Instrumented last =
        Instrumented.start(directory, FaultyRun.class, database, inTurn, inActivity)) {
      last.awaitLine(FaultyRun.READY).jvm().tell("go");
      last.awaitLine(FaultyRun.DONE);
      Held all = Held.in(database);
      assertThat(all.ended()).isEqualTo(1 + FaultyRun.HALTING.size());
      assertThat(all.started()).as("nothing is left to be started").isEqualTo(second.started());
      last.eventually(
          seen -> assertThat(Held.countedIn(seen)).as("counted").isEqualTo(all.minus(second)));
    }
  }

  /**
   * Kills a process between commit and record, and looks at it before.
   *
   * @param before what the store held when the process began
   * @param unrecorded what is committed there
   * @return what the store holds afterwards
   */
  private static Held killIn(
      Path directory, Path database, String place, Held before, Held unrecorded) throws Exception {
    try (Instrumented app = Instrumented.start(directory, FaultyRun.class, database, place)) {
      app.awaitLine(FaultyRun.READY);
      app.eventually(
          seen -> {
            Held held = Held.in(database);
            assertThat(held.ended()).as("ended").isEqualTo(held.started());
            assertThat(Held.countedIn(seen)).as("counted").isEqualTo(held.minus(before));
          });

      app.jvm().tell("go");
      app.awaitLine(FaultyRun.COMMITTED);
      Held held = Held.in(database);
      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(Held.countedIn(app.scrape()))
                      .as("counted without what is only committed")
                      .isEqualTo(held.minus(before).minus(unrecorded)));
      app.jvm().kill9();
      return held;
    }
  }
}

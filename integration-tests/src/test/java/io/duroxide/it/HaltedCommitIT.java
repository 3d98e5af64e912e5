package io.duroxide.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.it.apps.FaultyRun;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Contract R1: the process dies between a commit and its record. The record is lost, because only
 * that process knew of it, and nobody makes up for it: the store says what happened, the counters
 * of each process what it did.
 */
class HaltedCommitIT {

  private static final int KILLED = 137;

  /** What the store held when a process was gone. */
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
  }

  @Test
  void process_haltedAfterTheCommit_successorsCountWhatTheyCommitted() throws Exception {
    Path directory = Artifacts.freshDirectory("halted");
    Path database = directory.resolve("store.db");

    haltIn(directory, database, FaultyRun.HALTING.get(0));
    // Other threads of the process may have been quicker than its end.
    assertThat(Held.in(database).turns()).as("the commit is there").isGreaterThanOrEqualTo(2 + 1);
    haltIn(directory, database, FaultyRun.HALTING.get(1));

    Held before = Held.in(database);
    try (Instrumented last =
        Instrumented.start(
            directory,
            FaultyRun.class,
            database,
            FaultyRun.HALTING.get(0),
            FaultyRun.HALTING.get(1))) {
      last.awaitLine(FaultyRun.READY).jvm().tell("go");
      last.awaitLine(FaultyRun.DONE);
      Held after = Held.in(database);
      assertThat(after.ended()).isEqualTo(1 + FaultyRun.HALTING.size());

      last.eventually(
          seen -> {
            assertThat(seen.sum("duroxide_orchestration_starts_total"))
                .as("starts")
                .isEqualTo(after.started() - before.started())
                .isZero();
            assertThat(seen.sum("duroxide_orchestration_completions_total"))
                .as("completions")
                .isEqualTo(after.ended() - before.ended());
            assertThat(seen.observations("duroxide_orchestration_turn_duration_seconds"))
                .as("turns")
                .isEqualTo(after.turns() - before.turns());
            assertThat(seen.sum("duroxide_activity_executions_total"))
                .as("activities")
                .isEqualTo(after.attempts() - before.attempts());
          });
    }
  }

  private static void haltIn(Path directory, Path database, String place) throws Exception {
    try (Instrumented app = Instrumented.start(directory, FaultyRun.class, database, place)) {
      app.awaitLine(FaultyRun.READY).jvm().tell("go");
      assertThat(app.jvm().awaitExit(Instrumented.LIMIT).code()).isEqualTo(KILLED);
    }
  }
}

package io.duroxide.runtime.simulation;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one orchestration of the simulation does, as data: the {@link Interpreter} runs it, and the
 * {@link Expectation} says what must come of it.
 *
 * @param tally what the executions before this one have collected
 */
record Program(List<Step> steps, Tally tally) {

  static final String NAME = "program";

  /** Events of such a name are never raised: who waits for one waits until it is cancelled. */
  static final String NEVER = "never";

  Program {
    steps = List.copyOf(steps);
  }

  static Program of(List<Step> steps) {
    return new Program(steps, Tally.NOTHING);
  }

  static Program of(Step... steps) {
    return of(List.of(steps));
  }

  /**
   * The outcome of a program.
   *
   * @param taken messages of queues, in the order in which they were taken
   */
  record Tally(long sum, List<String> taken) {

    static final Tally NOTHING = new Tally(0, List.of());

    Tally {
      taken = List.copyOf(taken);
    }

    Tally plus(long value) {
      return new Tally(sum + value, taken);
    }

    Tally took(String message) {
      List<String> all = new ArrayList<>(taken);
      all.add(message);
      return new Tally(sum, all);
    }
  }

  /** One thing to do. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
  @JsonSubTypes({
    @JsonSubTypes.Type(Work.class),
    @JsonSubTypes.Type(FanOut.class),
    @JsonSubTypes.Type(Together.class),
    @JsonSubTypes.Type(Sleep.class),
    @JsonSubTypes.Type(RaceWork.class),
    @JsonSubTypes.Type(Await.class),
    @JsonSubTypes.Type(AwaitOrTimeout.class),
    @JsonSubTypes.Type(Child.class),
    @JsonSubTypes.Type(RaceChild.class),
    @JsonSubTypes.Type(LeaveChild.class),
    @JsonSubTypes.Type(TakeOwnId.class),
    @JsonSubTypes.Type(Detach.class),
    @JsonSubTypes.Type(Facts.class),
    @JsonSubTypes.Type(Take.class),
    @JsonSubTypes.Type(TakeOrTimeout.class),
    @JsonSubTypes.Type(Increment.class),
    @JsonSubTypes.Type(RemoveKey.class),
    @JsonSubTypes.Type(ClearKeys.class),
    @JsonSubTypes.Type(ReadKey.class),
    @JsonSubTypes.Type(SetStatus.class),
    @JsonSubTypes.Type(Cancellable.class),
    @JsonSubTypes.Type(Fail.class),
    @JsonSubTypes.Type(Restart.class)
  })
  sealed interface Step {}

  /**
   * An activity that adds {@code value}.
   *
   * @param failures attempts that fail before one succeeds
   * @param attempts what the retry policy allows; the activity fails if all of them do
   */
  record Work(int value, int failures, int attempts, @Nullable String tag, @Nullable String session)
      implements Step {

    static Work of(int value) {
      return new Work(value, 0, 1, null, null);
    }

    boolean succeeds() {
      return failures < attempts;
    }
  }

  /** Activities side by side. */
  record FanOut(List<Integer> values) implements Step {}

  /** Concurrent blocks. */
  record Together(List<List<Step>> branches) implements Step {}

  record Sleep(int millis) implements Step {}

  /** An activity against a timer; adds nothing. */
  record RaceWork(int value, int millis) implements Step {}

  /** Waits for an event; adds the length of its name. */
  record Await(String event) implements Step {}

  /** An event against a timer; adds nothing. */
  record AwaitOrTimeout(String event, int millis) implements Step {}

  /** A child, whose sum is added. */
  record Child(@Nullable String id, @Nullable String version, List<Step> steps) implements Step {}

  /** A child against a timer; adds nothing. */
  record RaceChild(List<Step> steps, int millis) implements Step {}

  /** A child nobody waits for: it is cancelled with the execution, unless it ends before. */
  record LeaveChild(List<Step> steps) implements Step {}

  /** Starts a child under its own id, which must be refused. */
  record TakeOwnId() implements Step {}

  /** Starts an instance nobody waits for. */
  record Detach(String id, List<Step> steps) implements Step {}

  /** Asks for the time and for a UUID, and has an activity echo it; adds one. */
  record Facts() implements Step {}

  /** Takes a message of a queue; not inside of another step. */
  record Take(String queue) implements Step {}

  /** A message against a timer; not inside of another step. */
  record TakeOrTimeout(String queue, int millis) implements Step {}

  /** Reads a counter and writes it back, one higher. */
  record Increment(String key) implements Step {}

  record RemoveKey(String key) implements Step {}

  record ClearKeys() implements Step {}

  /** Looks at a key of another instance; adds nothing. */
  record ReadKey(String instance, String key) implements Step {}

  /** Sets the custom status; not inside of another step. */
  record SetStatus(String status) implements Step {}

  /** Observes cancellation, and compensates; always the last step. */
  record Cancellable(List<Step> steps) implements Step {}

  record Fail(String message) implements Step {}

  /** Continues as new with the steps behind it. */
  record Restart(@Nullable String version) implements Step {}
}

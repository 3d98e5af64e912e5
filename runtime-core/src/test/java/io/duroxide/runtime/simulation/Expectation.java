package io.duroxide.runtime.simulation;

import io.duroxide.Version;
import io.duroxide.runtime.simulation.Program.Await;
import io.duroxide.runtime.simulation.Program.Cancellable;
import io.duroxide.runtime.simulation.Program.Child;
import io.duroxide.runtime.simulation.Program.ClearKeys;
import io.duroxide.runtime.simulation.Program.Facts;
import io.duroxide.runtime.simulation.Program.Fail;
import io.duroxide.runtime.simulation.Program.FanOut;
import io.duroxide.runtime.simulation.Program.Increment;
import io.duroxide.runtime.simulation.Program.RemoveKey;
import io.duroxide.runtime.simulation.Program.Restart;
import io.duroxide.runtime.simulation.Program.SetStatus;
import io.duroxide.runtime.simulation.Program.Step;
import io.duroxide.runtime.simulation.Program.Take;
import io.duroxide.runtime.simulation.Program.TakeOwnId;
import io.duroxide.runtime.simulation.Program.Together;
import io.duroxide.runtime.simulation.Program.Work;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What must come of a program, whatever happens on the way: a model of the {@link Interpreter}
 * without a runtime.
 */
final class Expectation {

  /** What a failed activity, a failed child and a refused child add. */
  static final int FAILED_WORK = -1;

  static final int FAILED_CHILD = -10;
  static final int REFUSED_CHILD = -100;

  static final String LATEST = "2.0.0";

  private final Map<String, Integer> keys = new TreeMap<>();
  private String version;
  private @Nullable String status;
  private int takes;

  private Expectation(@Nullable String version) {
    this.version = version == null ? LATEST : version;
  }

  /**
   * @param sum if it completes
   * @param failure the message with which it fails, or null
   * @param keys the counters at the end
   * @param status the custom status at the end, or null
   * @param takes how many messages it takes at least if it completes
   */
  record Result(
      long sum,
      @Nullable String failure,
      Map<String, Integer> keys,
      @Nullable String status,
      int takes) {}

  /**
   * @param version the one it was started with, null for the latest
   */
  static Result of(List<Step> steps, @Nullable String version) {
    Expectation run = new Expectation(version);
    long sum = 0;
    String failure = null;
    try {
      sum = run.sum(steps) + Version.parse(run.version).major();
    } catch (Failure e) {
      failure = e.getMessage();
    }
    return new Result(sum, failure, run.keys, run.status, run.takes);
  }

  private long sum(List<Step> steps) throws Failure {
    long sum = 0;
    for (Step step : steps) {
      sum += add(step);
    }
    return sum;
  }

  private long add(Step step) throws Failure {
    if (step instanceof Work work) {
      return work.succeeds() ? work.value() : FAILED_WORK;
    }
    if (step instanceof FanOut fanOut) {
      return fanOut.values().stream().mapToLong(Integer::longValue).sum();
    }
    if (step instanceof Together together) {
      return sumOfBranches(together);
    }
    if (step instanceof Await await) {
      return await.event().length();
    }
    if (step instanceof Child child) {
      Result result = of(child.steps(), child.version());
      return result.failure() == null ? result.sum() : FAILED_CHILD;
    }
    if (step instanceof TakeOwnId) {
      return REFUSED_CHILD;
    }
    if (step instanceof Facts) {
      return 1;
    }
    if (step instanceof Fail fail) {
      throw new Failure(fail.message());
    }
    if (step instanceof Cancellable block) {
      return sum(block.steps());
    }
    change(step);
    return 0;
  }

  private void change(Step step) {
    if (step instanceof Restart restart) {
      version = restart.version() == null ? LATEST : restart.version();
    } else if (step instanceof Take) {
      takes++;
    } else if (step instanceof SetStatus set) {
      status = set.status();
    } else if (step instanceof Increment increment) {
      keys.merge(increment.key(), 1, Integer::sum);
    } else if (step instanceof RemoveKey remove) {
      keys.remove(remove.key());
    } else if (step instanceof ClearKeys) {
      keys.clear();
    }
  }

  /** All branches end before the first failure is thrown. */
  private long sumOfBranches(Together together) throws Failure {
    long sum = 0;
    Failure first = null;
    for (List<Step> branch : together.branches()) {
      try {
        sum += sum(branch);
      } catch (Failure e) {
        first = first == null ? e : first;
      }
    }
    if (first != null) {
      throw first;
    }
    return sum;
  }

  private static final class Failure extends Exception {
    private static final long serialVersionUID = 1L;

    Failure(String message) {
      super(message);
    }
  }
}

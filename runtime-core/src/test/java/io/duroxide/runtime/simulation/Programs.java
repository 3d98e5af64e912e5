package io.duroxide.runtime.simulation;

import io.duroxide.runtime.simulation.Program.Await;
import io.duroxide.runtime.simulation.Program.AwaitOrTimeout;
import io.duroxide.runtime.simulation.Program.Child;
import io.duroxide.runtime.simulation.Program.Detach;
import io.duroxide.runtime.simulation.Program.Facts;
import io.duroxide.runtime.simulation.Program.Fail;
import io.duroxide.runtime.simulation.Program.FanOut;
import io.duroxide.runtime.simulation.Program.LeaveChild;
import io.duroxide.runtime.simulation.Program.RaceChild;
import io.duroxide.runtime.simulation.Program.RaceWork;
import io.duroxide.runtime.simulation.Program.Restart;
import io.duroxide.runtime.simulation.Program.Sleep;
import io.duroxide.runtime.simulation.Program.Step;
import io.duroxide.runtime.simulation.Program.TakeOwnId;
import io.duroxide.runtime.simulation.Program.Together;
import io.duroxide.runtime.simulation.Program.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Makes programs up. */
final class Programs {

  private static final int MAX_DEPTH = 2;
  private static final int MAX_STEPS = 5;
  private static final int MAX_MILLIS = 3_000;
  private static final int MAX_VALUE = 1_000;

  /** One in so many steps ends the program or waits for ever. */
  private static final int RARELY = 25;

  private final Random dice;
  private final String prefix;
  private int names;

  /**
   * @param prefix of every instance id the programs make up
   */
  Programs(Random dice, String prefix) {
    this.dice = dice;
    this.prefix = prefix;
  }

  /** The steps of a root. */
  List<Step> steps() {
    return steps(0, true);
  }

  private List<Step> steps(int depth, boolean mayRestart) {
    int count = 1 + dice.nextInt(MAX_STEPS - depth);
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      steps.add(mayRestart && dice.nextInt(MAX_STEPS) == 0 ? new Restart(version()) : step(depth));
    }
    return steps;
  }

  private Step step(int depth) {
    if (dice.nextInt(RARELY) == 0) {
      return dice.nextBoolean() ? new Fail(name("failure")) : new Await(name(Program.NEVER));
    }
    List<Supplier<Step>> kinds = depth < MAX_DEPTH ? nesting(depth) : List.of();
    int choice = dice.nextInt(kinds.size() + simple().size());
    return choice < kinds.size()
        ? kinds.get(choice).get()
        : simple().get(choice - kinds.size()).get();
  }

  private List<Supplier<Step>> nesting(int depth) {
    return List.of(
        () -> new Child(null, version(), steps(depth + 1, true)),
        () -> new Child(name(prefix), version(), steps(depth + 1, true)),
        () -> new RaceChild(steps(depth + 1, true), millis()),
        () -> new LeaveChild(steps(depth + 1, true)),
        () -> new Detach(name(prefix), steps(depth + 1, true)),
        () -> new Together(branches(depth)));
  }

  private List<Supplier<Step>> simple() {
    return List.of(
        this::work,
        this::work,
        () -> new FanOut(IntStream.range(0, 1 + dice.nextInt(4)).mapToObj(i -> value()).toList()),
        () -> new Sleep(millis()),
        () -> new RaceWork(value(), millis()),
        () -> new Await(name("event")),
        () -> new AwaitOrTimeout(name("event"), millis()),
        TakeOwnId::new,
        Facts::new);
  }

  private List<List<Step>> branches(int depth) {
    return IntStream.range(0, 2 + dice.nextInt(2)).mapToObj(i -> steps(depth + 1, false)).toList();
  }

  private Work work() {
    int failures = dice.nextInt(3) == 0 ? dice.nextInt(4) : 0;
    String tag = dice.nextInt(5) == 0 ? "gpu" : null;
    String session = dice.nextInt(5) == 0 ? "session" + dice.nextInt(2) : null;
    return new Work(value(), failures, 1 + dice.nextInt(3), tag, session);
  }

  private int value() {
    return dice.nextInt(MAX_VALUE);
  }

  private int millis() {
    return dice.nextInt(4) == 0 ? 0 : dice.nextInt(MAX_MILLIS);
  }

  @Nullable String version() {
    return dice.nextInt(3) == 0 ? "1.0.0" : null;
  }

  private String name(String kind) {
    return kind + "-" + ++names;
  }
}

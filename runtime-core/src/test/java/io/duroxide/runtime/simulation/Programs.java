package io.duroxide.runtime.simulation;

import io.duroxide.runtime.simulation.Program.Await;
import io.duroxide.runtime.simulation.Program.AwaitOrTimeout;
import io.duroxide.runtime.simulation.Program.Cancellable;
import io.duroxide.runtime.simulation.Program.Child;
import io.duroxide.runtime.simulation.Program.ClearKeys;
import io.duroxide.runtime.simulation.Program.Detach;
import io.duroxide.runtime.simulation.Program.Facts;
import io.duroxide.runtime.simulation.Program.Fail;
import io.duroxide.runtime.simulation.Program.FanOut;
import io.duroxide.runtime.simulation.Program.Increment;
import io.duroxide.runtime.simulation.Program.LeaveChild;
import io.duroxide.runtime.simulation.Program.RaceChild;
import io.duroxide.runtime.simulation.Program.RaceWork;
import io.duroxide.runtime.simulation.Program.ReadKey;
import io.duroxide.runtime.simulation.Program.RemoveKey;
import io.duroxide.runtime.simulation.Program.Restart;
import io.duroxide.runtime.simulation.Program.SetStatus;
import io.duroxide.runtime.simulation.Program.Sleep;
import io.duroxide.runtime.simulation.Program.Step;
import io.duroxide.runtime.simulation.Program.Take;
import io.duroxide.runtime.simulation.Program.TakeOrTimeout;
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
  private static final int MAX_STEPS = 6;
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

  /** One of the queues. */
  static String queue(Random dice) {
    return dice.nextBoolean() ? "a" : "b";
  }

  /** An instance. */
  Client.Start start() {
    List<Step> steps = steps(0);
    if (dice.nextInt(4) > 0) {
      return new Client.Start(prefix, version(), steps, null);
    }
    String queue = queue(dice);
    steps.add(0, new Take(queue));
    return new Client.Start(prefix, null, steps, queue);
  }

  /** Of a whole orchestration. */
  private List<Step> steps(int depth) {
    List<Supplier<Step>> kinds = new ArrayList<>(nestable(depth));
    kinds.addAll(
        List.of(
            () -> new Restart(version()),
            () -> new Restart(version()),
            () -> new Take(queue(dice)),
            () -> new Take(queue(dice)),
            () -> new TakeOrTimeout(queue(dice), millis()),
            () -> new SetStatus(name("status")),
            () -> new RemoveKey(key()),
            ClearKeys::new));
    List<Step> steps = chosenFrom(kinds, depth);
    if (dice.nextInt(5) == 0) {
      steps.add(cancellable(depth));
    }
    return steps;
  }

  private Cancellable cancellable(int depth) {
    List<Step> block = block(depth);
    if (dice.nextBoolean()) {
      block.add(new Await(name(Program.NEVER)));
    }
    return new Cancellable(block);
  }

  /** Of a part of an orchestration, which may run beside others. */
  private List<Step> block(int depth) {
    return chosenFrom(nestable(depth), depth);
  }

  private List<Step> chosenFrom(List<Supplier<Step>> kinds, int depth) {
    int count = 1 + dice.nextInt(MAX_STEPS - 2 * depth);
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boolean ends = dice.nextInt(RARELY) == 0;
      steps.add(ends ? end() : kinds.get(dice.nextInt(kinds.size())).get());
    }
    return steps;
  }

  private Step end() {
    return dice.nextBoolean() ? new Fail(name("failure")) : new Await(name(Program.NEVER));
  }

  private List<Supplier<Step>> nestable(int depth) {
    List<Supplier<Step>> kinds =
        new ArrayList<>(
            List.of(
                this::work,
                this::work,
                () -> new FanOut(IntStream.range(0, 3).mapToObj(i -> value()).toList()),
                () -> new Sleep(millis()),
                () -> new RaceWork(value(), millis()),
                () -> new Await(name("event")),
                () -> new AwaitOrTimeout(name("event"), millis()),
                () -> new Increment(key()),
                () -> new Increment(key()),
                () -> new ReadKey("root0", key()),
                TakeOwnId::new));
    kinds.add(Facts::new);
    if (depth < MAX_DEPTH) {
      kinds.addAll(
          List.of(
              () -> new Child(null, version(), steps(depth + 1)),
              () -> new Child(name(prefix), version(), steps(depth + 1)),
              () -> new RaceChild(steps(depth + 1), millis()),
              () -> new LeaveChild(steps(depth + 1)),
              () -> new Detach(name(prefix), steps(depth + 1)),
              () -> new Together(List.of(block(depth + 1), block(depth + 1)))));
    }
    return kinds;
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

  private String key() {
    return "key" + dice.nextInt(2);
  }

  private @Nullable String version() {
    return dice.nextInt(3) == 0 ? "1.0.0" : null;
  }

  private String name(String kind) {
    return kind + "-" + ++names;
  }
}

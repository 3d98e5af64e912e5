package io.duroxide.runtime.simulation;

import io.duroxide.ActivityContext;
import io.duroxide.coroutine.CoroutineThreads;
import io.duroxide.provider.Provider;
import io.duroxide.provider.ProviderException;
import io.duroxide.provider.TagFilter;
import io.duroxide.provider.memory.InMemoryProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;

/**
 * One run: chaos first, then calm until everything is at rest, then the bill. All of it follows
 * from the seed.
 */
final class Simulation implements Node.Meanwhile, AutoCloseable {

  /** Nodes that wait for each other's calls, one inside the other. */
  private static final int MAX_DEPTH = 3;

  /** Of the chaos, for each root. */
  private static final int MIN_STEPS = 100;

  /** What is not at rest after so many rounds never will be. */
  private static final int MAX_ROUNDS = 2_000;

  private final Random dice;
  private final VirtualClock clock = new VirtualClock();
  private final Trace trace = new Trace(clock);
  private final Ledger ledger = new Ledger();
  private final Activities activities = new Activities();
  private final InMemoryProvider memory = new InMemoryProvider(clock);
  private final StoreWatch watch = new StoreWatch(memory, clock, ledger);
  private final Provider store = watch.provider();
  private final RandomFaults faults;
  private final CoroutineThreads threads;
  private final List<Client.Start> plan = new ArrayList<>();
  private final List<Node> nodes = new ArrayList<>();
  private final Client client;
  private int depth;

  Simulation(long seed, CoroutineThreads threads) {
    this.dice = new Random(seed);
    this.threads = threads;
    this.faults = new RandomFaults(dice);
    Node.World world =
        new Node.World(store, faults, clock, threads, trace, activities, Interpreter.registry());
    int count = 2 + dice.nextInt(3);
    for (int i = 0; i < count; i++) {
      nodes.add(new Node(setup("node" + i, i == 0), world, this));
    }
    int roots = 1 + dice.nextInt(4);
    for (int i = 0; i < roots; i++) {
      plan.add(new Programs(dice, "root" + i).start());
    }
    client = new Client(world, ledger, dice, plan);
  }

  /** Runs to the end. */
  Simulation run() {
    int steps = plan.size() * (MIN_STEPS + dice.nextInt(MIN_STEPS));
    for (int i = 0; i < steps; i++) {
      step();
    }
    faults.calmDown();
    trace.add("calm");
    comeToRest();
    return this;
  }

  /** What reached the store. */
  Ledger ledger() {
    return ledger;
  }

  /** The watched store. */
  Provider store() {
    return store;
  }

  Trace trace() {
    return trace;
  }

  /** What was not as it must be; empty if all is well. */
  List<String> violations() {
    List<String> all = new ArrayList<>(watch.violations());
    Invariants invariants = new Invariants(store, ledger, activities, plan, threads);
    all.addAll(invariants.violationsAtRest());
    ledger.roots().forEach(client::cancel);
    comeToRest();
    all.addAll(invariants.violationsAtTheEnd());
    return all;
  }

  @Override
  public void close() {
    nodes.forEach(Node::close);
    memory.close();
  }

  @Override
  public void calling(String operation) {
    if (!operation.startsWith("fetch")) {
      othersAct();
    }
  }

  @Override
  public void handling(ActivityContext attempt, Runnable renew) {
    othersAct();
    if (!faults.isCalm() && dice.nextInt(3) == 0) {
      try {
        renew.run();
      } catch (ProviderException e) {
        trace.add("a renewal failed: " + e.kind());
      }
      othersAct();
    }
  }

  private void othersAct() {
    if (faults.isCalm() || depth == MAX_DEPTH) {
      return;
    }
    depth++;
    while (dice.nextInt(4) == 0) {
      step();
    }
    depth--;
  }

  private void step() {
    int choice = dice.nextInt(100);
    Node node = nodes.get(dice.nextInt(nodes.size()));
    if (choice < 40) {
      node.takeTurn();
    } else if (choice < 70) {
      node.runActivity();
    } else if (choice < 82) {
      client.act();
    } else if (choice < 94) {
      clock.advance(dice.nextInt(300));
    } else if (choice < 97) {
      clock.advance(Node.TURN_LOCK.toMillis() + dice.nextInt(2_000));
    } else if (choice < 99) {
      node.keepSessions();
    } else {
      node.crash();
    }
  }

  private void comeToRest() {
    for (int round = 0; round < MAX_ROUNDS; round++) {
      boolean anything = false;
      for (Node node : nodes) {
        while (node.takeTurn() || node.runActivity()) {
          anything = true;
        }
      }
      anything |= client.satisfyAll();
      OptionalLong due = memory.nextDueAt();
      if (!anything && due.isEmpty()) {
        return;
      }
      if (!anything) {
        // Due and not taken by anybody: a lock or a session has to run out first.
        clock.advanceTo(Math.max(due.getAsLong(), clock.millis() + 1));
      }
    }
    watch.violations().add("does not come to rest");
  }

  /** The first node can do everything, so that nothing waits for ever. */
  private Node.Setup setup(String name, boolean first) {
    TagFilter tags = first || dice.nextBoolean() ? TagFilter.any() : TagFilter.defaultOnly();
    String version = first || dice.nextBoolean() ? "2.0.0" : "1.0.0";
    return new Node.Setup(name, tags, version, dice.nextInt(3) * 8);
  }
}

package io.duroxide.runtime.simulation;

import io.duroxide.ActivityContext;
import io.duroxide.coroutine.CoroutineThreads;
import io.duroxide.provider.Provider;
import io.duroxide.provider.ProviderException;
import io.duroxide.provider.TagFilter;
import io.duroxide.provider.contract.SettableClock;
import io.duroxide.provider.memory.InMemoryProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * One run: chaos first, then calm until everything is at rest, then the bill. All of it follows
 * from the seed.
 */
final class Simulation implements Node.Meanwhile, AutoCloseable {

  /** Nodes that wait for each other's calls, one inside the other. */
  private static final int MAX_DEPTH = 3;

  /** Of the chaos, for each instance of the plan. */
  private static final int MIN_STEPS = 100;

  private final Random dice;
  private final InMemoryProvider memory;
  private final RandomFaults faults;
  private final Cluster cluster;
  private final int steps;
  private int depth;

  Simulation(long seed, CoroutineThreads threads) {
    this.dice = new Random(seed);
    this.faults = new RandomFaults(dice);
    Cluster.Cast cast = cast();
    this.steps = cast.plan().size() * (MIN_STEPS + dice.nextInt(MIN_STEPS));
    SettableClock clock = new SettableClock();
    this.memory = new InMemoryProvider(clock);
    this.cluster = new Cluster(cast, memory, clock, threads, faults, dice, this);
  }

  /** Runs until everything is at rest. */
  Simulation run() {
    for (int i = 0; i < steps; i++) {
      step();
    }
    faults.calmDown();
    cluster.trace().add("calm");
    cluster.comeToRest(memory::nextDueAt);
    return this;
  }

  /** What was not as it must be; empty if all is well. */
  List<String> violations() {
    return cluster.violations(memory::nextDueAt);
  }

  Trace trace() {
    return cluster.trace();
  }

  Provider store() {
    return cluster.store();
  }

  Ledger ledger() {
    return cluster.ledger();
  }

  @Override
  public void close() {
    cluster.close();
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
        cluster.trace().add("a renewal failed: " + e.kind());
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
    Node node = cluster.nodes().get(dice.nextInt(cluster.nodes().size()));
    if (choice < 40) {
      var unused = node.takeTurn();
    } else if (choice < 70) {
      var unused = node.runActivity();
    } else if (choice < 82) {
      cluster.client().act();
    } else if (choice < 94) {
      cluster.advance(dice.nextInt(300));
    } else if (choice < 97) {
      cluster.advance(Node.TURN_LOCK.toMillis() + dice.nextInt(2_000));
    } else if (choice < 99) {
      node.keepSessions();
    } else {
      node.crash();
    }
  }

  private Cluster.Cast cast() {
    List<Node.Setup> nodes = new ArrayList<>();
    int count = 2 + dice.nextInt(3);
    for (int i = 0; i < count; i++) {
      nodes.add(setup("node" + i, i == 0));
    }
    List<Client.Start> plan = new ArrayList<>();
    int instances = 1 + dice.nextInt(4);
    for (int i = 0; i < instances; i++) {
      plan.add(new Programs(dice, "root" + i).start());
    }
    return new Cluster.Cast(nodes, plan);
  }

  /** The first node can do everything, so that nothing waits for ever. */
  private Node.Setup setup(String name, boolean first) {
    TagFilter tags = first || dice.nextBoolean() ? TagFilter.any() : TagFilter.defaultOnly();
    String version = first || dice.nextBoolean() ? "2.0.0" : "1.0.0";
    return new Node.Setup(name, tags, version, dice.nextInt(3) * 8);
  }
}

package io.duroxide.runtime.simulation;

import io.duroxide.coroutine.CoroutineThreads;
import io.duroxide.provider.Provider;
import io.duroxide.provider.contract.SettableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Supplier;

/** Some nodes and a client on one store, in the hands of one thread. */
final class Cluster implements AutoCloseable {

  /** What is not at rest after so many rounds never will be. */
  private static final int MAX_ROUNDS = 2_000;

  /**
   * What is played.
   *
   * @param nodes at least one of them has to be able to do everything
   * @param plan the instances the client starts
   */
  record Cast(List<Node.Setup> nodes, List<Client.Start> plan) {}

  private final Cast cast;
  private final Provider store;
  private final SettableClock clock;
  private final CoroutineThreads threads;
  private final Trace trace;
  private final Ledger ledger = new Ledger();
  private final Activities activities = new Activities();
  private final StoreWatch watch;
  private final List<Node> nodes = new ArrayList<>();
  private final Client client;

  /**
   * @param store stays the caller's to close; uses {@code clock}
   * @param dice for what the client does by chance
   */
  Cluster(
      Cast cast,
      Provider store,
      SettableClock clock,
      CoroutineThreads threads,
      Faults faults,
      Random dice,
      Node.Meanwhile meanwhile) {
    this.cast = cast;
    this.clock = clock;
    this.threads = threads;
    this.trace = new Trace(clock);
    this.watch = new StoreWatch(store, clock, ledger);
    this.store = watch.provider();
    Node.World world =
        new Node.World(
            this.store, faults, clock, threads, trace, activities, Interpreter.registry());
    cast.nodes().forEach(setup -> nodes.add(new Node(setup, world, meanwhile)));
    this.client = new Client(world, ledger, dice, cast.plan());
  }

  List<Node> nodes() {
    return nodes;
  }

  Client client() {
    return client;
  }

  /** The store as it really is: nothing goes wrong on this way. */
  Provider store() {
    return store;
  }

  Ledger ledger() {
    return ledger;
  }

  Trace trace() {
    return trace;
  }

  long now() {
    return clock.millis();
  }

  void advance(long millis) {
    clock.advance(Duration.ofMillis(millis));
  }

  /**
   * Lets everybody do what there is to do, and time pass, until nothing happens any more.
   *
   * @param nextDue when something will be to do next; empty if never
   */
  void comeToRest(Supplier<OptionalLong> nextDue) {
    for (int round = 0; round < MAX_ROUNDS; round++) {
      boolean anything = false;
      for (Node node : nodes) {
        while (node.takeTurn() || node.runActivity()) {
          anything = true;
        }
      }
      anything |= client.satisfyAll();
      if (anything) {
        continue;
      }
      OptionalLong due = nextDue.get();
      if (due.isEmpty()) {
        return;
      }
      // What is due now and was taken by nobody has to wait for a lock or a session to run out.
      advance(Math.max(1, due.getAsLong() - clock.millis()));
    }
    watch.violations().add("does not come to rest");
  }

  /**
   * To be called at rest: what is not as it must be. Then ends what still waits, and looks again.
   */
  List<String> violations(Supplier<OptionalLong> nextDue) {
    Invariants invariants = new Invariants(store, ledger, activities, cast.plan(), threads);
    List<String> all = new ArrayList<>(invariants.violationsAtRest());
    ledger.roots().forEach(client::cancel);
    comeToRest(nextDue);
    all.addAll(invariants.violationsAtTheEnd());
    all.addAll(watch.violations());
    return all;
  }

  @Override
  public void close() {
    nodes.forEach(Node::close);
  }
}

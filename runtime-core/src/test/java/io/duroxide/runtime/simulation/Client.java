package io.duroxide.runtime.simulation;

import io.duroxide.client.DuroxideClient;
import io.duroxide.client.InstanceAlreadyExistsException;
import io.duroxide.provider.ProviderException;
import io.duroxide.runtime.simulation.Faults.Fault;
import io.duroxide.runtime.simulation.Ledger.Subscription;
import io.duroxide.runtime.simulation.Program.Step;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The outside: starts instances, raises events, cancels. */
final class Client implements FaultyProvider.Caller {

  /** An instance to be started. */
  record Start(String instance, @Nullable String version, List<Step> steps) {}

  private final Ledger ledger;
  private final Trace trace;
  private final Random dice;
  private final DuroxideClient client;
  private final Deque<Start> plan;
  private final Set<Subscription> satisfied = new HashSet<>();

  Client(Node.World world, Ledger ledger, Random dice, List<Start> plan) {
    this.ledger = ledger;
    this.trace = world.trace();
    this.dice = dice;
    this.client =
        new DuroxideClient(FaultyProvider.of(world.store(), world.faults(), this, world.clock()));
    this.plan = new ArrayDeque<>(plan);
  }

  /** Does something. */
  void act() {
    int choice = dice.nextInt(10);
    if (choice < 4) {
      startNext();
    } else if (choice < 8) {
      List<Subscription> waits = awaited();
      if (!waits.isEmpty()) {
        raise(waits.get(dice.nextInt(waits.size())));
      }
    } else if (choice == 8) {
      String root = anyRoot();
      if (root != null && dice.nextInt(3) == 0) {
        cancel(root);
      }
    } else {
      String root = anyRoot();
      if (root != null) {
        tried("raises an unexpected event to " + root, () -> client.raiseEvent(root, "x", "y"));
      }
    }
  }

  /** Starts and raises all that is still to come. Returns whether there was anything. */
  boolean satisfyAll() {
    List<Subscription> waits = awaited().stream().filter(satisfied::add).toList();
    boolean anything = !plan.isEmpty() || !waits.isEmpty();
    while (!plan.isEmpty()) {
      startNext();
    }
    waits.forEach(this::raise);
    return anything;
  }

  void cancel(String instance) {
    tried("cancels " + instance, () -> client.cancel(instance, "client"));
  }

  private void startNext() {
    Start next = plan.peek();
    if (next != null) {
      tried("starts " + next.instance() + " " + next.steps(), () -> start(next));
      if (ledger.wasStarted(next.instance())) {
        plan.remove();
      }
    }
  }

  private void start(Start start) {
    Program program = Program.of(start.steps());
    try {
      if (start.version() == null) {
        client.start(start.instance(), Program.NAME, program);
      } else {
        client.startVersion(start.instance(), Program.NAME, start.version(), program);
      }
    } catch (InstanceAlreadyExistsException e) {
      trace.add("client finds " + start.instance() + " started");
    }
  }

  private void raise(Subscription wait) {
    tried("raises " + wait, () -> client.raiseEvent(wait.instance(), wait.event(), wait.event()));
  }

  private List<Subscription> awaited() {
    return ledger.subscriptions().stream()
        .filter(wait -> !wait.event().startsWith(Program.NEVER))
        .toList();
  }

  private @Nullable String anyRoot() {
    List<String> roots = new ArrayList<>(ledger.roots());
    return roots.isEmpty() ? null : roots.get(dice.nextInt(roots.size()));
  }

  private void tried(String what, Runnable call) {
    trace.add("client " + what);
    try {
      call.run();
    } catch (ProviderException e) {
      trace.add("client is told that it failed");
    }
  }

  @Override
  public void calling(String operation) {
    // The client has all the time in the world.
  }

  @Override
  public void failing(String operation, Fault fault) {
    trace.add("client " + operation + ": " + fault);
  }

  @Override
  public NodeCrashed crash() {
    throw Faults.error("client", io.duroxide.provider.ErrorKind.CONNECTION, true);
  }
}

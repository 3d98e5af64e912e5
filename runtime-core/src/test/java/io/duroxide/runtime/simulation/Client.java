package io.duroxide.runtime.simulation;

import io.duroxide.client.DuroxideClient;
import io.duroxide.client.InstanceAlreadyExistsException;
import io.duroxide.client.InstanceEndedException;
import io.duroxide.provider.ErrorKind;
import io.duroxide.provider.ProviderException;
import io.duroxide.runtime.simulation.Faults.Fault;
import io.duroxide.runtime.simulation.Ledger.Wait;
import io.duroxide.runtime.simulation.Program.Step;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The outside: starts instances, sends them messages, suspends and cancels them. */
final class Client implements FaultyProvider.Caller {

  /**
   * An instance to be started.
   *
   * @param signal the queue of a message that comes with the start, or null
   */
  record Start(
      String instance, @Nullable String version, List<Step> steps, @Nullable String signal) {}

  private final Ledger ledger;
  private final Trace trace;
  private final Random dice;
  private final DuroxideClient client;
  private final List<Start> plan;
  private final Deque<Start> toStart;
  private final Set<Wait> satisfied = new HashSet<>();
  private final Map<String, Integer> messages = new HashMap<>();

  Client(Node.World world, Ledger ledger, Random dice, List<Start> plan) {
    this.ledger = ledger;
    this.trace = world.trace();
    this.dice = dice;
    this.client =
        new DuroxideClient(FaultyProvider.of(world.store(), world.faults(), this, world.clock()));
    this.plan = plan;
    this.toStart = new ArrayDeque<>(plan);
  }

  /** Does something. */
  void act() {
    int choice = dice.nextInt(100);
    if (choice < 35) {
      startNext();
    } else if (choice < 65) {
      withAny(awaited(), this::satisfy);
    } else if (choice < 75) {
      withAny(plan, start -> enqueue(start.instance(), Programs.queue(dice)));
    } else if (choice < 83) {
      withAny(ledger.instances(), instance -> enqueue(instance, Programs.queue(dice)));
    } else if (choice < 87) {
      withAny(ledger.instances(), instance -> raise(instance, "unexpected"));
    } else if (choice < 92) {
      withAny(ledger.instances(), this::suspend);
    } else if (choice < 96) {
      withAny(ledger.suspended(), this::resume);
    } else if (choice < 99) {
      withAny(ledger.roots(), this::cancel);
    } else {
      withAny(ledger.roots(), this::terminate);
    }
  }

  /** Does all that instances wait for, until it is done. Returns whether there was anything. */
  boolean satisfyAll() {
    List<Wait> waits = awaited().stream().filter(satisfied::add).toList();
    boolean anything = !toStart.isEmpty() || !ledger.suspended().isEmpty() || !waits.isEmpty();
    while (!toStart.isEmpty()) {
      startNext();
    }
    ledger.suspended().forEach(this::resume);
    for (Wait wait : waits) {
      int before = ledger.sent();
      String message = message(wait);
      while (ledger.sent() == before) {
        satisfy(wait, message);
      }
    }
    return anything;
  }

  void cancel(String instance) {
    tried("cancels " + instance, () -> client.cancel(instance, "client"));
  }

  private void terminate(String instance) {
    tried("terminates " + instance, () -> client.terminate(instance, "client"));
  }

  private void suspend(String instance) {
    tried("suspends " + instance, () -> trace.add("client: " + client.suspend(instance)));
  }

  private void resume(String instance) {
    tried("resumes " + instance, () -> trace.add("client: " + client.resume(instance)));
  }

  private void raise(String instance, String event) {
    tried("raises " + event + " to " + instance, () -> client.raiseEvent(instance, event, event));
  }

  private void enqueue(String instance, String queue) {
    enqueue(instance, queue, nextMessage(instance));
  }

  private void enqueue(String instance, String queue, String message) {
    tried(
        "sends " + queue + ":" + message + " to " + instance,
        () -> client.enqueue(instance, queue, message));
  }

  private String message(Wait wait) {
    return wait.isQueue() ? nextMessage(wait.instance()) : wait.name();
  }

  private void satisfy(Wait wait) {
    satisfy(wait, message(wait));
  }

  private void satisfy(Wait wait, String message) {
    if (wait.isQueue()) {
      enqueue(wait.instance(), wait.name(), message);
    } else {
      raise(wait.instance(), wait.name());
    }
  }

  private void startNext() {
    Start next = toStart.peek();
    if (next != null) {
      tried("starts " + next, () -> start(next));
      if (ledger.wasStarted(next.instance())) {
        toStart.remove();
      }
    }
  }

  private void start(Start start) {
    Program program = Program.of(start.steps());
    String id = start.instance();
    try {
      if (start.signal() != null) {
        var unused = client.signalWithStart(id, Program.NAME, program, start.signal(), "first");
      } else if (start.version() == null) {
        client.start(id, Program.NAME, program);
      } else {
        client.startVersion(id, Program.NAME, start.version(), program);
      }
    } catch (InstanceAlreadyExistsException | InstanceEndedException e) {
      trace.add("client finds that " + id + " was started");
    }
  }

  private String nextMessage(String instance) {
    return "m" + messages.merge(instance, 1, Integer::sum);
  }

  private List<Wait> awaited() {
    return ledger.waits().stream().filter(wait -> !wait.name().startsWith(Program.NEVER)).toList();
  }

  private <T> void withAny(List<T> candidates, Consumer<T> action) {
    if (!candidates.isEmpty()) {
      action.accept(candidates.get(dice.nextInt(candidates.size())));
    }
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
    throw Faults.error("client", ErrorKind.CONNECTION, true);
  }
}

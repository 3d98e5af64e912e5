package io.duroxide.runtime.simulation;

import io.duroxide.history.OrchestratorMessage;
import io.duroxide.history.OrchestratorMessage.CancelInstance;
import io.duroxide.history.OrchestratorMessage.StartOrchestration;
import io.duroxide.history.OrchestratorMessage.SubOrchestrationCompleted;
import io.duroxide.history.OrchestratorMessage.SubOrchestrationFailed;
import io.duroxide.provider.Provider;
import io.duroxide.provider.TurnCommit;
import io.duroxide.provider.TurnCommit.OutgoingMessage;
import io.duroxide.runtime.simulation.Faults.Fault;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The store as one caller sees it: over a line that fails, and with others at work meanwhile. */
final class FaultyProvider implements InvocationHandler {

  /** Whoever calls. */
  interface Caller {

    /** Told before each call. */
    void calling(String operation);

    /** Told when a call is about to fail. */
    void failing(String operation, Fault fault);

    /** Ends the caller. */
    NodeCrashed crash();
  }

  private final Provider store;
  private final Faults faults;
  private final Caller caller;
  private final InstantSource clock;

  private FaultyProvider(Provider store, Faults faults, Caller caller, InstantSource clock) {
    this.store = store;
    this.faults = faults;
    this.caller = caller;
    this.clock = clock;
  }

  static Provider of(Provider store, Faults faults, Caller caller, InstantSource clock) {
    return (Provider)
        Proxy.newProxyInstance(
            Provider.class.getClassLoader(),
            new Class<?>[] {Provider.class},
            new FaultyProvider(store, faults, caller, clock));
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] args)
      throws Throwable {
    String operation = method.getName();
    caller.calling(operation);
    Fault fault = faults.next(operation);
    if (fault != Fault.NONE) {
      caller.failing(operation, fault);
    }
    if (fault == Fault.CRASH_BEFORE) {
      throw caller.crash();
    }
    if (fault == Fault.REFUSED) {
      throw faults.error(operation);
    }
    Object result = call(store, method, delayed(args));
    if (fault == Fault.CRASH_AFTER) {
      throw caller.crash();
    }
    if (fault == Fault.OUTCOME_UNKNOWN) {
      throw faults.error(operation);
    }
    return result;
  }

  static @Nullable Object call(Provider store, Method method, @Nullable Object @Nullable [] args)
      throws Throwable {
    try {
      return method.invoke(store, args);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  private @Nullable Object @Nullable [] delayed(@Nullable Object @Nullable [] args) {
    return args != null && args[0] instanceof TurnCommit commit
        ? new Object[] {delayed(commit)}
        : args;
  }

  /** Messages between instances may take their time; the own ones of an instance do not. */
  private TurnCommit delayed(TurnCommit commit) {
    List<OutgoingMessage> messages = new ArrayList<>();
    for (OutgoingMessage sent : commit.messages()) {
      long delay = isBetweenInstances(sent.message()) ? faults.delayMillis() : 0;
      messages.add(delay == 0 ? sent : new OutgoingMessage(sent.message(), clock.millis() + delay));
    }
    return commit.withMessages(messages);
  }

  private static boolean isBetweenInstances(OrchestratorMessage message) {
    return message instanceof StartOrchestration
        || message instanceof SubOrchestrationCompleted
        || message instanceof SubOrchestrationFailed
        || message instanceof CancelInstance;
  }
}

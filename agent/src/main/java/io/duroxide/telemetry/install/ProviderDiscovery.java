package io.duroxide.telemetry.install;

import io.duroxide.telemetry.log.AgentLog;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Instruments the classes of the stores that are really used, whoever wrote them and wherever they
 * come from. Works on the thread that brings the store, so that its first call is seen.
 */
final class ProviderDiscovery {

  private static final Set<String> CONTRACTS =
      Set.of("io.duroxide.provider.Provider", "io.duroxide.provider.ProviderAdmin");

  private final Instrumentation instrumentation;
  private final TargetTransformer transformer;
  private final ReentrantLock lock = new ReentrantLock();
  private final Set<Class<?>> seen = Collections.newSetFromMap(new WeakHashMap<>());

  ProviderDiscovery(Instrumentation instrumentation, TargetTransformer transformer) {
    this.instrumentation = instrumentation;
    this.transformer = transformer;
  }

  /** Instruments the class of {@code store}, unless that was done before. Never throws. */
  void inspect(Class<?> store) {
    lock.lock();
    try {
      if (seen.add(store)) {
        instrument(store);
      }
    } catch (Throwable failure) {
      AgentLog.warn("cannot instrument store " + store.getName(), failure);
    } finally {
      lock.unlock();
    }
  }

  private void instrument(Class<?> store) throws UnmodifiableClassException {
    Set<Class<?>> contracts = contractsOf(store);
    if (contracts.isEmpty()) {
      return;
    }
    List<Class<?>> loaded = new ArrayList<>();
    List<Target> targets = new ArrayList<>();
    for (Class<?> type = store; type != Object.class; type = type.getSuperclass()) {
      if (instrumentation.isModifiableClass(type)) {
        loaded.add(type);
        targets.add(target(type, contracts));
      } else {
        AgentLog.warn("not instrumentable, its calls are not counted: " + type.getName());
      }
    }
    transformer.add(targets);
    if (!loaded.isEmpty()) {
      instrumentation.retransformClasses(loaded.toArray(new Class<?>[0]));
    }
  }

  private static Target target(Class<?> type, Set<Class<?>> contracts) {
    List<JoinPoint> rows = new ArrayList<>();
    for (Class<?> contract : contracts) {
      rows.addAll(ProviderRows.of(contract, type.getName()));
    }
    return new Target(type.getName(), rows, false);
  }

  private static Set<Class<?>> contractsOf(Class<?> storeClass) {
    Set<Class<?>> contracts = new LinkedHashSet<>();
    for (Class<?> type = storeClass; type != null; type = type.getSuperclass()) {
      collect(type.getInterfaces(), contracts);
    }
    return contracts;
  }

  private static void collect(Class<?>[] interfaces, Set<Class<?>> contracts) {
    for (Class<?> type : interfaces) {
      if (CONTRACTS.contains(type.getName())) {
        contracts.add(type);
      }
      collect(type.getInterfaces(), contracts);
    }
  }
}

package io.duroxide.coroutine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Where coroutines get their threads: virtual ones from JDK 24 on, where blocking inside {@code
 * synchronized} no longer holds up a carrier (JEP 491), else platform threads. Each coroutine has a
 * thread of its own, so that thread locals, logging contexts and the like of one execution never
 * reach the next; a new platform thread costs some 0.1 ms of processor time. Thread-safe.
 */
public final class CoroutineThreads {

  private static final int FIRST_JDK_WITHOUT_PINNING = 24;

  private final Executor platform = platformThreads();
  private final @Nullable Executor virtual;

  /** Coroutines that run although nothing waits for them. */
  private final Set<Coroutine> unattended = ConcurrentHashMap.newKeySet();

  private CoroutineThreads(@Nullable Executor virtual) {
    this.virtual = virtual;
  }

  /** The best this JVM has. */
  public static CoroutineThreads create() {
    if (Runtime.version().feature() >= FIRST_JDK_WITHOUT_PINNING) {
      try {
        return new CoroutineThreads(virtualThreads());
      } catch (ReflectiveOperationException e) {
        return platform();
      }
    }
    return platform();
  }

  /** Platform threads, whatever the JVM has. */
  public static CoroutineThreads platform() {
    return new CoroutineThreads(null);
  }

  /** Whether a suspended coroutine costs no operating system thread. */
  public boolean isVirtual() {
    return virtual != null;
  }

  /**
   * Returns how many threads run code that nothing waits for: left behind, or on its way out of
   * memory.
   */
  public int unattended() {
    return unattended.size();
  }

  void unattended(Coroutine coroutine) {
    unattended.add(coroutine);
  }

  void ended(Coroutine coroutine) {
    unattended.remove(coroutine);
  }

  /**
   * Virtual threads share a few carriers, and nothing takes one away from code that computes for
   * ever. So as long as there is such code, what begins gets a thread of its own.
   */
  void start(Runnable body) {
    Executor shared = unattended.stream().noneMatch(Coroutine::isBusy) ? virtual : null;
    (shared == null ? platform : shared).execute(body);
  }

  private static Executor platformThreads() {
    AtomicLong count = new AtomicLong();
    ThreadGroup group = Thread.currentThread().getThreadGroup();
    ClassLoader contextClassLoader = Thread.currentThread().getContextClassLoader();
    // No upper bound here: the cache of live executions bounds how many coroutines exist between
    // turns.
    return task -> {
      String name = "duroxide-coroutine-" + count.incrementAndGet();
      // Nothing is inherited from the thread that happens to begin a turn.
      Thread thread = new Thread(group, task, name, 0, false);
      thread.setDaemon(true);
      thread.setContextClassLoader(contextClassLoader);
      thread.start();
    };
  }

  private static Executor virtualThreads() throws ReflectiveOperationException {
    var lookup = MethodHandles.publicLookup();
    Class<?> builder = Class.forName("java.lang.Thread$Builder$OfVirtual");
    Class<?> general = Class.forName("java.lang.Thread$Builder");
    Object named =
        general
            .getMethod("name", String.class, long.class)
            .invoke(Thread.class.getMethod("ofVirtual").invoke(null), "duroxide-coroutine-", 0L);
    named = general.getMethod("inheritInheritableThreadLocals", boolean.class).invoke(named, false);
    var start =
        lookup
            .findVirtual(builder, "start", MethodType.methodType(Thread.class, Runnable.class))
            .bindTo(named)
            .asType(MethodType.methodType(Object.class, Runnable.class));
    return body -> {
      try {
        Object unused = start.invokeExact(body);
      } catch (RuntimeException | Error e) {
        throw e;
      } catch (Throwable e) {
        throw new IllegalStateException("cannot start a virtual thread", e);
      }
    };
  }
}

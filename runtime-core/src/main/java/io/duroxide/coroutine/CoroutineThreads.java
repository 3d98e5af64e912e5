package io.duroxide.coroutine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Where coroutines get their threads: virtual ones from JDK 24 on, where blocking inside {@code
 * synchronized} no longer holds up a carrier (JEP 491), else reused platform threads. Thread-safe.
 */
public final class CoroutineThreads implements AutoCloseable {

  private static final int FIRST_JDK_WITHOUT_PINNING = 24;

  private static final long IDLE_SECONDS = 30;

  private final ExecutorService platform = platformThreads();
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

  /** Lets idle threads end; running coroutines are not touched. */
  @Override
  public void close() {
    platform.shutdown();
  }

  private static ExecutorService platformThreads() {
    AtomicLong count = new AtomicLong();
    ThreadFactory factory =
        task -> {
          Thread thread = new Thread(null, task, "duroxide-coroutine-" + count.incrementAndGet());
          thread.setDaemon(true);
          return thread;
        };
    // No upper bound here: the cache of live executions bounds how many coroutines exist between
    // turns.
    return new ThreadPoolExecutor(
        0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), factory);
  }

  private static Executor virtualThreads() throws ReflectiveOperationException {
    var lookup = MethodHandles.publicLookup();
    Class<?> builder = Class.forName("java.lang.Thread$Builder$OfVirtual");
    Object named =
        Class.forName("java.lang.Thread$Builder")
            .getMethod("name", String.class, long.class)
            .invoke(Thread.class.getMethod("ofVirtual").invoke(null), "duroxide-coroutine-", 0L);
    var start =
        lookup
            .findVirtual(builder, "start", MethodType.methodType(Thread.class, Runnable.class))
            .bindTo(named)
            .asType(MethodType.methodType(Object.class, Runnable.class));
    return body -> {
      try {
        Object unused = start.invokeExact(body);
      } catch (Throwable e) {
        throw new IllegalStateException("cannot start a virtual thread", e);
      }
    };
  }
}

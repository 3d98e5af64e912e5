package io.duroxide.telemetry.traces;

import io.duroxide.telemetry.metrics.Getter;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks the stores of this process for the parent of an instance. Keeps none of them alive. */
final class ParentsInStore {

  /** What {@link #parentOf} says about an instance without a parent. */
  static final String NONE = "";

  /** A process that uses more stores at once is none that we know. */
  private static final int MAX_STORES = 16;

  private final Getter instanceInfo = Getter.byText("instanceInfo");
  private final Getter parentInstance = new Getter("parentInstance");
  private final List<WeakReference<Object>> stores = new ArrayList<>();
  private final Runnable ignoreThisThread;

  /**
   * @param ignoreThisThread makes that what the calling thread asks a store is not counted
   */
  ParentsInStore(Runnable ignoreThisThread) {
    this.ignoreThisThread = ignoreThisThread;
  }

  /** A store is used; the most recent ones are remembered. */
  synchronized void seen(Object store) {
    stores.removeIf(known -> known.refersTo(null) || known.refersTo(store));
    if (stores.size() == MAX_STORES) {
      stores.remove(0);
    }
    stores.add(new WeakReference<>(store));
  }

  /**
   * The parent, or {@link #NONE}; null if no store knows the instance. Takes as long as the stores
   * do.
   *
   * @throws Throwable what a store threw, unless another one knew
   */
  @Nullable String parentOf(String instance) throws Throwable {
    ignoreThisThread.run();
    Throwable failure = null;
    for (Object store : stores()) {
      try {
        Object info = instanceInfo.get(store, instance);
        if (info != null) {
          Object parent = parentInstance.get(info);
          return parent == null ? NONE : parent.toString();
        }
      } catch (Throwable noAnswer) {
        failure = noAnswer;
      }
    }
    if (failure != null) {
      throw failure;
    }
    return null;
  }

  private synchronized List<Object> stores() {
    List<Object> alive = new ArrayList<>();
    for (WeakReference<Object> store : stores) {
      Object target = store.get();
      if (target != null) {
        alive.add(target);
      }
    }
    return alive;
  }
}

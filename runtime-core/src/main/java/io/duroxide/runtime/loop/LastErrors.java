package io.duroxide.runtime.loop;

import io.duroxide.ErrorDetails;
import io.duroxide.provider.ProviderException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Remembers why items were not finished on this node, so that giving one up for good can say more
 * than how often it was delivered. Kept in memory, because it is written when the store may be the
 * cause; what other nodes saw stands in their logs. Thread-safe.
 */
public final class LastErrors {

  /** Of the newest items; each is in trouble, so there are few. */
  private static final int MAX_ITEMS = 1_000;

  /** In characters; drivers are talkative. */
  private static final int MAX_LENGTH = 1_000;

  private final ReentrantLock lock = new ReentrantLock();
  // Guarded by lock.
  private final Map<String, String> byItem =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > MAX_ITEMS;
        }
      };

  /** Notes why an item was not finished, in place of what was noted before. */
  public void remember(String item, String error) {
    lock.lock();
    try {
      byItem.remove(item);
      byItem.put(item, shortened(error));
    } finally {
      lock.unlock();
    }
  }

  /** Notes what was thrown: words of the store, and of anything else its class names. */
  public void remember(String item, Throwable thrown) {
    remember(
        item,
        thrown instanceof ProviderException store
            ? ErrorDetails.messageOf(store)
            : "processing it threw "
                + String.join(", by ", ErrorDetails.of(thrown).errorClasses()));
  }

  /** Forgets an item that is finished. */
  public void forget(String item) {
    lock.lock();
    try {
      byItem.remove(item);
    } finally {
      lock.unlock();
    }
  }

  /** Returns the end of a sentence about an item that is given up. */
  public String told(String item) {
    lock.lock();
    try {
      String error = byItem.get(item);
      return error == null
          ? "; no error of it was seen on this node"
          : "; the last error on this node: " + error;
    } finally {
      lock.unlock();
    }
  }

  private static String shortened(String error) {
    if (error.length() <= MAX_LENGTH) {
      return error;
    }
    boolean splitsPair = Character.isHighSurrogate(error.charAt(MAX_LENGTH - 1));
    return error.substring(0, splitsPair ? MAX_LENGTH - 1 : MAX_LENGTH) + "...";
  }
}

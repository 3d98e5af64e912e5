package io.duroxide.runtime.loop;

import io.duroxide.TimeSpan;
import io.duroxide.provider.ErrorKind;
import io.duroxide.provider.ProviderException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the locks of everything in flight alive. Most items end long before their first renewal, so
 * registering one costs no more than an entry in a set. Thread-safe.
 */
public final class LockRenewals {

  private static final Logger LOG = LoggerFactory.getLogger(LockRenewals.class);

  /**
   * A lock is renewed three times within its life, so that two failures in a row do not lose it.
   */
  private static final int RENEWALS_PER_TIMEOUT = 3;

  private final Set<Renewal> renewals = ConcurrentHashMap.newKeySet();

  /**
   * @param shortestTimeout the shortest lock timeout that will be registered
   * @param upkeep does the renewing
   */
  public LockRenewals(Duration shortestTimeout, Upkeep upkeep) {
    upkeep.every(
        shortestTimeout.dividedBy(RENEWALS_PER_TIMEOUT * 2L),
        () -> renewals.forEach(Renewal::renewIfDue));
  }

  /** When a lock of this timeout is renewed. */
  public static Duration renewalInterval(Duration timeout) {
    return timeout.dividedBy(RENEWALS_PER_TIMEOUT);
  }

  /**
   * Renews until the renewal is closed.
   *
   * @param item what is locked, for the log
   * @param renew extends the lock by {@code timeout}
   * @param lost told once, on the renewing thread, when the lock is gone
   */
  public Renewal register(Object item, Duration timeout, Runnable renew, Runnable lost) {
    Renewal renewal = new Renewal(item, timeout, renew, lost);
    renewals.add(renewal);
    return renewal;
  }

  /** One lock that is being kept. */
  public final class Renewal implements AutoCloseable {
    private final Object item;
    private final Duration timeout;
    private final Runnable renew;
    private final Runnable lost;
    private volatile long renewedAt = System.nanoTime();
    private boolean failing;

    private Renewal(Object item, Duration timeout, Runnable renew, Runnable lost) {
      this.item = item;
      this.timeout = timeout;
      this.renew = renew;
      this.lost = lost;
    }

    /**
     * Whether the lock may have run out for want of renewal, so that somebody else may have the
     * item.
     */
    public boolean hasExpired() {
      return System.nanoTime() - renewedAt >= TimeSpan.nanos(timeout);
    }

    @Override
    public void close() {
      renewals.remove(this);
    }

    private void renewIfDue() {
      if (System.nanoTime() - renewedAt < TimeSpan.nanos(renewalInterval(timeout))) {
        return;
      }
      long asked = System.nanoTime();
      try {
        renew.run();
        renewedAt = asked;
        failing = false;
      } catch (RuntimeException e) {
        if (e instanceof ProviderException known && known.kind() == ErrorKind.LOCK_LOST) {
          close();
          lost.run();
          return;
        }
        // The lock is still ours until it expires; the next tick tries again.
        if (!failing) {
          LOG.warn("renewing the lock of {} failed; trying again", item, e);
        }
        failing = true;
      }
    }
  }
}

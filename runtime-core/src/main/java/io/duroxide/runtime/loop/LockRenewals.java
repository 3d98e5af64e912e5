package io.duroxide.runtime.loop;

import io.duroxide.provider.ErrorKind;
import io.duroxide.provider.ProviderException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the locks of everything in flight alive, from one thread. Most items end long before their
 * first renewal, so registering one costs no more than an entry in a set.
 */
public final class LockRenewals implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(LockRenewals.class);

  /**
   * A lock is renewed three times within its life, so that two failures in a row do not lose it.
   */
  private static final int RENEWALS_PER_TIMEOUT = 3;

  private final Set<Renewal> renewals = ConcurrentHashMap.newKeySet();
  private final Duration tick;
  private final StopSignal stop;

  /**
   * @param shortestTimeout the shortest lock timeout that will be registered
   */
  public LockRenewals(Duration shortestTimeout, StopSignal stop) {
    this.tick = shortestTimeout.dividedBy(RENEWALS_PER_TIMEOUT * 2L);
    this.stop = stop;
  }

  /**
   * Renews until the renewal is closed.
   *
   * @param renew extends the lock by {@code timeout}
   * @param lost told once, on the renewing thread, when the lock is gone
   */
  public Renewal register(Duration timeout, Runnable renew, Runnable lost) {
    Renewal renewal = new Renewal(timeout, renew, lost);
    renewals.add(renewal);
    return renewal;
  }

  @Override
  public void run() {
    while (!stop.isStopping()) {
      stop.pause(tick);
      for (Renewal renewal : renewals) {
        renewal.renewIfDue();
      }
    }
  }

  /** One lock that is being kept. */
  public final class Renewal implements AutoCloseable {
    private final Duration timeout;
    private final Runnable renew;
    private final Runnable lost;
    private volatile long renewedAt = System.nanoTime();

    private Renewal(Duration timeout, Runnable renew, Runnable lost) {
      this.timeout = timeout;
      this.renew = renew;
      this.lost = lost;
    }

    /**
     * Whether the lock may have run out for want of renewal, so that somebody else may have the
     * item.
     */
    public boolean hasExpired() {
      return System.nanoTime() - renewedAt >= timeout.toNanos();
    }

    @Override
    public void close() {
      renewals.remove(this);
    }

    private void renewIfDue() {
      if (System.nanoTime() - renewedAt < timeout.toNanos() / RENEWALS_PER_TIMEOUT) {
        return;
      }
      long asked = System.nanoTime();
      try {
        renew.run();
        renewedAt = asked;
      } catch (ProviderException e) {
        if (e.kind() == ErrorKind.LOCK_LOST) {
          close();
          lost.run();
        } else {
          // The lock is still ours until it expires; the next tick tries again.
          LOG.warn("renewing a lock failed; trying again", e);
        }
      }
    }
  }
}

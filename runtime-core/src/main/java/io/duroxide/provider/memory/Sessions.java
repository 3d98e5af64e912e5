package io.duroxide.provider.memory;

import io.duroxide.TimeSpan;
import io.duroxide.provider.WorkerFilter.SessionClaim;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Which owner the activities of a session go to. */
final class Sessions {

  private final StoreClock clock;
  private final Map<String, Lease> leases = new LinkedHashMap<>();

  Sessions(StoreClock clock) {
    this.clock = clock;
  }

  /** Whether an activity of this session, or of none, may be taken. */
  boolean admits(@Nullable String session, @Nullable SessionClaim claim) {
    if (session == null) {
      return true;
    }
    if (claim == null) {
      return false;
    }
    Lease lease = leases.get(session);
    return lease == null || lease.expiry <= clock.now() || lease.owner.equals(claim.owner());
  }

  /** Makes the session the claimant's, or lets it stay so, for no shorter than it would be. */
  void claim(String session, SessionClaim claim) {
    Lease lease = leases.get(session);
    long expiry = clock.after(claim.lockTimeout());
    leases.put(
        session,
        new Lease(
            claim.owner(), lease == null ? expiry : Math.max(expiry, lease.expiry), clock.now()));
  }

  /** After the clock was set back: what began at a time that has not come yet begins anew. */
  void restartLeases() {
    long now = clock.now();
    leases.values().forEach(lease -> lease.restartIfAhead(now));
  }

  void signOfLife(@Nullable String session) {
    Lease lease = session == null ? null : leases.get(session);
    if (lease != null) {
      lease.lastSign = clock.now();
    }
  }

  int renew(Collection<String> owners, Duration extendBy, Duration idleTimeout) {
    long now = clock.now();
    int renewed = 0;
    for (Lease lease : leases.values()) {
      boolean idle = now - lease.lastSign >= TimeSpan.millis(idleTimeout);
      if (owners.contains(lease.owner) && lease.expiry > now && !idle) {
        lease.renew(clock.after(extendBy), now);
        renewed++;
      }
    }
    return renewed;
  }

  /** Forgets expired sessions, except those that are needed. */
  int removeExpired(Predicate<String> needed) {
    long now = clock.now();
    int before = leases.size();
    leases
        .entrySet()
        .removeIf(entry -> entry.getValue().expiry <= now && !needed.test(entry.getKey()));
    return before - leases.size();
  }

  private static final class Lease {

    private final String owner;
    private long expiry;
    private long since;
    private long lastSign;

    Lease(String owner, long expiry, long now) {
      this.owner = owner;
      this.lastSign = now;
      renew(expiry, now);
    }

    void renew(long newExpiry, long now) {
      expiry = newExpiry;
      since = now;
    }

    void restartIfAhead(long now) {
      if (since > now) {
        renew(expiry - since + now, now);
      }
      lastSign = Math.min(lastSign, now);
    }
  }
}

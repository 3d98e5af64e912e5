package io.duroxide.runtime.simulation;

import io.duroxide.provider.LockToken;
import io.duroxide.provider.contract.SettableClock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Who holds what until when, in the simulation's own books: nothing may be held twice. */
final class Leases {

  private record Lease(String subject, long until) {}

  private final String what;
  private final SettableClock clock;
  private final List<String> violations;
  private final Map<LockToken, Lease> byToken = new HashMap<>();
  private final Map<String, LockToken> bySubject = new HashMap<>();

  Leases(String what, SettableClock clock, List<String> violations) {
    this.what = what;
    this.clock = clock;
    this.violations = violations;
  }

  void taken(String subject, LockToken token, Duration timeout) {
    LockToken holder = bySubject.put(subject, token);
    if (holder != null && isLive(holder)) {
      violations.add("%s %s was handed out twice".formatted(what, subject));
    }
    if (byToken.put(token, lease(subject, timeout)) != null) {
      violations.add("lock token %s was given twice".formatted(token));
    }
  }

  void renewed(LockToken token, Duration timeout) {
    requireLive("renewed", token);
    Lease lease = byToken.get(token);
    if (lease != null) {
      byToken.put(token, lease(lease.subject(), timeout));
    }
  }

  /** Acknowledged or given back. */
  void ended(LockToken token) {
    requireLive("acknowledged or given back", token);
    Lease lease = byToken.remove(token);
    if (lease != null) {
      bySubject.remove(lease.subject(), token);
    }
  }

  private void requireLive(String action, LockToken token) {
    if (!isLive(token)) {
      violations.add("%s %s was %s without a lock".formatted(what, token.subject(), action));
    }
  }

  private boolean isLive(LockToken token) {
    Lease lease = byToken.get(token);
    return lease != null && lease.until() > clock.millis();
  }

  private Lease lease(String subject, Duration timeout) {
    return new Lease(subject, clock.millis() + timeout.toMillis());
  }
}

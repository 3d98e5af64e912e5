package io.duroxide.runtime.simulation;

import io.duroxide.provider.WorkerFilter.SessionClaim;
import io.duroxide.provider.contract.SettableClock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who owns which session at least until when. Renewals are not counted, so an owner may hold it for
 * longer than this knows, never for less.
 */
final class SessionBook {

  private record Owner(String name, long until) {}

  private final SettableClock clock;
  private final List<String> violations;
  private final Map<String, Owner> owners = new HashMap<>();

  SessionBook(SettableClock clock, List<String> violations) {
    this.clock = clock;
    this.violations = violations;
  }

  void claimed(String session, SessionClaim claim) {
    Owner owner = owners.get(session);
    if (owner == null || owner.until() <= clock.millis()) {
      owners.put(
          session, new Owner(claim.owner(), clock.millis() + claim.lockTimeout().toMillis()));
    } else if (!owner.name().equals(claim.owner())) {
      violations.add(
          "session %s of %s was given to %s".formatted(session, owner.name(), claim.owner()));
    }
  }
}

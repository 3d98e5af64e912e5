package io.duroxide.examples.toygres;

import io.duroxide.examples.toygres.model.Names;

/** One customer's instance as the load driver follows it. Confined to the driver's thread. */
final class ManagedInstance {

  /** Where the instance is in its life. */
  enum Phase {
    CREATING,
    LIVING,
    DELETING,
    GONE
  }

  private static final long NEVER = Long.MAX_VALUE;

  final String name;
  private final long lifetimeNanos;
  private Phase phase;
  private long cancelAt = NEVER;
  private long deleteAt = NEVER;
  private int deletions;

  private ManagedInstance(String name, Phase phase, long lifetimeNanos) {
    this.name = name;
    this.phase = phase;
    this.lifetimeNanos = lifetimeNanos;
  }

  static ManagedInstance creating(String name, long lifetimeNanos) {
    return new ManagedInstance(name, Phase.CREATING, lifetimeNanos);
  }

  Phase phase() {
    return phase;
  }

  void cancelAt(long nanos) {
    cancelAt = nanos;
  }

  /** True once: the customer has changed their mind. */
  boolean takeCancellation(long now) {
    if (cancelAt == NEVER || now - cancelAt < 0) {
      return false;
    }
    cancelAt = NEVER;
    return true;
  }

  void live(long now) {
    phase = Phase.LIVING;
    deleteAt = now + lifetimeNanos;
  }

  boolean isDueForDeletion(long now) {
    return now - deleteAt >= 0;
  }

  void delete() {
    phase = Phase.DELETING;
    deletions++;
  }

  void gone() {
    phase = Phase.GONE;
  }

  /** The orchestration to look at in this phase. A repeated deletion needs an id of its own. */
  String orchestrationId() {
    if (phase != Phase.DELETING) {
      return Names.createId(name);
    }
    return deletions == 1 ? Names.deleteId(name) : Names.deleteId(name) + "-" + deletions;
  }
}

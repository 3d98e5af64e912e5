package io.duroxide.provider.jdbc;

/** What a transaction did to one queue, in the order in which it did it. */
public final class QueueEffects {

  private int becameDue;
  private long nextDue = Long.MAX_VALUE;
  private boolean drained;

  /** Items that can be fetched now and could not before. */
  public int becameDue() {
    return becameDue;
  }

  /** When an item is known to become due; at the latest, all that is known if {@link #drained}. */
  public long nextDue() {
    return nextDue;
  }

  /** Whether a fetch found nothing, so that what was due before is all gone. */
  public boolean drained() {
    return drained;
  }

  void due(long at, long now) {
    if (at <= now) {
      becameDue++;
    } else {
      nextDue = Math.min(nextDue, at);
    }
  }

  void nothingFetched(long earliestDue) {
    becameDue = 0;
    drained = true;
    nextDue = earliestDue;
  }

  void clear() {
    becameDue = 0;
    nextDue = Long.MAX_VALUE;
    drained = false;
  }
}

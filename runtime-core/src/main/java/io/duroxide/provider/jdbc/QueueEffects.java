package io.duroxide.provider.jdbc;

/** What a transaction did to one queue, in the order in which it did it. */
public final class QueueEffects {

  private int becameDue;
  private long nextDue = Long.MAX_VALUE;
  private long nextForFetch = Long.MAX_VALUE;

  /** Items that can be fetched now and could not before. */
  public int becameDue() {
    return becameDue;
  }

  /** When the first of the items that the transaction touched becomes due. */
  public long nextDue() {
    return nextDue;
  }

  /** After a fetch that found nothing: when the first item it could take becomes due. */
  public long nextForFetch() {
    return nextForFetch;
  }

  void due(long at, long now) {
    if (at <= now) {
      becameDue++;
    } else {
      nextDue = Math.min(nextDue, at);
    }
  }

  void nothingFetched(long earliestDue) {
    nextForFetch = earliestDue;
  }

  void clear() {
    becameDue = 0;
    nextDue = Long.MAX_VALUE;
  }
}

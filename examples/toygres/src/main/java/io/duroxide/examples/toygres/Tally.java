package io.duroxide.examples.toygres;

/** What the load driver has seen so far. Confined to the driver's thread. */
final class Tally {

  int started;
  int completed;
  int failed;
  int cancelled;
  int deleted;

  @Override
  public String toString() {
    return String.format(
        "creations started %d, completed %d, failed %d, cancelled %d; instances deleted %d",
        started, completed, failed, cancelled, deleted);
  }
}

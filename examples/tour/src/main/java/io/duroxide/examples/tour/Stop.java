package io.duroxide.examples.tour;

/**
 * One stop of the tour.
 *
 * @param title what can be seen there, for people
 */
record Stop(String title, Visit visit) {

  /** Makes it happen; returns once it has. */
  @FunctionalInterface
  interface Visit {
    void on(Site site) throws Exception;
  }
}

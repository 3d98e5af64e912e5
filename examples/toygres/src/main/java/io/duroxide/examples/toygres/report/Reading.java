package io.duroxide.examples.toygres.report;

import java.util.function.Predicate;

/**
 * Two looks at one endpoint: the second for totals and levels, the difference for rates.
 *
 * @param seconds between the two
 */
record Reading(Scrape before, Scrape now, double seconds) {

  double rate(String counter, Predicate<Sample> filter) {
    return (now.sum(counter, filter) - before.sum(counter, filter)) / seconds;
  }
}

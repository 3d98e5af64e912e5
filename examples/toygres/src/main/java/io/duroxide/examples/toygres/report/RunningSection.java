package io.duroxide.examples.toygres.report;

import static io.duroxide.examples.toygres.report.Scrape.where;
import static io.duroxide.examples.toygres.report.Scrape.whereNot;

import java.util.function.Predicate;

/** How many run now: by name and state, and cross-checked by the counters. */
final class RunningSection {

  private static final String ACTIVE = "duroxide_orchestration_active_instances";
  private static final String STARTS = "duroxide_orchestration_starts_total";
  private static final String COMPLETIONS = "duroxide_orchestration_completions_total";

  private RunningSection() {}

  static void write(Scrape now, Page page) {
    page.title("HOW MANY RUN NOW");
    if (now.has(ACTIVE)) {
      page.add(active(now));
    } else {
      page.absent(ACTIVE);
    }
    if (now.has(STARTS) && now.has(COMPLETIONS)) {
      double started = now.sum(STARTS, whereNot("initiated_by", "continueAsNew"));
      double ended = now.sum(COMPLETIONS, Scrape.ANY);
      page.line(
          String.format(
              "in all %s by the store; by the counters %s started - %s ended = %s",
              Figures.count(now.sum(ACTIVE, Scrape.ANY)),
              Figures.count(started),
              Figures.count(ended),
              Figures.count(started - ended)));
    } else {
      page.absent(STARTS + " and " + COMPLETIONS);
    }
  }

  private static Page.Table active(Scrape now) {
    Page.Table table = Page.table("orchestration", "running", "waiting", "suspended", "in all");
    now.sumBy(ACTIVE, sample -> sample.label("orchestration_name"))
        .forEach(
            (name, all) -> {
              Predicate<Sample> named = where("orchestration_name", name);
              table.row(
                  all,
                  Figures.shortName(name),
                  Figures.count(now.sum(ACTIVE, named.and(where("state", "running")))),
                  Figures.count(now.sum(ACTIVE, named.and(where("state", "waiting")))),
                  Figures.count(now.sum(ACTIVE, named.and(where("state", "suspended")))),
                  Figures.count(all));
            });
    return table;
  }
}

package io.duroxide.examples.toygres.report;

import static io.duroxide.examples.toygres.report.Scrape.where;

import java.util.function.Predicate;

/** What is failing: how much of what ends, and why. */
final class FailingSection {

  private static final String COMPLETIONS = "duroxide_orchestration_completions_total";
  private static final String FAILURES = "duroxide_orchestration_failures_total";
  private static final String ERRORS = "duroxide_activity_errors_total";

  private FailingSection() {}

  static void write(Scrape now, Page page) {
    page.title("WHAT IS FAILING");
    if (now.has(COMPLETIONS)) {
      page.add(completions(now));
    } else {
      page.absent(COMPLETIONS);
    }
    if (now.has(FAILURES)) {
      page.add(failures(now));
    } else {
      page.absent(FAILURES);
    }
    if (now.has(ERRORS)) {
      page.add(activityErrors(now));
    } else {
      page.absent(ERRORS);
    }
  }

  private static Page.Table completions(Scrape now) {
    Page.Table table =
        Page.table("orchestration", "success", "failed", "cancelled", "success ratio");
    now.sumBy(COMPLETIONS, sample -> sample.label("orchestration_name"))
        .forEach(
            (name, all) -> {
              Predicate<Sample> named = where("orchestration_name", name);
              double success = now.sum(COMPLETIONS, named.and(where("status", "success")));
              double failed = now.sum(COMPLETIONS, named.and(where("status", "failed")));
              double cancelled = now.sum(COMPLETIONS, named.and(where("status", "cancelled")));
              table.row(
                  all,
                  Figures.shortName(name),
                  Figures.count(success),
                  Figures.count(failed),
                  Figures.count(cancelled),
                  // Somebody's wish is not a failure.
                  Figures.percent(success, success + failed));
            });
    return table;
  }

  private static Page.Table failures(Scrape now) {
    Page.Table table = Page.table("failed orchestrations, by cause", "count");
    now.sumBy(
            FAILURES,
            sample ->
                Figures.shortName(sample.label("orchestration_name"))
                    + ": "
                    + sample.label("error_type")
                    + ", "
                    + sample.label("error_category"))
        .forEach((cause, count) -> addIfAny(table, cause, count));
    return table;
  }

  private static Page.Table activityErrors(Scrape now) {
    Page.Table table = Page.table("failed activity attempts, by code", "count");
    now.sumBy(
            ERRORS,
            sample ->
                Figures.shortName(sample.label("activity_name"))
                    + ": "
                    + sample.label("error_code")
                    + ", "
                    + sample.label("error_type")
                    + (sample.label("retryable").equals("true") ? ", retryable" : ", final"))
        .forEach((cause, count) -> addIfAny(table, cause, count));
    return table;
  }

  /** Rare series exist with 0 from the start; here they would only be in the way. */
  private static void addIfAny(Page.Table table, String cause, double count) {
    if (count > 0) {
      table.row(count, cause, Figures.count(count));
    }
  }
}

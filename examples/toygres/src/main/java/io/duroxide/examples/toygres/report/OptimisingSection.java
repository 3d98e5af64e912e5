package io.duroxide.examples.toygres.report;

import static io.duroxide.examples.toygres.report.Scrape.where;
import static io.duroxide.examples.toygres.report.Scrape.whereNot;

import java.util.Map;
import java.util.function.Predicate;

/** What needs optimising: work done twice, long histories, a slow store. */
final class OptimisingSection {

  private static final String EXECUTIONS = "duroxide_activity_executions_total";
  private static final String HISTORY = "duroxide_orchestration_history_size";
  private static final String TURNS = "duroxide_orchestration_turns";
  private static final String STORE = "duroxide_provider_operation_duration_seconds";
  private static final String STORE_ERRORS = "duroxide_provider_errors_total";

  private OptimisingSection() {}

  static void write(Scrape now, Page page) {
    page.title("WHAT NEEDS OPTIMISING");
    if (now.has(EXECUTIONS)) {
      page.add(repeatedActivities(now));
    } else {
      page.absent(EXECUTIONS);
    }
    if (now.has(TURNS) && now.has(HISTORY)) {
      page.add(histories(now));
    } else {
      page.absent(TURNS + " and " + HISTORY);
    }
    if (now.has(STORE)) {
      page.add(store(now));
    } else {
      page.absent(STORE);
    }
    if (now.has(STORE_ERRORS)) {
      page.line(Figures.count(now.sum(STORE_ERRORS, Scrape.ANY)) + " storage errors");
    } else {
      page.absent(STORE_ERRORS);
    }
  }

  private static Page.Table repeatedActivities(Scrape now) {
    Page.Table table = Page.table("activity, repeated", "attempts", "retries", "share", "timeouts");
    now.sumBy(EXECUTIONS, sample -> sample.label("activity_name"))
        .forEach(
            (name, attempts) -> {
              Predicate<Sample> named = where("activity_name", name);
              double retries = now.sum(EXECUTIONS, named.and(whereNot("retry_attempt", "0")));
              double timeouts = now.sum(EXECUTIONS, named.and(where("outcome", "timeout")));
              if (retries + timeouts > 0) {
                table.row(
                    retries + timeouts,
                    Figures.shortName(name),
                    Figures.count(attempts),
                    Figures.count(retries),
                    Figures.percent(retries, attempts),
                    Figures.count(timeouts));
              }
            });
    return table;
  }

  private static Page.Table histories(Scrape now) {
    Map<String, Histogram> histories = now.histogramsBy(HISTORY, "orchestration_name");
    Page.Table table =
        Page.table("orchestration", "executions", "turns p95", "history mean", "history p95");
    now.histogramsBy(TURNS, "orchestration_name")
        .forEach(
            (name, turns) -> {
              Histogram history = histories.getOrDefault(name, new Histogram());
              table.row(
                  history.mean(),
                  Figures.shortName(name),
                  Figures.count(turns.count()),
                  Figures.p95(turns),
                  Figures.decimal(history.mean()),
                  Figures.p95(history));
            });
    return table;
  }

  private static Page.Table store(Scrape now) {
    Page.Table table = Page.table("storage call", "calls", "mean", "p95", "time in all");
    now.histogramsBy(STORE, "operation")
        .forEach(
            (operation, duration) ->
                table.row(
                    duration.sum(),
                    operation,
                    Figures.count(duration.count()),
                    Figures.seconds(duration.mean()),
                    Figures.p95Seconds(duration),
                    Figures.seconds(duration.sum())));
    return table;
  }
}

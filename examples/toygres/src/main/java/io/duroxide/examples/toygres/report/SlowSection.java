package io.duroxide.examples.toygres.report;

import java.util.Map;

/** What is slow: whole orchestrations, and activities by waiting and by working. */
final class SlowSection {

  private static final String ORCHESTRATIONS = "duroxide_orchestration_duration_seconds";
  private static final String WORK = "duroxide_activity_duration_seconds";
  private static final String WAIT = "duroxide_activity_queue_wait_seconds";

  private SlowSection() {}

  static void write(Scrape now, Page page) {
    page.title("WHAT IS SLOW");
    if (now.has(ORCHESTRATIONS)) {
      page.add(orchestrations(now));
    } else {
      page.absent(ORCHESTRATIONS);
    }
    if (now.has(WORK)) {
      page.add(activities(now));
    } else {
      page.absent(WORK);
    }
    if (!now.has(WAIT)) {
      page.absent(WAIT);
    }
  }

  private static Page.Table orchestrations(Scrape now) {
    Page.Table table = Page.table("orchestration, start to end", "ended", "mean", "p95");
    now.histogramsBy(ORCHESTRATIONS, "orchestration_name")
        .forEach(
            (name, duration) ->
                table.row(
                    duration.mean(),
                    Figures.shortName(name),
                    Figures.count(duration.count()),
                    Figures.seconds(duration.mean()),
                    Figures.p95Seconds(duration)));
    return table;
  }

  private static Page.Table activities(Scrape now) {
    Map<String, Histogram> waits = now.histogramsBy(WAIT, "activity_name");
    double allWork = now.histogram(WORK, Scrape.ANY).sum();
    Page.Table table =
        Page.table("activity", "attempts", "wait p95", "work p95", "work mean", "share of work");
    now.histogramsBy(WORK, "activity_name")
        .forEach(
            (name, work) ->
                table.row(
                    work.sum(),
                    Figures.shortName(name),
                    Figures.count(work.count()),
                    Figures.p95Seconds(waits.getOrDefault(name, new Histogram())),
                    Figures.p95Seconds(work),
                    Figures.seconds(work.mean()),
                    Figures.percent(work.sum(), allWork)));
    return table;
  }
}

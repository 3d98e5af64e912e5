package io.duroxide.examples.toygres.report;

import static io.duroxide.examples.toygres.report.Scrape.where;

import java.util.List;
import java.util.function.Predicate;

/** What needs scaling: how busy the slots are, and what waits for one. */
final class ScalingSection {

  private static final String DEPTH = "duroxide_worker_queue_depth";
  private static final String OLDEST = "duroxide_worker_queue_oldest_age_seconds";
  private static final String SLOTS = "duroxide_worker_count";
  private static final String ACTIVE = "duroxide_worker_active_time_seconds_total";
  private static final String PROCESSED = "duroxide_worker_items_processed_total";
  private static final String TIMERS = "duroxide_timers_scheduled";
  private static final double TOO_BUSY = 0.8;

  private ScalingSection() {}

  static void write(Reading reading, Page page) {
    page.title("WHAT NEEDS SCALING");
    Scrape now = reading.now();
    List.of(DEPTH, OLDEST, SLOTS, ACTIVE, PROCESSED, TIMERS).stream()
        .filter(metric -> !now.has(metric))
        .forEach(page::absent);
    if (now.has(SLOTS)) {
      page.add(workers(reading));
      now.sumBy(SLOTS, sample -> sample.label("worker_type")).keySet().stream()
          .map(type -> verdict(reading, type))
          .forEach(page::line);
    }
    if (now.has(TIMERS)) {
      page.line(Figures.count(now.max(TIMERS, Scrape.ANY)) + " timers sleep; they are no backlog");
    }
  }

  private static Page.Table workers(Reading reading) {
    Scrape now = reading.now();
    Page.Table table =
        Page.table("workers", "slots", "busy", "busy share", "waiting", "oldest waits", "items/s");
    now.sumBy(SLOTS, sample -> sample.label("worker_type"))
        .forEach(
            (type, slots) -> {
              Predicate<Sample> typed = where("worker_type", type);
              double busy = busy(reading, type);
              table.row(
                  busy,
                  type,
                  Figures.count(slots),
                  Figures.decimal(busy),
                  Figures.percent(busy, slots),
                  Figures.count(waiting(now, type)),
                  Figures.seconds(now.max(OLDEST, typed)),
                  now.has(PROCESSED) ? Figures.decimal(reading.rate(PROCESSED, typed)) : "-");
            });
    return table;
  }

  private static String verdict(Reading reading, String type) {
    double slots = reading.now().sum(SLOTS, where("worker_type", type));
    double waiting = waiting(reading.now(), type);
    boolean saturated = busy(reading, type) > TOO_BUSY * slots;
    if (saturated && waiting > 0) {
      double rate = reading.rate(PROCESSED, where("worker_type", type));
      String backlog = rate > 0 ? "; backlog " + Figures.seconds(waiting / rate) : "";
      return "-> " + type + ": slots are full and work waits: add slots or nodes" + backlog;
    }
    return saturated
        ? "-> " + type + ": slots are nearly full, but nothing waits yet"
        : "-> " + type + ": enough slots";
  }

  /** Average of the window; NaN if there is nothing to tell it from. */
  private static double busy(Reading reading, String type) {
    return reading.now().has(ACTIVE)
        ? reading.rate(ACTIVE, where("worker_type", type))
        : Double.NaN;
  }

  private static double waiting(Scrape now, String type) {
    return now.max(DEPTH, where("worker_type", type).and(where("worker_id", "shared")));
  }
}

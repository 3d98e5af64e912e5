package io.duroxide.examples.toygres.report;

import io.duroxide.examples.toygres.cli.CommandLine;
import io.duroxide.examples.toygres.cli.UsageException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Set;

/** Reads a metrics endpoint of a living process and answers five questions from it. */
public final class MetricsReport {

  private static final String HELP =
      """
      Usage: MetricsReport [--url URL] [--window TIME]   five questions, answered from the endpoint
             MetricsReport [--url URL] --await TIME      only wait for the first metrics

        --url URL        the endpoint (default http://localhost:9464/metrics)
        --window TIME    between the two looks that rates are made of (default 3s)
      """;

  private static final Duration RETRY_PAUSE = Duration.ofMillis(100);

  private final Endpoint endpoint;

  private MetricsReport(Endpoint endpoint) {
    this.endpoint = endpoint;
  }

  public static void main(String[] args) throws InterruptedException {
    System.exit(run(args));
  }

  private static int run(String[] args) throws InterruptedException {
    try {
      CommandLine line =
          CommandLine.parse(args, Set.of("--url", "--window", "--await"), Set.of("--help"));
      if (line.flag("--help")) {
        System.out.print(HELP);
        return 0;
      }
      URI url = url(line.text("--url", "http://localhost:9464/metrics"));
      MetricsReport report = new MetricsReport(new Endpoint(url));
      Duration patience = line.duration("--await", Duration.ZERO);
      if (!patience.isZero()) {
        return report.await(patience) ? 0 : 1;
      }
      Duration window = line.duration("--window", Duration.ofSeconds(3));
      if (window.isZero()) {
        throw new UsageException("--window must not be 0: rates need some time");
      }
      System.out.print(report.text(window));
      return 0;
    } catch (UsageException e) {
      System.err.println("report: " + e.getMessage() + " (see --help)");
      return 2;
    } catch (IOException | ExpositionException e) {
      System.err.println("report: " + e.getMessage());
      return 1;
    }
  }

  private static URI url(String text) {
    try {
      URI url = URI.create(text);
      if ("http".equals(url.getScheme()) && url.getHost() != null) {
        return url;
      }
    } catch (IllegalArgumentException e) {
      // Told below, together with the other ways to be wrong.
    }
    throw new UsageException("--url needs an http address, not '" + text + "'");
  }

  private boolean await(Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (System.nanoTime() - deadline < 0) {
      try {
        if (endpoint.scrape().hasPrefix("duroxide_")) {
          return true;
        }
      } catch (IOException e) {
        // Not listening yet.
      }
      Thread.sleep(RETRY_PAUSE.toMillis());
    }
    return false;
  }

  private String text(Duration window) throws IOException, InterruptedException {
    long beganAt = System.nanoTime();
    Scrape before = endpoint.scrape();
    Thread.sleep(window.toMillis());
    Scrape now = endpoint.scrape();
    return text(new Reading(before, now, (System.nanoTime() - beganAt) / 1e9));
  }

  static String text(Reading reading) {
    Page page = new Page();
    SlowSection.write(reading.now(), page);
    FailingSection.write(reading.now(), page);
    ScalingSection.write(reading, page);
    OptimisingSection.write(reading.now(), page);
    RunningSection.write(reading.now(), page);
    return page.toString();
  }
}

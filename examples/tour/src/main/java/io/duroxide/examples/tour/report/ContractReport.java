package io.duroxide.examples.tour.report;

import io.duroxide.examples.toygres.cli.CommandLine;
import io.duroxide.examples.toygres.cli.UsageException;
import io.duroxide.examples.toygres.report.Endpoint;
import io.duroxide.examples.toygres.report.ExpositionException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/** Looks at the metrics of a living process and says how much of the contract is there. */
public final class ContractReport {

  private static final String HELP =
      """
      Usage: ContractReport [options]

      Exit code 0 if the whole contract is there and nothing else, 1 if not.

        --url URL        the endpoint (default http://localhost:9464/metrics)
        --docs DIR       where the contract lies as data (default docs)
        --patience TIME  how long to look again if something is missing (default 10s)
      """;

  private static final Duration PAUSE = Duration.ofMillis(500);

  private ContractReport() {}

  public static void main(String[] args) throws InterruptedException {
    System.exit(run(args));
  }

  private static int run(String[] args) throws InterruptedException {
    try {
      CommandLine line =
          CommandLine.parse(args, Set.of("--url", "--docs", "--patience"), Set.of("--help"));
      if (line.flag("--help")) {
        System.out.print(HELP);
        return 0;
      }
      Contract contract = Contract.read(Path.of(line.text("--docs", "docs"))).scraped();
      Endpoint endpoint =
          new Endpoint(URI.create(line.text("--url", "http://localhost:9464/metrics")));
      Coverage coverage =
          look(contract, endpoint, line.duration("--patience", Duration.ofSeconds(10)));
      System.out.print(CoverageText.of(coverage));
      return coverage.isComplete() ? 0 : 1;
    } catch (UsageException | IllegalArgumentException e) {
      System.err.println("report: " + e.getMessage() + " (see --help)");
      return 2;
    } catch (IOException | ExpositionException e) {
      System.err.println("report: " + e.getMessage());
      return 1;
    }
  }

  /** Gauges follow with their next poll, and some of what was asked for takes a second. */
  private static Coverage look(Contract contract, Endpoint endpoint, Duration patience)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      Coverage coverage = Coverage.of(contract, endpoint.scrape().samples());
      if (coverage.isComplete() || System.nanoTime() - deadline > 0) {
        return coverage;
      }
      Thread.sleep(PAUSE.toMillis());
    }
  }
}

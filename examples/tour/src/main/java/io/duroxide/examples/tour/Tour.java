package io.duroxide.examples.tour;

import io.duroxide.examples.toygres.cli.CleanEnd;
import io.duroxide.examples.toygres.cli.CommandLine;
import io.duroxide.examples.toygres.cli.UsageException;
import io.duroxide.runtime.DuroxideRuntime;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The process: all stops at the same time, then peace until somebody ends it. */
public final class Tour {

  private static final String HELP =
      """
      Usage: tour [options]

      Makes everything happen that the metrics can tell of, says "tour: done" and stays up until
      Ctrl-C or SIGTERM, so that the metrics can be looked at.

        --data-dir DIR     where its databases are, an empty or new directory (default tour-data);
                           the file "done" appears there when everything has happened
        --await-port PORT  begin when somebody listens there, such as the one who shows the metrics
        --help             this text
      """;

  private static final Logger log = LoggerFactory.getLogger(Tour.class);

  private static final List<Stop> STOPS =
      List.of(
          new Stop("a file that others keep busy", BrokenFiles::waitForBusyFile),
          new Stop("a thousand generations", Lifecycles::visitGenerations),
          new Stop("beginnings and ends, children, signals", Lifecycles::visit),
          new Stop("failures and attempts of every kind", Failures::visit),
          new Stop("locks that are lost", LostLocks::visit),
          new Stop("work that is given up", Poison::visit),
          new Stop("code and history that change between releases", Releases::visit),
          new Stop("tags and sessions", Routing::visit),
          new Stop("files that break", BrokenFiles::visit),
          new Stop("a provider of the user's own, on a server that fails", ServerTrouble::visit),
          new Stop("more log records than can wait", Chatter::visit),
          new Stop("questions and clean-up of operators", Operators::visit),
          new Stop("what waits, sleeps and is left over", StillLife::visit));

  private Tour() {}

  public static void main(String[] args) {
    System.exit(CleanEnd.of(stop -> run(args, stop)));
  }

  private static int run(String[] args, CountDownLatch stop) {
    try {
      CommandLine line =
          CommandLine.parse(args, Set.of("--data-dir", "--await-port"), Set.of("--help"));
      if (line.flag("--help")) {
        System.out.print(HELP);
        return 0;
      }
      Path directory = Path.of(line.text("--data-dir", "tour-data"));
      int port = line.integer("--await-port", 0, 0, 65_535);
      if (port > 0) {
        awaitListener(port, stop);
      }
      return visitAll(directory, stop) ? 0 : 1;
    } catch (UsageException e) {
      System.err.println("tour: " + e.getMessage() + " (see --help)");
      return 2;
    } catch (IOException e) {
      log.error("The tour cannot take place", e);
      return 1;
    } catch (InterruptedException e) {
      return 1;
    }
  }

  /**
   * On a busy machine an observer may need longer for its start than the first stops take. It knows
   * that there is something to observe when a runtime is there.
   */
  private static void awaitListener(int port, CountDownLatch stop) throws InterruptedException {
    log.info("Runtime {}; waiting for port {}", DuroxideRuntime.version(), port);
    long deadline = System.nanoTime() + Site.PATIENCE.toNanos();
    while (System.nanoTime() - deadline < 0 && !stop.await(100, TimeUnit.MILLISECONDS)) {
      try (Socket observer = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return;
      } catch (IOException e) {
        // Nobody listens yet.
      }
    }
  }

  /** Returns whether everything went wrong that was meant to, and nothing else. */
  private static boolean visitAll(Path directory, CountDownLatch stop)
      throws IOException, InterruptedException {
    Files.createDirectories(directory);
    long beganAt = System.nanoTime();
    ExecutorService guides = Executors.newCachedThreadPool(Tour::daemon);
    try (Site site = new Site(directory)) {
      List<CompletableFuture<Boolean>> visits =
          STOPS.stream()
              .map(each -> CompletableFuture.supplyAsync(() -> visit(each, site, beganAt), guides))
              .toList();
      CompletableFuture<Void> all =
          CompletableFuture.allOf(visits.toArray(new CompletableFuture<?>[0]));
      while (!all.isDone()) {
        if (stop.await(100, TimeUnit.MILLISECONDS)) {
          return true;
        }
      }
      if (!visits.stream().allMatch(CompletableFuture::join)) {
        return false;
      }
      System.out.println("tour: done");
      Files.createFile(directory.resolve("done"));
      stop.await();
      return true;
    }
  }

  private static boolean visit(Stop stop, Site site, long beganAt) {
    try {
      stop.visit().on(site);
      System.out.printf("%5.1f s  %s%n", (System.nanoTime() - beganAt) / 1e9, stop.title());
      return true;
    } catch (Exception e) {
      log.error("Something else went wrong than was meant to: {}", stop.title(), e);
      return false;
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "guide");
    thread.setDaemon(true);
    return thread;
  }
}

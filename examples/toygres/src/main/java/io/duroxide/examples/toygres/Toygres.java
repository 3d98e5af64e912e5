package io.duroxide.examples.toygres;

import io.duroxide.DuroxideException;
import io.duroxide.client.DuroxideClient;
import io.duroxide.examples.toygres.ManagedInstance.Phase;
import io.duroxide.examples.toygres.cli.CleanEnd;
import io.duroxide.examples.toygres.cli.UsageException;
import io.duroxide.examples.toygres.cluster.Fault;
import io.duroxide.examples.toygres.cluster.World;
import io.duroxide.examples.toygres.cms.Cms;
import io.duroxide.provider.Provider;
import io.duroxide.provider.ProviderException;
import io.duroxide.provider.sqlite.SqliteProvider;
import io.duroxide.runtime.DuroxideRuntime;
import io.duroxide.runtime.RuntimeOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The process: control plane, runtime and load in one JVM. */
public final class Toygres {

  private static final Logger log = LoggerFactory.getLogger(Toygres.class);

  private static final long TICK_MILLIS = 50;
  private static final long PROGRESS_NANOS = Duration.ofSeconds(5).toNanos();

  private final ToygresOptions options;
  private final CountDownLatch stop;
  private final long beganAt = System.nanoTime();

  Toygres(ToygresOptions options, CountDownLatch stop) {
    this.options = options;
    this.stop = stop;
  }

  public static void main(String[] args) {
    System.exit(CleanEnd.of(stop -> run(args, stop)));
  }

  private static int run(String[] args, CountDownLatch stop) {
    if (ToygresOptions.asksForHelp(args)) {
      System.out.print(ToygresOptions.HELP);
      return 0;
    }
    try {
      ToygresOptions options = ToygresOptions.parse(args);
      new Toygres(options, stop).live();
      return 0;
    } catch (UsageException e) {
      System.err.println("toygres: " + e.getMessage() + " (see --help)");
      return 2;
    } catch (IOException | SQLException | DuroxideException e) {
      log.error("Toygres cannot go on", e);
      return 1;
    } catch (InterruptedException e) {
      return 1;
    }
  }

  /** Runs until time is up or {@code stop} is counted down. */
  @SuppressWarnings("try") // the runtime works by itself; nobody calls it
  void live() throws IOException, SQLException, InterruptedException {
    Files.createDirectories(options.dataDir());
    try (Cms cms = Cms.open(options.dataDir().resolve("cms.db"));
        Provider provider = SqliteProvider.open(options.dataDir().resolve("duroxide.db"))) {
      DuroxideClient client = new DuroxideClient(provider);
      LoadDriver driver = new LoadDriver(client, options, cms.beginRun(), System.nanoTime());
      World world =
          new World(
              options.pace(), options.seed(), Fault.seeded(options.seed(), options.failureRate()));
      try (DuroxideRuntime runtime =
          DuroxideRuntime.start(
              provider,
              ControlPlane.orchestrations(options.pace()),
              new ControlPlane(world, cms, client::raiseEvent).activities(),
              runtimeOptions())) {
        log.info("Control plane up on {}", options.dataDir().toAbsolutePath());
        driver.adopt(cms.instances(), System.nanoTime());
        drive(driver);
      }
      System.out.println("done: " + driver.tally());
    }
  }

  private RuntimeOptions runtimeOptions() {
    return RuntimeOptions.builder()
        .orchestrationSlots(options.orchestrationSlots())
        .activitySlots(options.activitySlots())
        .build();
  }

  private void drive(LoadDriver driver) throws InterruptedException {
    long progressAt = beganAt + PROGRESS_NANOS;
    while (!stop.await(TICK_MILLIS, TimeUnit.MILLISECONDS) && !isTimeUp()) {
      long now = System.nanoTime();
      try {
        driver.tick(now);
      } catch (ProviderException e) {
        log.warn("The store refused a request of the load driver: {}", e.getMessage());
      }
      if (now - progressAt >= 0) {
        progressAt += PROGRESS_NANOS;
        printProgress(driver, now);
      }
    }
  }

  private boolean isTimeUp() {
    return !options.keepRunning() && System.nanoTime() - beganAt >= options.duration().toNanos();
  }

  private void printProgress(LoadDriver driver, long now) {
    System.out.printf(
        "%4d s  running %d creations, %d deletions, %d instances; %s%n",
        TimeUnit.NANOSECONDS.toSeconds(now - beganAt),
        driver.count(Phase.CREATING),
        driver.count(Phase.DELETING),
        driver.count(Phase.LIVING),
        driver.tally());
  }
}

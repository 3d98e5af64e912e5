package io.duroxide.examples.tour;

import static java.util.Objects.requireNonNull;

import io.duroxide.client.DuroxideClient;
import io.duroxide.provider.Provider;
import io.duroxide.provider.ProviderException;
import io.duroxide.provider.WorkerFilter;
import io.duroxide.registry.ActivityRegistry;
import io.duroxide.registry.OrchestrationRegistry;
import io.duroxide.runtime.DuroxideRuntime;
import io.duroxide.runtime.RuntimeOptions;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * What can happen to a store in a file, and how SQLite says so. Each happens to a file of its own.
 */
final class BrokenFiles {

  private static final String NOTHING = "nothing";
  private static final String WITH_WORK = "with-work";
  private static final Duration SHORT_LOCK = Duration.ofMillis(50);

  private BrokenFiles() {}

  static void visit(Site site) throws SQLException, IOException, InterruptedException {
    meetTrigger(site);
    missTable(site);
    readDamagedPage(site);
    useClosedStore(site);
    acknowledgeTooLate(site);
  }

  /** Another process writes for longer than anybody waits for it. */
  static void waitForBusyFile(Site site) throws SQLException {
    DuroxideClient client = new DuroxideClient(site.store("busy"));
    try (var stranger = site.stranger("busy");
        var statement = stranger.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      expectFailure(() -> client.start("busy", NOTHING, null));
      statement.execute("COMMIT");
    }
  }

  /** Somebody has added a rule to the database. */
  private static void meetTrigger(Site site) throws SQLException {
    DuroxideClient client = new DuroxideClient(site.store("trigger"));
    execute(
        site,
        "trigger",
        "CREATE TRIGGER no_work BEFORE INSERT ON orchestrator_queue"
            + " BEGIN SELECT RAISE(ABORT, 'not in this database'); END");
    expectFailure(() -> client.start("refused", NOTHING, null));
  }

  /** Somebody has tidied up too much. */
  private static void missTable(Site site) throws SQLException {
    DuroxideClient client = new DuroxideClient(site.store("table"));
    execute(site, "table", "DROP TABLE orchestrator_queue");
    expectFailure(() -> client.start("refused", NOTHING, null));
  }

  /** The disk has lost a page. */
  private static void readDamagedPage(Site site) throws SQLException, IOException {
    site.openStore("damaged").close();
    overwriteInstances(site);
    DuroxideClient client = new DuroxideClient(site.store("damaged"));
    expectFailure(() -> client.status("any"));
  }

  private static void overwriteInstances(Site site) throws SQLException, IOException {
    try (var stranger = site.stranger("damaged");
        var statement = stranger.createStatement();
        var file = new RandomAccessFile(site.file("damaged").toFile(), "rw")) {
      long page = number(statement, "SELECT rootpage FROM sqlite_master WHERE name = 'instances'");
      long size = number(statement, "PRAGMA page_size");
      byte[] garbage = new byte[(int) size];
      Arrays.fill(garbage, (byte) 0xAA);
      file.seek((page - 1) * size);
      file.write(garbage);
    }
  }

  private static long number(Statement statement, String query) throws SQLException {
    try (var row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }

  /** Somebody has closed the store under its users, among them those who wait. */
  private static void useClosedStore(Site site) {
    var store = site.openStore("closed");
    DuroxideClient client = new DuroxideClient(store);
    store.close();
    expectFailure(() -> client.start("closed", NOTHING, null));
    expectFailure(() -> client.waitFor("closed", Site.PATIENCE));
    expectFailure(() -> client.waitForStatusChange("closed", 0, Site.PATIENCE));
    expectFailure(() -> client.waitForKeyValue("closed", "key", String.class, Site.PATIENCE));
  }

  /** The one who acknowledges has slept too long. */
  private static void acknowledgeTooLate(Site site) throws InterruptedException {
    var store = site.store(WITH_WORK);
    DuroxideClient client = new DuroxideClient(store);
    client.start("with-work", WITH_WORK, null);
    scheduleActivity(store, client);
    var item = requireNonNull(store.fetchWorkItem(SHORT_LOCK, Site.PATIENCE, WorkerFilter.DEFAULT));
    TimeUnit.MILLISECONDS.sleep(2 * SHORT_LOCK.toMillis());
    expectFailure(() -> store.ackWorkItem(item.lockToken(), null));
  }

  private static void scheduleActivity(Provider store, DuroxideClient client) {
    OrchestrationRegistry orchestrations =
        OrchestrationRegistry.builder()
            .register(
                WITH_WORK,
                Object.class,
                (ctx, none) -> {
                  var answer = ctx.activity(NOTHING, null, String.class);
                  ctx.setCustomStatus("called");
                  return answer.await();
                })
            .build();
    try (DuroxideRuntime node =
        DuroxideRuntime.start(
            store,
            orchestrations,
            ActivityRegistry.builder().build(),
            RuntimeOptions.builder().activitySlots(0).build())) {
      client.waitForStatusChange("with-work", 0, Site.PATIENCE);
    }
  }

  private static void execute(Site site, String store, String sql) throws SQLException {
    try (var stranger = site.stranger(store);
        var statement = stranger.createStatement()) {
      statement.execute(sql);
    }
  }

  /** A call that succeeds would be a gap in the tour. */
  private static void expectFailure(Runnable call) {
    try {
      call.run();
    } catch (ProviderException expected) {
      return;
    }
    throw new IllegalStateException("the store did what it cannot do");
  }
}

package io.duroxide.it.apps;

import io.duroxide.client.DuroxideClient;
import io.duroxide.history.HistoryEvent.ActivityCompleted;
import io.duroxide.provider.Provider;
import io.duroxide.provider.sqlite.SqliteProvider;
import io.duroxide.runtime.DuroxideRuntime;
import io.duroxide.runtime.RuntimeOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything that can happen to orchestrations and activities, a known number of times.
 *
 * <p>Arguments: the database file. Says {@link #DONE} when all has happened, then lives until it
 * gets a line on stdin or stdin ends.
 */
public final class MixedRun {

  public static final String DONE = "ALL DONE";

  /** Deliveries after which the runtime gives up; each one before is a hand-back. */
  public static final int MAX_DELIVERIES = 3;

  public static final int GREETINGS = 20;
  public static final int COUNTDOWN_FROM = 12;
  public static final List<String> FAILURES =
      List.of("quota", "argument", "state", "io", "wrapped-io", "sql", "panic");

  private static final Duration LIMIT = Duration.ofMinutes(1);

  private final Gates gates = new Gates();
  private final List<String> started = new ArrayList<>();
  private final Provider provider;
  private final DuroxideClient client;

  private MixedRun(Provider provider) {
    this.provider = provider;
    this.client = new DuroxideClient(provider);
  }

  public static void main(String[] args) throws InterruptedException, IOException {
    try (Provider provider = SqliteProvider.open(Path.of(args[0]))) {
      MixedRun run = new MixedRun(provider);
      run.leaveOneBehind();
      run.today();
    }
  }

  /** An instance of code that will have changed when it goes on. */
  @SuppressWarnings("try") // the runtime works by itself, nobody calls it
  private void leaveOneBehind() throws InterruptedException {
    try (DuroxideRuntime yesterday =
        DuroxideRuntime.start(
            provider,
            MixedOrchestrations.yesterday(),
            MixedActivities.registry(gates),
            options())) {
      start("fickle", "Fickle", "fickle");
      awaitAnnounced("fickle");
    }
  }

  @SuppressWarnings("try") // the runtime works by itself, nobody calls it
  private void today() throws InterruptedException, IOException {
    try (DuroxideRuntime today =
        DuroxideRuntime.start(
            provider, MixedOrchestrations.today(), MixedActivities.registry(gates), options())) {
      client.raiseEvent("fickle", "go", "go on");
      startWhatEndsByItself();
      startFamilies();
      startAndCancel();
      startAndSignal();
      leaveOpen();
      for (String id : started) {
        client.waitFor(id, LIMIT);
      }
      System.out.println(DONE);
      System.in.read();
    }
  }

  private static RuntimeOptions options() {
    return RuntimeOptions.builder()
        .orchestrationSlots(2)
        .activitySlots(4)
        .maxDeliveries(MAX_DELIVERIES)
        .unregisteredBackoff(Duration.ofMillis(10), Duration.ofMillis(20))
        .activityLockTimeout(Duration.ofSeconds(2))
        .build();
  }

  private void startWhatEndsByItself() {
    for (int i = 0; i < GREETINGS; i++) {
      start("greet-" + i, "Greet", "guest " + i);
    }
    for (int failures = 0; failures <= MixedOrchestrations.RETRY_ATTEMPTS; failures++) {
      start("retrying-" + failures, "Retrying", failures);
    }
    for (String what : FAILURES) {
      start("failing-" + what, "Failing", what);
    }
    start("throwing", "Throwing", "you");
    start("too-slow", "TooSlow", "too-slow");
    start("misfit", "Misfit", "no number");
    start("undecodable", "Sleeper", "no number either");
    start("lost", "Lost", "anybody?");
    start("nowhere", "Nowhere", "anybody?");
    start("fan-out", "FanOut", 5);
    start("sleeper", "Sleeper", 50);
    start("racer", "Racer", "");
    start("countdown", "Countdown", COUNTDOWN_FROM);
  }

  private void startFamilies() throws InterruptedException {
    start("parent-ok", "Parent", "Greet:child");
    start("parent-failed", "Parent", "Failing:quota");
    start("forgiving", "Forgiving", "io");
    start("usurper", "Usurper", "greet-0");
    start("launcher", "Launcher", "detached");
    started.add("detached-old");
    started.add("detached-new");
    start("stopper", "Stopper", "stopped-child");
    gates.await("stopped-child");
    client.raiseEvent("stopper", "stop", "now");
    started.add("stopped-child");
  }

  private void startAndCancel() throws InterruptedException {
    start("cancelled-waiting", "Waiter", "cancelled-waiting");
    awaitAnnounced("cancelled-waiting");
    client.cancel("cancelled-waiting", "no longer wanted");
    start("cancelled-busy", "Busy", "cancelled-busy");
    gates.await("cancelled-busy");
    client.cancel("cancelled-busy", "no longer wanted");
    gates.await("cancelled-busy-over");
  }

  private void startAndSignal() throws InterruptedException {
    start("signalled", "Waiter", "signalled");
    gates.await("signalled");
    client.raiseEvent("signalled", "go", "go on");
  }

  /** What the gauges have to show: two open instances, one timer far away. */
  private void leaveOpen() throws InterruptedException {
    client.start("open-waiter", "Waiter", "open-waiter");
    awaitAnnounced("open-waiter");
    client.start("open-sleeper", "Sleeper", Duration.ofHours(1).toMillis());
  }

  /**
   * Waits until the announcement is history: a result that comes too late would leave no trace in
   * the store.
   */
  private void awaitAnnounced(String waiter) throws InterruptedException {
    gates.await(waiter);
    while (provider.readHistory(waiter, 1, 0).stream()
        .noneMatch(ActivityCompleted.class::isInstance)) {
      Thread.onSpinWait();
    }
  }

  private void start(String id, String name, Object input) {
    client.start(id, name, input);
    started.add(id);
  }
}

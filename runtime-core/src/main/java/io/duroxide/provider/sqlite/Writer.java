package io.duroxide.provider.sqlite;

import io.duroxide.TimeSpan;
import io.duroxide.provider.jdbc.Operation;
import io.duroxide.provider.jdbc.Session;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes. It takes all calls that wait, runs them in one transaction and
 * answers after the commit: under load one synchronisation of the disk serves many callers.
 *
 * <p>It is also the store's timer: while idle it sleeps until something falls due or until it is
 * time to look for commits of other processes.
 */
final class Writer implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Writer.class);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

  /** In place of the queue once no more calls are taken. */
  private final WriteCall<Boolean> closed = new WriteCall<>("close", none -> true);

  private final Session session;
  private final FileUpkeep file;
  private final Signals signals;
  private final long pollNanos;
  private final Thread thread;

  /** The calls that wait, linked from the latest to the oldest. */
  private final AtomicReference<@Nullable WriteCall<?>> waiting = new AtomicReference<>();

  private volatile boolean closing;
  private long lastPoll = System.nanoTime();
  private long dataVersion;

  /**
   * @param session of a connection that belongs to the writer and is not in a transaction
   */
  Writer(Session session, FileUpkeep file, Signals signals, Duration pollInterval)
      throws SQLException {
    this.session = session;
    this.file = file;
    this.signals = signals;
    this.pollNanos = TimeSpan.nanos(pollInterval);
    this.dataVersion = readDataVersion();
    this.thread = new Thread(this::loop, "duroxide-sqlite-writer");
    thread.setDaemon(true);
    thread.start();
  }

  /** Runs the operation and returns what it returned, committed. */
  <T extends @Nullable Object> T call(String operation, Operation<T> body) {
    return call(new WriteCall<>(operation, body));
  }

  /** Runs a call of the current thread and returns what it returned, committed. */
  <T extends @Nullable Object> T call(WriteCall<T> call) {
    WriteCall<?> previous;
    do {
      previous = waiting.get();
      if (previous == closed) {
        throw SqliteErrors.closed(call.operation());
      }
      call.previous = previous;
    } while (!waiting.compareAndSet(previous, call));
    if (previous == null) {
      LockSupport.unpark(thread);
    }
    return call.await();
  }

  /** Runs what waits already and stops. */
  @Override
  public void close() {
    closing = true;
    LockSupport.unpark(thread);
    boolean interrupted = false;
    long deadline = System.nanoTime() + CLOSE_TIMEOUT.toNanos();
    while (thread.isAlive() && deadline - System.nanoTime() > 0) {
      try {
        TimeUnit.NANOSECONDS.timedJoin(thread, deadline - System.nanoTime());
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (thread.isAlive()) {
      log.warn("The SQLite writer did not stop within {}", CLOSE_TIMEOUT);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void loop() {
    while (!closing) {
      try {
        writeOrSleep();
      } catch (RuntimeException | Error e) {
        // Without this thread every caller would block for ever.
        log.error("The SQLite writer met an unexpected failure and goes on", e);
      }
    }
    writeGroup(waiting.getAndSet(closed));
    signals.refuseAll(SqliteErrors.closed("fetch"));
  }

  private void writeOrSleep() {
    WriteCall<?> latest = waiting.getAndSet(null);
    if (latest != null || signals.canServe()) {
      writeGroup(latest);
    } else {
      LockSupport.parkNanos(this, Math.min(nanosToPoll(), signals.nanosToNextDue()));
    }
    signals.tryAgainIfDue();
    if (nanosToPoll() <= 0) {
      pollOtherProcesses();
    }
  }

  private void writeGroup(@Nullable WriteCall<?> latest) {
    List<WriteCall<?>> group = new ArrayList<>();
    for (WriteCall<?> call = latest; call != null; call = call.previous) {
      if (call instanceof FetchCall<?> fetch) {
        fetch.queue().add(fetch);
      } else if (call.begin()) {
        group.add(call);
      }
    }
    Collections.reverse(group);
    try {
      write(group);
    } finally {
      group.forEach(WriteCall::answer);
    }
  }

  /**
   * One transaction, in which fetches see what the others wrote; if it fails, one for each call, so
   * that none fails for its neighbour.
   */
  private void write(List<WriteCall<?>> group) {
    if (!begin(group)) {
      return;
    }
    try {
      for (WriteCall<?> call : group) {
        call.run(session);
      }
      signals.serve(session, group);
    } catch (SQLException | RuntimeException | Error e) {
      rollback();
      signals.tryAgain();
      group.forEach(this::writeAlone);
      return;
    }
    if (commit(group)) {
      signals.settle();
    }
  }

  private void writeAlone(WriteCall<?> call) {
    List<WriteCall<?>> alone = List.of(call);
    if (!begin(alone)) {
      return;
    }
    try {
      call.run(session);
    } catch (SQLException | RuntimeException | Error e) {
      rollback();
      call.fail(e);
      return;
    }
    boolean unused = commit(alone);
  }

  private boolean begin(List<WriteCall<?>> group) {
    try {
      file.requireFile("write");
      beginOrEndLast();
      return true;
    } catch (SQLException | RuntimeException | Error e) {
      group.forEach(call -> call.fail(e));
      signals.refuse(e);
      return false;
    }
  }

  /** A transaction that could not even be rolled back is still there; it is ended now. */
  private void beginOrEndLast() throws SQLException {
    try {
      session.update("BEGIN IMMEDIATE");
    } catch (SQLException e) {
      if (SqliteErrors.isBusy(e)) {
        throw e;
      }
      rollback();
      session.update("BEGIN IMMEDIATE");
    }
  }

  private boolean commit(List<WriteCall<?>> group) {
    try {
      session.update("COMMIT");
    } catch (SQLException | RuntimeException | Error e) {
      rollback();
      // Also those that were refused: perhaps because of a neighbour's write that is undone now.
      group.forEach(call -> call.fail(e));
      signals.refuse(e);
      return false;
    }
    signals.publish(session.effects());
    session.effects().clear();
    return true;
  }

  private void rollback() {
    session.effects().clear();
    try {
      session.update("ROLLBACK");
    } catch (SQLException e) {
      // SQLite rolls back by itself after the gravest errors; then there is nothing left to end.
      log.debug("Rollback failed", e);
    }
  }

  private long nanosToPoll() {
    return lastPoll + pollNanos - System.nanoTime();
  }

  private void pollOtherProcesses() {
    lastPoll = System.nanoTime();
    signals.forgetCancelled();
    try {
      file.look(session);
      long version = readDataVersion();
      if (version != dataVersion) {
        dataVersion = version;
        signals.tryAgain();
        signals.wakeAll();
      }
    } catch (SQLException e) {
      // Not worth a line per second: callers meet the same error and report it.
      log.debug("Cannot look for commits of other processes", e);
    }
  }

  /** Changes only when another connection commits. */
  private long readDataVersion() throws SQLException {
    return session.queryLong("PRAGMA data_version", 0);
  }
}

package io.duroxide.provider.sqlite;

import io.duroxide.history.HistoryCodec;
import io.duroxide.history.HistoryCodec.UndecodableException;
import io.duroxide.history.HistoryEvent;
import io.duroxide.history.OrchestratorMessage;
import io.duroxide.history.OrchestratorMessage.QueueMessageSent;
import io.duroxide.history.OrchestratorMessage.StartOrchestration;
import io.duroxide.provider.ActivityItem;
import io.duroxide.provider.InstanceInfo;
import io.duroxide.provider.KeyValue;
import io.duroxide.provider.LockToken;
import io.duroxide.provider.OrchestrationItem;
import io.duroxide.provider.Provider;
import io.duroxide.provider.ProviderAdmin;
import io.duroxide.provider.SignalOutcome;
import io.duroxide.provider.TurnCommit;
import io.duroxide.provider.VersionRange;
import io.duroxide.provider.WatchedClock;
import io.duroxide.provider.WorkerFilter;
import io.duroxide.provider.jdbc.ActivityFetch;
import io.duroxide.provider.jdbc.ActivityLock;
import io.duroxide.provider.jdbc.CancelledActivities;
import io.duroxide.provider.jdbc.EnqueueMessage;
import io.duroxide.provider.jdbc.FetchedActivity;
import io.duroxide.provider.jdbc.FetchedTurn;
import io.duroxide.provider.jdbc.HistoryRead;
import io.duroxide.provider.jdbc.InstanceRead;
import io.duroxide.provider.jdbc.KeyValueReads;
import io.duroxide.provider.jdbc.Operation;
import io.duroxide.provider.jdbc.SignalWithStart;
import io.duroxide.provider.jdbc.StartInstance;
import io.duroxide.provider.jdbc.Suspension;
import io.duroxide.provider.jdbc.TurnAck;
import io.duroxide.provider.jdbc.TurnFetch;
import io.duroxide.provider.jdbc.TurnLock;
import io.duroxide.provider.jdbc.WorkerSessions;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A store in one SQLite file, for one machine. Several processes may share the file; they notice
 * each other's work within the poll interval.
 */
public final class SqliteProvider implements Provider {

  private final Database database;
  private final Signals signals;
  private final Writer writer;
  private final Waits waits;
  private final ProviderAdmin admin;
  private final AtomicBoolean closed = new AtomicBoolean();

  private SqliteProvider(Database database, SqliteOptions options) throws SQLException {
    this.database = database;
    this.signals = new Signals(options.clock());
    this.writer =
        new Writer(database.writerSession(), database.upkeep(), signals, options.pollInterval());
    this.waits = new Waits(database);
    this.admin = new SqliteAdmin(database, writer);
  }

  /** Opens the file with the default options, and creates it if it is missing. */
  public static SqliteProvider open(Path file) {
    return open(SqliteOptions.of(file));
  }

  /**
   * @throws IllegalArgumentException if the file's directory does not exist
   * @throws io.duroxide.provider.ProviderException if the file cannot be opened, is no database, or
   *     was written by a newer version of this library
   */
  public static SqliteProvider open(SqliteOptions wanted) {
    SqliteOptions options = wanted.withClock(WatchedClock.of(wanted.clock(), "sqlite"));
    Database database = Database.open(options);
    try {
      return new SqliteProvider(database, options);
    } catch (SQLException | RuntimeException e) {
      database.close();
      throw SqliteErrors.translate("open", e);
    }
  }

  @Override
  public String name() {
    return "sqlite";
  }

  @Override
  public @Nullable OrchestrationItem fetchOrchestrationItem(
      Duration lockTimeout, Duration pollTimeout, @Nullable VersionRange supported) {
    return fetch(
        "fetchOrchestrationItem",
        signals.turns(),
        supported,
        new TurnFetch(lockTimeout, supported),
        FetchedTurn::decode,
        pollTimeout);
  }

  @Override
  public List<HistoryEvent> readHistory(String instance, long executionId, long afterEventId) {
    HistoryRead read = new HistoryRead(instance, executionId, afterEventId);
    try {
      return database.read("readHistory", read).stream().map(HistoryCodec::decodeEvent).toList();
    } catch (UndecodableException e) {
      throw SqliteErrors.translate("readHistory", e);
    }
  }

  @Override
  public void ackOrchestrationItem(TurnCommit commit) {
    writer.call("ackOrchestrationItem", new TurnAck(commit));
  }

  @Override
  public void abandonOrchestrationItem(LockToken token, Duration delay, boolean ignoreAttempt) {
    writer.call("abandonOrchestrationItem", TurnLock.abandon(token, delay, ignoreAttempt));
  }

  @Override
  public void renewOrchestrationItemLock(LockToken token, Duration extendBy) {
    writer.call("renewOrchestrationItemLock", TurnLock.renew(token, extendBy));
  }

  @Override
  public boolean startInstance(StartOrchestration start) {
    return writer.call("startInstance", new StartInstance(start));
  }

  @Override
  public void enqueueForOrchestrator(OrchestratorMessage message, Duration delay) {
    writer.call("enqueueForOrchestrator", new EnqueueMessage(message, delay));
  }

  @Override
  public SignalOutcome signalWithStart(StartOrchestration start, QueueMessageSent signal) {
    return writer.call("signalWithStart", new SignalWithStart(start, signal));
  }

  @Override
  public boolean suspendInstance(String instance) {
    return writer.call("suspendInstance", Suspension.begin(instance));
  }

  @Override
  public boolean resumeInstance(String instance) {
    return writer.call("resumeInstance", Suspension.end(instance));
  }

  @Override
  public @Nullable ActivityItem fetchWorkItem(
      Duration lockTimeout, Duration pollTimeout, WorkerFilter filter) {
    if (filter.tags().takesNothing()) {
      return null;
    }
    return fetch(
        "fetchWorkItem",
        signals.activities(),
        filter,
        new ActivityFetch(lockTimeout, filter),
        FetchedActivity::decode,
        pollTimeout);
  }

  @Override
  public void ackWorkItem(LockToken token, @Nullable OrchestratorMessage completion) {
    writer.call("ackWorkItem", ActivityLock.ack(token, completion));
  }

  @Override
  public void abandonWorkItem(LockToken token, Duration delay, boolean ignoreAttempt) {
    writer.call("abandonWorkItem", ActivityLock.abandon(token, delay, ignoreAttempt));
  }

  @Override
  public void renewWorkItemLock(LockToken token, Duration extendBy) {
    writer.call("renewWorkItemLock", ActivityLock.renew(token, extendBy));
  }

  @Override
  public Set<LockToken> cancelledWorkItems(Collection<LockToken> held) {
    return held.isEmpty()
        ? Set.of()
        : database.read("cancelledWorkItems", new CancelledActivities(held));
  }

  @Override
  public int renewSessionLock(Collection<String> owners, Duration extendBy, Duration idleTimeout) {
    return writer.call("renewSessionLock", WorkerSessions.renew(owners, extendBy, idleTimeout));
  }

  @Override
  public int cleanupOrphanedSessions() {
    return writer.call("cleanupOrphanedSessions", WorkerSessions.forgetOrphans());
  }

  @Override
  public @Nullable InstanceInfo instanceInfo(String instance) {
    return database.read("instanceInfo", new InstanceRead(instance));
  }

  @Override
  public @Nullable InstanceInfo awaitInstanceEnd(String instance, Duration pollTimeout) {
    return waits.await(
        "awaitInstanceEnd",
        signals.ends(),
        instance,
        new InstanceRead(instance),
        info -> info.status().isEnd(),
        pollTimeout);
  }

  @Override
  public @Nullable InstanceInfo awaitCustomStatus(
      String instance, long seenVersion, Duration pollTimeout) {
    return waits.await(
        "awaitCustomStatus",
        signals.changes(),
        instance,
        new InstanceRead(instance),
        info -> info.status().isEnd() || info.customStatus().version() > seenVersion,
        pollTimeout);
  }

  @Override
  public Map<String, KeyValue> keyValuesBeforeExecution(String instance) {
    return database.read("keyValuesBeforeExecution", KeyValueReads.beforeExecution(instance));
  }

  @Override
  public Map<String, KeyValue> keyValues(String instance) {
    return database.read("keyValues", KeyValueReads.now(instance));
  }

  @Override
  public @Nullable KeyValue keyValue(String instance, String key) {
    return database.read("keyValue", KeyValueReads.now(instance, key));
  }

  @Override
  public @Nullable KeyValue awaitKeyValue(String instance, String key, Duration pollTimeout) {
    return waits.await(
        "awaitKeyValue",
        signals.changes(),
        instance,
        KeyValueReads.now(instance, key),
        value -> true,
        pollTimeout);
  }

  @Override
  public ProviderAdmin admin() {
    return admin;
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      writer.close();
      waits.close();
      signals.wakeAll();
      database.close();
    }
  }

  private <F, I> @Nullable I fetch(
      String operation,
      FetchQueue queue,
      @Nullable Object filter,
      Operation<@Nullable F> fetch,
      BiFunction<F, Duration, I> decode,
      Duration pollTimeout) {
    FetchCall<F> call =
        new FetchCall<>(operation, fetch, queue, filter, Waits.deadline(pollTimeout));
    F fetched = writer.call(call);
    return fetched == null ? null : decoded(operation, fetched, decode, call.waited());
  }

  private static <F, I> I decoded(
      String operation, F fetched, BiFunction<F, Duration, I> decode, Duration waited) {
    try {
      return decode.apply(fetched, waited);
    } catch (RuntimeException e) {
      throw SqliteErrors.translate(operation, e);
    }
  }
}

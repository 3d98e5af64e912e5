package io.duroxide.provider;

import io.duroxide.history.HistoryEvent;
import io.duroxide.history.OrchestratorMessage;
import io.duroxide.history.OrchestratorMessage.QueueMessageSent;
import io.duroxide.history.OrchestratorMessage.StartOrchestration;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A store of instances, histories and the two work queues, shared by any number of runtimes and
 * clients.
 *
 * <p>Every method is blocking, safe for use by many threads, and atomic: when it returns, its
 * effect is durable; when it throws, there is none. Failures are {@link ProviderException}s. The
 * provider makes up lock tokens, nothing else: it writes what it is given and never interprets an
 * event.
 *
 * <p>Leases and delays are measured by one clock per store, which may be set: what is due at once
 * is due whatever it says, and after it was set back a lease or pause lasts no longer than it was
 * given. A time too long to tell has no end; a delay that is zero or negative is none, and so is a
 * time to wait; what is longer than nothing never becomes nothing.
 */
public interface Provider extends AutoCloseable {

  /** A short word for logs and labels, such as {@code sqlite}. */
  String name();

  /**
   * Locks an instance that has a visible message and no live lock, and hands out all its visible
   * messages, in {@link DeliveryOrder}; each message's delivery count rises by one. Messages that
   * arrive later wait for the next turn.
   *
   * <p>Of the start of a child that cannot be read, {@link StartOrchestration#unreadable} is handed
   * out beside its text.
   *
   * <p>A suspended instance is not eligible, nor is one whose current execution was started by a
   * runtime outside {@code supported}: it is neither locked nor read. An execution of unknown
   * runtime version is always eligible.
   *
   * @param pollTimeout how long the call may block for work to appear; zero returns at once
   * @param supported runtime versions the caller can replay; null for all
   * @return null if nothing was eligible in that time
   */
  @Nullable OrchestrationItem fetchOrchestrationItem(
      Duration lockTimeout, Duration pollTimeout, @Nullable VersionRange supported);

  /**
   * The events of one execution with an id above {@code afterEventId}, ascending; empty if there
   * are none.
   *
   * @throws ProviderException of kind {@link ErrorKind#CORRUPTION} if a stored event cannot be
   *     decoded
   */
  List<HistoryEvent> readHistory(String instance, long executionId, long afterEventId);

  /**
   * Commits a turn and releases the instance. If the execution has ended, its timers are removed.
   *
   * @throws ProviderException of kind {@link ErrorKind#LOCK_LOST} if the token is unknown or its
   *     time has run out
   */
  void ackOrchestrationItem(TurnCommit commit);

  /**
   * Gives an instance back: its messages become visible again, in the same order.
   *
   * @param delay until the instance may be fetched again
   * @param ignoreAttempt takes the delivery back from the messages' counts
   * @throws ProviderException of kind {@link ErrorKind#LOCK_LOST} as above
   */
  void abandonOrchestrationItem(LockToken token, Duration delay, boolean ignoreAttempt);

  /**
   * Makes the lock last {@code extendBy} from now.
   *
   * @throws ProviderException of kind {@link ErrorKind#LOCK_LOST} as above
   */
  void renewOrchestrationItemLock(LockToken token, Duration extendBy);

  /**
   * Enqueues the start of an instance unless the id is taken, by a stored instance or by a start
   * that still waits.
   *
   * @return false if the id is taken; nothing was written
   */
  boolean startInstance(StartOrchestration start);

  /**
   * Enqueues a message; never creates the instance. A message for an instance that does not exist
   * is kept until a start arrives, and does not stall others meanwhile. A {@link
   * OrchestratorMessage.CancelInstance} ends the instance's suspension.
   *
   * @param delay until the message becomes visible
   */
  void enqueueForOrchestrator(OrchestratorMessage message, Duration delay);

  /**
   * Starts an instance and gives it a first message, or gives the message to the instance that
   * exists, as one step.
   */
  SignalOutcome signalWithStart(StartOrchestration start, QueueMessageSent signal);

  /**
   * Keeps an instance from taking turns until it is resumed or cancelled; a turn in progress is
   * finished. Messages queue up meanwhile.
   *
   * @return false if it has ended or is suspended already
   * @throws InstanceNotFoundException if no turn of it was ever committed
   */
  boolean suspendInstance(String instance);

  /**
   * Lets a suspended instance go on.
   *
   * @return false if it was not suspended
   * @throws InstanceNotFoundException if no turn of it was ever committed
   */
  boolean resumeInstance(String instance);

  /**
   * Locks the oldest visible activity that passes {@code filter}, and claims its session, if it has
   * one, as one step. Any activity of a session counts as a sign of life of that session.
   *
   * @param pollTimeout how long the call may block for work to appear; zero returns at once
   * @return null if nothing was eligible in that time
   */
  @Nullable ActivityItem fetchWorkItem(
      Duration lockTimeout, Duration pollTimeout, WorkerFilter filter);

  /**
   * Removes the activity and enqueues its completion as one step.
   *
   * @param completion null removes only
   * @throws ProviderException of kind {@link ErrorKind#LOCK_LOST} if the row is gone (cancelled) or
   *     the lock has run out
   */
  void ackWorkItem(LockToken token, @Nullable OrchestratorMessage completion);

  /**
   * Gives an activity back.
   *
   * @throws ProviderException of kind {@link ErrorKind#LOCK_LOST} as above
   */
  void abandonWorkItem(LockToken token, Duration delay, boolean ignoreAttempt);

  /**
   * Makes the lock last {@code extendBy} from now.
   *
   * @throws ProviderException of kind {@link ErrorKind#LOCK_LOST} as above; a missing row means
   *     cancelled
   */
  void renewWorkItemLock(LockToken token, Duration extendBy);

  /**
   * Those of {@code held} whose activity does not exist any more: cancelled, or finished by another
   * node after the lock had run out. Reads only, so that it may be asked often.
   */
  Set<LockToken> cancelledWorkItems(Collection<LockToken> held);

  /**
   * Makes the sessions of these owners last {@code extendBy} from now, except those that have
   * expired or shown no sign of life for {@code idleTimeout}: they become free.
   *
   * @return how many were renewed
   */
  int renewSessionLock(Collection<String> owners, Duration extendBy, Duration idleTimeout);

  /**
   * Forgets sessions that have expired and have no activity waiting.
   *
   * @return how many
   */
  int cleanupOrphanedSessions();

  /**
   * The key values of an instance before its current execution began: what a replay of that
   * execution starts from.
   */
  Map<String, KeyValue> keyValuesBeforeExecution(String instance);

  /** The key values of an instance now; empty if it is unknown. */
  Map<String, KeyValue> keyValues(String instance);

  /** The value of one key now, or null. */
  @Nullable KeyValue keyValue(String instance, String key);

  /**
   * {@link #keyValue}, but blocks while the key has no value.
   *
   * @param pollTimeout how long to block at most; then null is returned
   */
  @Nullable KeyValue awaitKeyValue(String instance, String key, Duration pollTimeout);

  /**
   * What is stored about an instance, or null if no turn of it was ever committed. Reads no
   * history.
   */
  @Nullable InstanceInfo instanceInfo(String instance);

  /**
   * {@link #instanceInfo}, but blocks while the instance is unknown or running.
   *
   * @param pollTimeout how long to block at most; then the current information is returned
   */
  @Nullable InstanceInfo awaitInstanceEnd(String instance, Duration pollTimeout);

  /**
   * {@link #instanceInfo}, but blocks while the instance is unknown, or running with a custom
   * status no newer than {@code seenVersion}.
   *
   * @param pollTimeout how long to block at most; then the current information is returned
   */
  @Nullable InstanceInfo awaitCustomStatus(String instance, long seenVersion, Duration pollTimeout);

  /** The administrator's view. */
  ProviderAdmin admin();

  /** Frees connections and threads; later calls fail. Idempotent. */
  @Override
  void close();
}

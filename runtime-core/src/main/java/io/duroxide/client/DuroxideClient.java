package io.duroxide.client;

import static java.util.Objects.requireNonNull;

import io.duroxide.ErrorCategory;
import io.duroxide.ErrorDetails;
import io.duroxide.ErrorReason;
import io.duroxide.Limits;
import io.duroxide.history.HistoryEvent;
import io.duroxide.history.OrchestratorMessage.CancelInstance;
import io.duroxide.history.OrchestratorMessage.EventRaised;
import io.duroxide.history.OrchestratorMessage.QueueMessageSent;
import io.duroxide.history.OrchestratorMessage.StartOrchestration;
import io.duroxide.history.StartOrigin;
import io.duroxide.payload.PayloadCodec;
import io.duroxide.provider.InstanceInfo;
import io.duroxide.provider.KeyValue;
import io.duroxide.provider.Provider;
import io.duroxide.provider.ProviderAdmin;
import io.duroxide.provider.SignalOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Starts, signals and observes instances. Needs a store, not a runtime. Thread-safe.
 *
 * <p>Storage failures come out as {@link io.duroxide.provider.ProviderException}; a name or id that
 * is blank or too long as {@link IllegalArgumentException}; a value without a JSON form as {@link
 * io.duroxide.payload.PayloadException}, one that is too large as {@link
 * io.duroxide.LimitExceededException}.
 */
public final class DuroxideClient {

  private final Provider provider;
  private final Limits limits;

  /** A client of {@code provider}, which stays the caller's to close, with the default limits. */
  public DuroxideClient(Provider provider) {
    this(requireNonNull(provider, "provider"), Limits.DEFAULT);
  }

  private DuroxideClient(Provider provider, Limits limits) {
    this.provider = provider;
    this.limits = requireNonNull(limits, "limits");
  }

  /** A client of the same provider that holds payloads against other limits. */
  public DuroxideClient withLimits(Limits newLimits) {
    return new DuroxideClient(provider, newLimits);
  }

  /**
   * Starts an instance with the version the registry's policy picks. Returns once the start is
   * stored.
   *
   * @throws InstanceAlreadyExistsException if the id is taken, even by an instance that has ended
   */
  public void start(String instanceId, String orchestration, @Nullable Object input) {
    startWith(instanceId, orchestration, null, input);
  }

  /** {@link #start} with exactly this version. */
  public void startVersion(
      String instanceId, String orchestration, String version, @Nullable Object input) {
    startWith(instanceId, orchestration, requireNonNull(version, "version"), input);
  }

  /**
   * Raises an event. It reaches an orchestration that waits for it: one whose wait is stored by the
   * time the event is taken up. Otherwise it is recorded in the history and nothing more; an event
   * for an instance that has ended leaves no trace.
   */
  public void raiseEvent(String instanceId, String event, @Nullable Object payload) {
    Limits.requireInstanceId(instanceId);
    Limits.requireName("event", event);
    provider.enqueueForOrchestrator(
        new EventRaised(instanceId, event, encode("the event", payload)), Duration.ZERO);
  }

  /**
   * Puts a message into an event queue of an instance. It is kept until the orchestration takes it,
   * also over continue-as-new, and before the instance is started; one for an instance that has
   * ended leaves no trace.
   */
  public void enqueue(String instanceId, String queue, @Nullable Object payload) {
    provider.enqueueForOrchestrator(signal(instanceId, queue, payload), Duration.ZERO);
  }

  /**
   * Puts a message into an event queue of an instance, which is started first if it does not exist,
   * with the version the registry's policy picks; both happen or neither.
   *
   * @return whether the instance was started
   * @throws InstanceEndedException if it has ended
   */
  public boolean signalWithStart(
      String instanceId,
      String orchestration,
      @Nullable Object input,
      String queue,
      @Nullable Object payload) {
    return signalWith(
        startMessage(instanceId, orchestration, null, input, StartOrigin.SIGNAL),
        signal(instanceId, queue, payload));
  }

  /** {@link #signalWithStart} with exactly this version, if the instance is started. */
  public boolean signalWithStartVersion(
      String instanceId,
      String orchestration,
      String version,
      @Nullable Object input,
      String queue,
      @Nullable Object payload) {
    requireNonNull(version, "version");
    return signalWith(
        startMessage(instanceId, orchestration, version, input, StartOrigin.SIGNAL),
        signal(instanceId, queue, payload));
  }

  /**
   * Asks for an instance to be cancelled; takes effect at its next turn, and does nothing to one
   * that has ended. Code that observes cancellation may clean up first.
   */
  public void cancel(String instanceId, String reason) {
    cancelWith(instanceId, reason, false);
  }

  /** {@link #cancel}, but the orchestration's code has no say in it. */
  public void terminate(String instanceId, String reason) {
    cancelWith(instanceId, reason, true);
  }

  /**
   * Keeps an instance from going on until it is resumed, or cancelled. A turn or activity in
   * progress is finished; messages wait.
   *
   * @return false if it has ended or is suspended already
   * @throws io.duroxide.provider.InstanceNotFoundException if it is unknown or its first turn is
   *     still to come
   */
  public boolean suspend(String instanceId) {
    return provider.suspendInstance(Limits.requireInstanceId(instanceId));
  }

  /**
   * Lets a suspended instance go on.
   *
   * @return false if it was not suspended
   * @throws io.duroxide.provider.InstanceNotFoundException as {@link #suspend} does
   */
  public boolean resume(String instanceId) {
    return provider.resumeInstance(Limits.requireInstanceId(instanceId));
  }

  /** What is known about an instance; null if it is unknown or its first turn is still to come. */
  public @Nullable InstanceInfo status(String instanceId) {
    return provider.instanceInfo(Limits.requireInstanceId(instanceId));
  }

  /**
   * What an instance says about its progress; null if it says nothing or is unknown.
   *
   * @throws io.duroxide.payload.PayloadException if it is no {@code type}
   */
  public <T> @Nullable T customStatus(String instanceId, Class<T> type) {
    InstanceInfo info = status(instanceId);
    return info == null ? null : PayloadCodec.decode(info.customStatus().value(), type);
  }

  /** The events of an instance's current execution; empty if {@link #status} is null. */
  public List<HistoryEvent> history(String instanceId) {
    InstanceInfo info = status(instanceId);
    return info == null ? List.of() : provider.readHistory(instanceId, info.executionId(), 0);
  }

  /**
   * The value an instance has set for a key, or null.
   *
   * @throws io.duroxide.payload.PayloadException if it is no {@code type}
   */
  public <T> @Nullable T keyValue(String instanceId, String key, Class<T> type) {
    KeyValue value =
        provider.keyValue(Limits.requireInstanceId(instanceId), Limits.requireName("key", key));
    return value == null ? null : PayloadCodec.decode(value.value(), type);
  }

  /** All key values of an instance, encoded; empty if it has none or is unknown. */
  public Map<String, KeyValue> keyValues(String instanceId) {
    return provider.keyValues(Limits.requireInstanceId(instanceId));
  }

  /**
   * Waits for an instance to end in whatever way. An unknown id is waited for, too.
   *
   * @param timeout as long as it takes if it is too long to tell; if it is not positive, the call
   *     looks once
   * @throws WaitTimeoutException if it has not ended in time
   */
  public InstanceInfo waitFor(String instanceId, Duration timeout) {
    Limits.requireInstanceId(instanceId);
    return new Wait(instanceId, timeout)
        .until(
            "did not end",
            poll -> {
              InstanceInfo info = provider.awaitInstanceEnd(instanceId, poll);
              return info != null && info.status().isEnd() ? info : null;
            });
  }

  /**
   * Waits for an instance to succeed and gives its output.
   *
   * @throws OrchestrationFailedException if it failed or was cancelled
   * @throws WaitTimeoutException if it has not ended in time
   * @throws io.duroxide.payload.PayloadException if the output is no {@code type}
   */
  public <T> @Nullable T waitForOutput(String instanceId, Class<T> type, Duration timeout) {
    InstanceInfo info = waitFor(instanceId, timeout);
    return switch (info.status()) {
      case COMPLETED -> PayloadCodec.decode(info.result(), type);
      case FAILED ->
          throw new OrchestrationFailedException(
              instanceId, PayloadCodec.decodeError(info.result()));
      case CANCELLED ->
          throw new OrchestrationFailedException(
              instanceId,
              ErrorDetails.of(
                  ErrorCategory.CANCELLED, ErrorReason.UNSPECIFIED, "cancelled: " + info.result()));
      case RUNNING, SUSPENDED ->
          throw new IllegalStateException(
              "provider says instance '" + instanceId + "' has ended as " + info.status());
    };
  }

  /**
   * Waits for an instance to say something new about its progress, or to end. An unknown id is
   * waited for, too.
   *
   * @param seenVersion version of the custom status the caller knows; 0 for none
   * @throws WaitTimeoutException if neither happened in time
   */
  public InstanceInfo waitForStatusChange(String instanceId, long seenVersion, Duration timeout) {
    Limits.requireInstanceId(instanceId);
    return new Wait(instanceId, timeout)
        .until(
            "did not change its custom status",
            poll -> {
              InstanceInfo info = provider.awaitCustomStatus(instanceId, seenVersion, poll);
              boolean changed =
                  info != null
                      && (info.status().isEnd() || info.customStatus().version() > seenVersion);
              return changed ? info : null;
            });
  }

  /**
   * Waits for an instance to set a key. An unknown id is waited for, too.
   *
   * @throws WaitTimeoutException if it did not in time
   * @throws io.duroxide.payload.PayloadException if the value is no {@code type}
   */
  public <T> @Nullable T waitForKeyValue(
      String instanceId, String key, Class<T> type, Duration timeout) {
    Limits.requireInstanceId(instanceId);
    Limits.requireName("key", key);
    KeyValue value =
        new Wait(instanceId, timeout)
            .until(
                "did not set key '" + key + "'",
                poll -> provider.awaitKeyValue(instanceId, key, poll));
    return PayloadCodec.decode(value.value(), type);
  }

  /** The administrator's view of the store. */
  public ProviderAdmin admin() {
    return provider.admin();
  }

  private void startWith(
      String instanceId, String orchestration, @Nullable String version, @Nullable Object input) {
    if (!provider.startInstance(
        startMessage(instanceId, orchestration, version, input, StartOrigin.CLIENT))) {
      throw new InstanceAlreadyExistsException(instanceId);
    }
  }

  private boolean signalWith(StartOrchestration start, QueueMessageSent signal) {
    SignalOutcome outcome = provider.signalWithStart(start, signal);
    if (outcome == SignalOutcome.INSTANCE_ENDED) {
      throw new InstanceEndedException(start.instance());
    }
    return outcome == SignalOutcome.STARTED;
  }

  private void cancelWith(String instanceId, String reason, boolean force) {
    Limits.requireInstanceId(instanceId);
    limits.requirePayload("the reason", requireNonNull(reason, "reason"));
    provider.enqueueForOrchestrator(new CancelInstance(instanceId, reason, force), Duration.ZERO);
  }

  private StartOrchestration startMessage(
      String instanceId,
      String orchestration,
      @Nullable String version,
      @Nullable Object input,
      StartOrigin origin) {
    return new StartOrchestration(
        Limits.requireInstanceId(instanceId),
        Limits.requireName("orchestration", orchestration),
        version,
        encode("the input", input),
        origin,
        null);
  }

  private QueueMessageSent signal(String instanceId, String queue, @Nullable Object payload) {
    return new QueueMessageSent(
        Limits.requireInstanceId(instanceId),
        Limits.requireName("queue", queue),
        encode("the message", payload));
  }

  private @Nullable String encode(String what, @Nullable Object value) {
    return limits.requirePayload(what, PayloadCodec.encode(value));
  }
}

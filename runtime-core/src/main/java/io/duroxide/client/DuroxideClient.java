package io.duroxide.client;

import static java.util.Objects.requireNonNull;

import io.duroxide.ErrorCategory;
import io.duroxide.ErrorDetails;
import io.duroxide.ErrorReason;
import io.duroxide.history.OrchestratorMessage.CancelInstance;
import io.duroxide.history.OrchestratorMessage.EventRaised;
import io.duroxide.history.OrchestratorMessage.StartOrchestration;
import io.duroxide.history.StartOrigin;
import io.duroxide.payload.PayloadCodec;
import io.duroxide.provider.InstanceInfo;
import io.duroxide.provider.Provider;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Starts, signals and observes instances. Needs a store, not a runtime. Storage failures come out
 * as {@link io.duroxide.provider.ProviderException}. Thread-safe.
 */
public final class DuroxideClient {

  /**
   * Longest single wait inside the provider, so that a provider that cannot be woken is asked
   * again.
   */
  private static final Duration MAX_POLL = Duration.ofSeconds(10);

  private static final int MAX_ID_LENGTH = 1024;

  private final Provider provider;

  /** A client of {@code provider}, which stays the caller's to close. */
  public DuroxideClient(Provider provider) {
    this.provider = requireNonNull(provider, "provider");
  }

  /**
   * Starts an instance with the version the registry's policy picks. Returns once the start is
   * stored.
   *
   * @throws InstanceAlreadyExistsException if the id is taken, even by an instance that has ended
   * @throws io.duroxide.payload.PayloadException if {@code input} has no JSON form
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
    requireId(instanceId);
    requireNonNull(event, "event");
    provider.enqueueForOrchestrator(
        new EventRaised(instanceId, event, PayloadCodec.encode(payload)), Duration.ZERO);
  }

  /**
   * Asks for an instance to be cancelled; takes effect at its next turn, and does nothing to one
   * that has ended.
   */
  public void cancel(String instanceId, String reason) {
    requireId(instanceId);
    provider.enqueueForOrchestrator(
        new CancelInstance(instanceId, requireNonNull(reason, "reason"), false), Duration.ZERO);
  }

  /** What is known about an instance; null if it is unknown or its first turn is still to come. */
  public @Nullable InstanceInfo status(String instanceId) {
    requireId(instanceId);
    return provider.instanceInfo(instanceId);
  }

  /**
   * Waits for an instance to end in whatever way. An unknown id is waited for, too.
   *
   * @throws WaitTimeoutException if it has not ended in time
   */
  public InstanceInfo waitFor(String instanceId, Duration timeout) {
    requireId(instanceId);
    long deadline = System.nanoTime() + timeout.toNanos();
    while (true) {
      Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
      InstanceInfo info =
          provider.awaitInstanceEnd(instanceId, left.compareTo(MAX_POLL) < 0 ? left : MAX_POLL);
      if (info != null && info.status().isEnd()) {
        return info;
      }
      if (left.isZero()) {
        throw new WaitTimeoutException(instanceId, timeout);
      }
    }
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

  private void startWith(
      String instanceId, String orchestration, @Nullable String version, @Nullable Object input) {
    requireId(instanceId);
    requireNonNull(orchestration, "orchestration");
    StartOrchestration start =
        new StartOrchestration(
            instanceId,
            orchestration,
            version,
            PayloadCodec.encode(input),
            StartOrigin.CLIENT,
            null);
    if (!provider.startInstance(start)) {
      throw new InstanceAlreadyExistsException(instanceId);
    }
  }

  private static void requireId(String instanceId) {
    if (requireNonNull(instanceId, "instanceId").isBlank() || instanceId.length() > MAX_ID_LENGTH) {
      throw new IllegalArgumentException(
          "an instance id must have 1 to "
              + MAX_ID_LENGTH
              + " characters, was '"
              + instanceId
              + "'");
    }
  }
}

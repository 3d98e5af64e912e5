package io.duroxide.provider.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.duroxide.history.OrchestratorMessage;
import io.duroxide.history.OrchestratorMessage.EventRaised;
import io.duroxide.history.OrchestratorMessage.StartOrchestration;
import io.duroxide.history.ParentLink;
import io.duroxide.history.StartOrigin;
import io.duroxide.provider.ActivityItem;
import io.duroxide.provider.ErrorKind;
import io.duroxide.provider.ExecutionStatus;
import io.duroxide.provider.InstanceInfo;
import io.duroxide.provider.OrchestrationItem;
import io.duroxide.provider.Provider;
import io.duroxide.provider.ProviderException;
import io.duroxide.provider.WorkerFilter;
import java.time.Duration;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the contracts share: a fresh provider per test and short words for its use. */
public abstract class ProviderContract {

  protected static final Duration LOCK = Duration.ofSeconds(5);
  protected static final Duration NO_WAIT = Duration.ZERO;
  protected static final Duration AT_ONCE = Duration.ZERO;

  protected ProviderFixture fixture;
  protected Provider provider;

  protected abstract ProviderFixture open();

  @BeforeEach
  final void openFixture() {
    fixture = open();
    provider = fixture.provider();
  }

  @AfterEach
  final void closeFixture() {
    fixture.close();
  }

  protected final void start(String instance) {
    assertThat(provider.startInstance(startOf(instance))).isTrue();
  }

  protected static StartOrchestration startOf(String instance) {
    return new StartOrchestration(instance, "Order", "1.0.0", "{}", StartOrigin.CLIENT, null);
  }

  protected final void raise(String instance, String event) {
    provider.enqueueForOrchestrator(raised(instance, event), AT_ONCE);
  }

  protected static OrchestratorMessage raised(String instance, String event) {
    return new EventRaised(instance, event, null);
  }

  /** Runs the first turn of a new instance, with event 1; it waits then, with nothing queued. */
  protected final void create(String instance) {
    firstTurn(instance).events(1).send();
  }

  /** A new instance whose first turn scheduled these activities. */
  protected final void createWithActivities(String instance, long... scheduledIds) {
    firstTurn(instance).events(1).activities(scheduledIds).send();
  }

  /** A new instance that has ended in its first turn, with event 1. */
  protected final void createEnded(String instance) {
    firstTurn(instance).events(1).status(ExecutionStatus.COMPLETED, null).send();
  }

  /** A new instance, waiting as after {@link #create}, that is the child of another. */
  protected final void createChild(String child, String parent) {
    firstTurn(child).events(1).parent(new ParentLink(parent, 1, 2, "Order")).send();
  }

  /** Starts an instance, takes its first turn, and begins its commit. */
  protected final Commit firstTurn(String instance) {
    start(instance);
    return commit(fetchTurn(instance));
  }

  /** Gives an instance a message, takes the turn, and begins its commit. */
  protected final Commit turnOf(String instance) {
    raise(instance, "go");
    return commit(fetchTurn(instance));
  }

  /** Ends an instance that waits. */
  protected final void end(String instance) {
    turnOf(instance).status(ExecutionStatus.COMPLETED, null).send();
  }

  protected final InstanceInfo info(String instance) {
    return Objects.requireNonNull(provider.instanceInfo(instance), instance);
  }

  /** Fetches a turn and begins its commit. */
  protected final Commit turn() {
    return commit(fetchTurn());
  }

  protected final Commit commit(OrchestrationItem item) {
    return new Commit(provider, item);
  }

  protected final OrchestrationItem fetchTurn() {
    OrchestrationItem item = provider.fetchOrchestrationItem(LOCK, NO_WAIT, null);
    assertThat(item).as("an instance ready for a turn").isNotNull();
    return Objects.requireNonNull(item);
  }

  protected final OrchestrationItem fetchTurn(String instance) {
    OrchestrationItem item = fetchTurn();
    assertThat(item.instance()).isEqualTo(instance);
    return item;
  }

  protected final ActivityItem fetchActivity() {
    return fetchActivity(WorkerFilter.DEFAULT);
  }

  protected final ActivityItem fetchActivity(WorkerFilter filter) {
    ActivityItem item = provider.fetchWorkItem(LOCK, NO_WAIT, filter);
    assertThat(item).as("a visible activity").isNotNull();
    return Objects.requireNonNull(item);
  }

  protected final void assertNoTurn() {
    assertThat(provider.fetchOrchestrationItem(LOCK, NO_WAIT, null)).isNull();
  }

  protected final void assertNoActivity() {
    assertNoActivity(WorkerFilter.DEFAULT);
  }

  protected final void assertNoActivity(WorkerFilter filter) {
    assertThat(provider.fetchWorkItem(LOCK, NO_WAIT, filter)).isNull();
  }

  protected static void assertLockLost(ThrowingCallable call) {
    assertFails(call, ErrorKind.LOCK_LOST);
  }

  protected static void assertFails(ThrowingCallable call, ErrorKind kind) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(ProviderException.class, e -> assertThat(e.kind()).isEqualTo(kind));
  }
}

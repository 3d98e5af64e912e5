package io.duroxide.runtime.execution;

import io.duroxide.ErrorDetails;
import io.duroxide.coroutine.CoroutineThreads;
import io.duroxide.coroutine.CoroutineUnwound;
import io.duroxide.history.HistoryEvent;
import io.duroxide.history.HistoryEvent.OrchestrationStarted;
import io.duroxide.history.OrchestratorMessage;
import io.duroxide.payload.PayloadCodec;
import io.duroxide.payload.PayloadException;
import io.duroxide.provider.KeyValue;
import io.duroxide.registry.RegisteredOrchestration;
import io.duroxide.replay.CodeResult;
import io.duroxide.replay.OrchestrationCode;
import io.duroxide.replay.ReplayEngine;
import io.duroxide.replay.TurnDecision;
import io.duroxide.replay.TurnEnvironment;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One execution in memory: its engine and its code, suspended where it waits. Between turns it lies
 * in the cache, so that a turn costs its new events and not its history. Driven by one turn at a
 * time.
 */
public final class LiveExecution implements AutoCloseable {

  private final ExecutionIdentity identity;
  private final OrchestrationStarted started;
  private final Fibers fibers;
  private final ReplayEngine engine;
  private @Nullable CodeResult result;

  /**
   * An execution at its very start; {@link #replay} or {@link #begin} begins it.
   *
   * @param keyValuesBefore the instance's key values before this execution
   */
  public LiveExecution(
      CoroutineThreads threads,
      ExecutionIdentity identity,
      RegisteredOrchestration orchestration,
      OrchestrationStarted started,
      Map<String, KeyValue> keyValuesBefore) {
    this.identity = identity;
    this.started = started;
    this.fibers = new Fibers(threads);
    this.engine = new ReplayEngine(identity.instance(), identity.executionId(), new Code());
    DurableContext context = new DurableContext(identity, this, fibers, engine, keyValuesBefore);
    fibers.spawnMain(() -> main(context, orchestration, started.input()));
  }

  public ExecutionIdentity identity() {
    return identity;
  }

  /** How this execution began. */
  public OrchestrationStarted started() {
    return started;
  }

  /**
   * Highest event id this execution has seen; the store's must be the same for the execution to be
   * usable.
   */
  public long lastEventId() {
    return engine.lastEventId();
  }

  /** How many suspended computations this execution holds. */
  public int fiberCount() {
    return fibers.count();
  }

  /** Earliest time a turn may have that takes these messages; epoch milliseconds. */
  public long earliestTime(List<OrchestratorMessage> messages) {
    return engine.earliestTime(messages);
  }

  /** Catches up with stored history. */
  public void replay(List<HistoryEvent> stored) {
    engine.replay(stored);
  }

  /** The first turn of all. */
  public TurnDecision begin(
      List<OrchestratorMessage> messages, long now, TurnEnvironment environment) {
    return engine.advance(started, messages, now, environment);
  }

  /** Takes new messages and runs until everything waits; see {@link ReplayEngine#advance}. */
  public TurnDecision advance(
      List<OrchestratorMessage> messages, long now, TurnEnvironment environment) {
    return engine.advance(null, messages, now, environment);
  }

  /** Returns how long code has run so far, the storage calls between its runs excluded. */
  public Duration codeTime() {
    return Duration.ofNanos(fibers.codeNanos());
  }

  /** Returns where the code is now, or null if none runs. Called by any thread. */
  public @Nullable CodeBlockedException where() {
    return fibers.where();
  }

  /**
   * Leaves the code behind that runs now: the call that waits for it ends with a {@link
   * CodeBlockedException}, and what the code does later comes to nothing. Called by any thread.
   *
   * @return false if no code runs
   */
  public boolean leave() {
    return fibers.leave();
  }

  /**
   * Unwinds the code, which frees its threads. Returns at once: the code does so on its own
   * threads, and what it does comes to nothing.
   */
  @Override
  public void close() {
    fibers.depart();
  }

  void end(CodeResult how) {
    if (result == null) {
      result = how;
    }
  }

  private void main(
      DurableContext context, RegisteredOrchestration orchestration, @Nullable String input) {
    CodeResult how;
    try {
      Object decoded = PayloadCodec.decode(input, orchestration.inputType());
      how =
          new CodeResult.Returned(PayloadCodec.encode(orchestration.code().run(context, decoded)));
    } catch (CoroutineUnwound unwound) {
      throw unwound;
    } catch (PayloadException unfit) {
      how = new CodeResult.Threw(unfit.details());
    } catch (Throwable thrown) {
      how = new CodeResult.Threw(ErrorDetails.of(thrown));
    }
    end(how);
    fibers.markEnded();
  }

  private final class Code implements OrchestrationCode {

    @Override
    public void run() {
      fibers.run();
    }

    @Override
    public void halt() {
      fibers.markEnded();
    }

    @Override
    public @Nullable CodeResult result() {
      return result;
    }
  }
}

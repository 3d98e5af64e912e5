package io.duroxide.runtime.orchestration;

import io.duroxide.ErrorCategory;
import io.duroxide.ErrorDetails;
import io.duroxide.ErrorReason;
import io.duroxide.history.MessageHead;
import io.duroxide.history.OrchestratorMessage;
import io.duroxide.history.OrchestratorMessage.CancelInstance;
import io.duroxide.history.OrchestratorMessage.ContinueAsNew;
import io.duroxide.history.OrchestratorMessage.StartOrchestration;
import io.duroxide.history.OrchestratorMessage.SubOrchestrationFailed;
import io.duroxide.history.ParentLink;
import io.duroxide.history.QueueMessage;
import io.duroxide.history.StartOrigin;
import io.duroxide.provider.ExecutionStatus;
import io.duroxide.provider.OrchestrationItem;
import io.duroxide.provider.OrchestrationItem.CurrentExecution;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a batch of messages means for its instance, in the instance's present state. */
sealed interface Assignment {

  ExecutionFacts facts();

  /** A new execution begins, with what the one before hands on. */
  record Begin(
      ExecutionFacts facts,
      @Nullable String input,
      StartOrigin origin,
      @Nullable String customStatus,
      List<QueueMessage> carried)
      implements Assignment {}

  /** The current execution goes on. */
  record Resume(ExecutionFacts facts, CurrentExecution current) implements Assignment {}

  /** The instance is over; the messages have no receiver. */
  record Drop(ExecutionFacts facts, CurrentExecution current) implements Assignment {}

  /**
   * An execution has to begin whose start is not here: it is late, it is lost, or it cannot be
   * read. The messages wait for it.
   */
  record Unbegun(ExecutionFacts facts) implements Assignment {}

  /** There is no instance, and nothing that starts one. */
  record Unstartable(ExecutionFacts facts) implements Assignment {}

  /**
   * @param now the turn's time, epoch milliseconds
   */
  static Assignment of(OrchestrationItem item, long now) {
    CurrentExecution current = item.current();
    if (current == null) {
      return ofUnknown(item, now);
    }
    if (current.status() == ExecutionStatus.RUNNING) {
      return new Resume(ExecutionFacts.of(item.instance(), current, now), current);
    }
    if (current.status() == ExecutionStatus.CONTINUED_AS_NEW) {
      ContinueAsNew next = first(item.messages(), ContinueAsNew.class);
      return next == null
          ? new Unbegun(ExecutionFacts.following(item.instance(), current, now))
          : begin(next, current, now);
    }
    return new Drop(ExecutionFacts.of(item.instance(), current, now), current);
  }

  /**
   * An unreadable start is no reason to keep its parent or its client waiting. An instance that
   * does not exist is only fetched once it was started, so the start is among what cannot be read.
   */
  private static Assignment ofUnknown(OrchestrationItem item, long now) {
    StartOrchestration unreadable = null;
    for (StartOrchestration start : starts(item)) {
      if (!start.isUnreadable()) {
        return begin(start, now);
      }
      unreadable = unreadable == null ? start : unreadable;
    }
    if (unreadable == null && !item.undecodable().isEmpty()) {
      unreadable = StartOrchestration.unreadable(item.instance(), null);
    }
    return unreadable == null
        ? new Unstartable(ExecutionFacts.unknown(item.instance(), now))
        : new Unbegun(begin(unreadable, now).facts());
  }

  private static List<StartOrchestration> starts(OrchestrationItem item) {
    List<StartOrchestration> starts = new ArrayList<>();
    for (OrchestratorMessage message : item.messages()) {
      if (message instanceof StartOrchestration start) {
        starts.add(start);
      }
    }
    for (String text : item.undecodable()) {
      StartOrchestration start = MessageHead.of(text).childStart();
      if (start != null) {
        starts.add(start);
      }
    }
    return starts;
  }

  /** The request that ends the instance whatever its code does, or null. */
  static @Nullable CancelInstance termination(OrchestrationItem item) {
    for (OrchestratorMessage message : item.messages()) {
      if (message instanceof CancelInstance cancel && cancel.force()) {
        return cancel;
      }
    }
    return null;
  }

  private static Begin begin(StartOrchestration start, long now) {
    return new Begin(
        new ExecutionFacts(
            start.instance(),
            1,
            start.name(),
            start.version(),
            start.origin(),
            start.parent(),
            true,
            0,
            now,
            now,
            now,
            now),
        start.input(),
        start.origin(),
        null,
        List.of());
  }

  private static Begin begin(ContinueAsNew next, CurrentExecution previous, long now) {
    return new Begin(
        ExecutionFacts.following(next.instance(), previous, now)
            .asking(next.name(), next.version(), next.parent()),
        next.input(),
        StartOrigin.CONTINUE_AS_NEW,
        next.customStatus(),
        next.carried());
  }

  /**
   * Answers to parents that tried to start a child under this instance's id although it is taken:
   * without an answer they would wait for ever. A second delivery of the start that made this
   * instance is not such a case.
   */
  static List<OrchestratorMessage> refusedStarts(OrchestrationItem item) {
    CurrentExecution current = item.current();
    boolean taken = current != null;
    ParentLink own = current == null ? null : current.parent();
    List<OrchestratorMessage> answers = new ArrayList<>();
    for (StartOrchestration start : starts(item)) {
      ParentLink parent = start.parent();
      if (taken && parent != null && !Objects.equals(parent, own)) {
        answers.add(refusal(start.instance(), parent));
      } else if (!taken) {
        taken = true;
        own = parent;
      }
    }
    return answers;
  }

  private static OrchestratorMessage refusal(String instance, ParentLink parent) {
    return new SubOrchestrationFailed(
        parent.instance(),
        parent.executionId(),
        parent.scheduledId(),
        ErrorDetails.of(
            ErrorCategory.CONFIGURATION,
            ErrorReason.INSTANCE_EXISTS,
            "instance id '" + instance + "' is taken"));
  }

  private static <M extends OrchestratorMessage> @Nullable M first(
      List<OrchestratorMessage> messages, Class<M> type) {
    for (OrchestratorMessage message : messages) {
      if (type.isInstance(message)) {
        return type.cast(message);
      }
    }
    return null;
  }
}

package io.duroxide.replay;

import io.duroxide.history.HistoryEvent;
import io.duroxide.history.HistoryEvent.ActivityScheduled;
import io.duroxide.history.HistoryEvent.CustomStatusSet;
import io.duroxide.history.HistoryEvent.DetachedStarted;
import io.duroxide.history.HistoryEvent.EventSubscribed;
import io.duroxide.history.HistoryEvent.KeyValueRemoved;
import io.duroxide.history.HistoryEvent.KeyValueSet;
import io.duroxide.history.HistoryEvent.KeyValuesCleared;
import io.duroxide.history.HistoryEvent.QueueSubscribed;
import io.duroxide.history.HistoryEvent.SubOrchestrationScheduled;
import io.duroxide.history.HistoryEvent.SystemCallRecorded;
import io.duroxide.history.HistoryEvent.TimerCreated;
import io.duroxide.history.SystemCall;
import io.duroxide.payload.PayloadCodec;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something code asked for. It becomes one history event, and on replay it must match the event it
 * became.
 */
public sealed interface Action {

  /** For people, in error messages. Holds no payload. */
  String describe();

  /** Whether {@code event} is what this action became when it was first emitted. */
  boolean matches(HistoryEvent event);

  /** The event this action becomes. */
  HistoryEvent toEvent(Stamp stamp);

  /** An action that is over once it is recorded: nothing completes it. */
  sealed interface Immediate extends Action
      permits StartDetached, SetCustomStatus, SetKeyValue, RemoveKeyValue, ClearKeyValues {}

  /** One attempt of an activity. */
  record CallActivity(
      String name,
      @Nullable String input,
      int attempt,
      int maxAttempts,
      @Nullable Long timeoutMillis,
      @Nullable String tag,
      @Nullable String sessionId)
      implements Action {

    @Override
    public String describe() {
      return "activity " + name;
    }

    @Override
    public boolean matches(HistoryEvent event) {
      return event instanceof ActivityScheduled scheduled
          && scheduled.name().equals(name)
          && Objects.equals(scheduled.input(), input)
          && scheduled.attempt() == attempt
          && Objects.equals(scheduled.tag(), tag)
          && Objects.equals(scheduled.sessionId(), sessionId);
    }

    @Override
    public HistoryEvent toEvent(Stamp stamp) {
      return new ActivityScheduled(
          stamp.id(), stamp.at(), name, input, attempt, maxAttempts, timeoutMillis, tag, sessionId);
    }
  }

  /** The stored due time wins over a recomputed one, so any timer matches any timer. */
  record CreateTimer(long delayMillis) implements Action {

    @Override
    public String describe() {
      return "timer";
    }

    @Override
    public boolean matches(HistoryEvent event) {
      return event instanceof TimerCreated;
    }

    @Override
    public HistoryEvent toEvent(Stamp stamp) {
      // A delay near Long.MAX_VALUE means "for ever", not "in the past".
      long fireAt = stamp.at() + delayMillis;
      return new TimerCreated(
          stamp.id(), stamp.at(), fireAt < stamp.at() ? Long.MAX_VALUE : fireAt);
    }
  }

  record AwaitEvent(String name) implements Action {

    @Override
    public String describe() {
      return "event " + name;
    }

    @Override
    public boolean matches(HistoryEvent event) {
      return event instanceof EventSubscribed subscribed && subscribed.name().equals(name);
    }

    @Override
    public HistoryEvent toEvent(Stamp stamp) {
      return new EventSubscribed(stamp.id(), stamp.at(), name);
    }
  }

  /** {@code childInstance} null asks for a generated id. */
  record StartSubOrchestration(
      String name, @Nullable String version, @Nullable String childInstance, @Nullable String input)
      implements Action {

    @Override
    public String describe() {
      return "sub-orchestration " + name;
    }

    @Override
    public boolean matches(HistoryEvent event) {
      return event instanceof SubOrchestrationScheduled scheduled
          && scheduled.name().equals(name)
          && Objects.equals(scheduled.version(), version)
          && Objects.equals(scheduled.input(), input)
          && (childInstance == null || childInstance.equals(scheduled.childInstance()));
    }

    @Override
    public HistoryEvent toEvent(Stamp stamp) {
      // Event ids begin anew in each execution, so the generated id carries the execution too.
      String child =
          childInstance != null
              ? childInstance
              : stamp.instance() + "::sub::" + stamp.executionId() + "." + stamp.id();
      return new SubOrchestrationScheduled(stamp.id(), stamp.at(), name, version, child, input);
    }
  }

  record StartDetached(
      String name, @Nullable String version, String instance, @Nullable String input)
      implements Immediate {

    @Override
    public String describe() {
      return "detached orchestration " + name;
    }

    @Override
    public boolean matches(HistoryEvent event) {
      return event instanceof DetachedStarted started
          && started.name().equals(name)
          && Objects.equals(started.version(), version)
          && started.startedInstance().equals(instance)
          && Objects.equals(started.input(), input);
    }

    @Override
    public HistoryEvent toEvent(Stamp stamp) {
      return new DetachedStarted(stamp.id(), stamp.at(), name, version, instance, input);
    }
  }

  /** Waits for the next message of a queue. */
  record Dequeue(String queue) implements Action {

    @Override
    public String describe() {
      return "message of queue " + queue;
    }

    @Override
    public boolean matches(HistoryEvent event) {
      return event instanceof QueueSubscribed subscribed && subscribed.name().equals(queue);
    }

    @Override
    public HistoryEvent toEvent(Stamp stamp) {
      return new QueueSubscribed(stamp.id(), stamp.at(), queue);
    }
  }

  /** Any status matches any status: the text may hold what is different on a replay. */
  record SetCustomStatus(@Nullable String status) implements Immediate {

    @Override
    public String describe() {
      return "custom status";
    }

    @Override
    public boolean matches(HistoryEvent event) {
      return event instanceof CustomStatusSet;
    }

    @Override
    public HistoryEvent toEvent(Stamp stamp) {
      return new CustomStatusSet(stamp.id(), stamp.at(), status);
    }
  }

  record SetKeyValue(String key, String value) implements Immediate {

    @Override
    public String describe() {
      return "key value " + key;
    }

    @Override
    public boolean matches(HistoryEvent event) {
      return event instanceof KeyValueSet set && set.key().equals(key) && set.value().equals(value);
    }

    @Override
    public HistoryEvent toEvent(Stamp stamp) {
      return new KeyValueSet(stamp.id(), stamp.at(), key, value);
    }
  }

  record RemoveKeyValue(String key) implements Immediate {

    @Override
    public String describe() {
      return "removal of key value " + key;
    }

    @Override
    public boolean matches(HistoryEvent event) {
      return event instanceof KeyValueRemoved removed && removed.key().equals(key);
    }

    @Override
    public HistoryEvent toEvent(Stamp stamp) {
      return new KeyValueRemoved(stamp.id(), stamp.at(), key);
    }
  }

  record ClearKeyValues() implements Immediate {

    @Override
    public String describe() {
      return "clearing of the key values";
    }

    @Override
    public boolean matches(HistoryEvent event) {
      return event instanceof KeyValuesCleared;
    }

    @Override
    public HistoryEvent toEvent(Stamp stamp) {
      return new KeyValuesCleared(stamp.id(), stamp.at());
    }
  }

  /** Asks for something nondeterministic that is answered in the turn and recorded. */
  record RecordSystemCall(SystemCall call, List<String> arguments) implements Action {

    public RecordSystemCall {
      arguments = List.copyOf(arguments);
    }

    @Override
    public String describe() {
      return "system call " + call + (arguments.isEmpty() ? "" : " of " + arguments);
    }

    @Override
    public boolean matches(HistoryEvent event) {
      return event instanceof SystemCallRecorded recorded
          && recorded.call() == call
          && Objects.equals(recorded.argument(), argument());
    }

    @Override
    public HistoryEvent toEvent(Stamp stamp) {
      String value =
          switch (call) {
            case NOW -> Instant.ofEpochMilli(stamp.at()).toString();
            case RANDOM_UUID -> stamp.environment().randomUuid().toString();
            case KEY_VALUE -> stamp.environment().keyValue(arguments.get(0), arguments.get(1));
          };
      return new SystemCallRecorded(stamp.id(), stamp.at(), call, argument(), value);
    }

    private @Nullable String argument() {
      return arguments.isEmpty() ? null : PayloadCodec.encode(arguments);
    }
  }
}

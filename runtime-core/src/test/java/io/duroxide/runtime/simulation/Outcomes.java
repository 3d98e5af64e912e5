package io.duroxide.runtime.simulation;

import static java.util.Objects.requireNonNull;

import io.duroxide.history.HistoryEvent;
import io.duroxide.history.HistoryEvent.ActivityCompleted;
import io.duroxide.history.HistoryEvent.ActivityScheduled;
import io.duroxide.history.HistoryEvent.CancelRequested;
import io.duroxide.history.HistoryEvent.OrchestrationStarted;
import io.duroxide.history.QueueMessage;
import io.duroxide.payload.PayloadCodec;
import io.duroxide.provider.InstanceInfo;
import io.duroxide.provider.InstanceStatus;
import io.duroxide.runtime.simulation.Program.Await;
import io.duroxide.runtime.simulation.Program.Cancellable;
import io.duroxide.runtime.simulation.Program.Step;
import io.duroxide.runtime.simulation.Program.Tally;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Whether an instance has become what its program must become. */
final class Outcomes {

  private final InstanceInfo info;
  private final List<List<HistoryEvent>> executions;
  private final List<QueueMessage> sent;
  private final List<String> violations = new ArrayList<>();

  private Outcomes(InstanceInfo info, List<List<HistoryEvent>> executions, Ledger ledger) {
    this.info = info;
    this.executions = executions;
    this.sent = ledger.sentTo(info.instance());
  }

  static List<String> violations(
      InstanceInfo info, List<List<HistoryEvent>> executions, Ledger ledger) {
    Outcomes outcomes = new Outcomes(info, executions, ledger);
    outcomes.check();
    return outcomes.violations;
  }

  private void check() {
    OrchestrationStarted first = (OrchestrationStarted) executions.get(0).get(0);
    Expectation.Result expected = Expectation.of(program(0).steps(), first.version());
    if (info.status() == InstanceStatus.COMPLETED) {
      Tally tally = requireNonNull(PayloadCodec.decode(info.result(), Tally.class));
      require(
          expected.failure() == null && tally.sum() == expected.sum(), "gave " + tally, expected);
      require(tally.taken().size() >= expected.takes(), "took only " + tally.taken(), expected);
      checkOrder(tally.taken());
      checkData(expected);
    } else if (info.status() == InstanceStatus.FAILED) {
      String message = PayloadCodec.decodeError(info.result()).message();
      require(message.equals(expected.failure()), "failed with '" + message + "'", expected);
      checkData(expected);
    } else if (info.status() == InstanceStatus.CANCELLED) {
      checkCompensation();
    }
  }

  /** What outlives the instance. */
  private void checkData(Expectation.Result expected) {
    Map<String, Integer> keys = new TreeMap<>();
    Histories.keyValuesAfter(Map.of(), executions.stream().flatMap(List::stream).toList())
        .forEach((key, value) -> keys.put(key, decode(value.value(), Integer.class)));
    require(keys.equals(expected.keys()), "has keys " + keys, expected);
    String status = PayloadCodec.decode(info.customStatus().value(), String.class);
    require(Objects.equals(status, expected.status()), "has status " + status, expected);
  }

  /** Of each queue the first messages were taken, in the order in which they were sent. */
  private void checkOrder(List<String> taken) {
    Map<String, List<String>> byQueue = new HashMap<>();
    for (QueueMessage message : sent) {
      byQueue
          .computeIfAbsent(message.queue(), queue -> new ArrayList<>())
          .add(decode(message.data(), String.class));
    }
    Map<String, Integer> next = new HashMap<>();
    for (String entry : taken) {
      String queue = entry.substring(0, entry.indexOf(':'));
      int position = next.merge(queue, 1, Integer::sum) - 1;
      List<String> inOrder = byQueue.getOrDefault(queue, List.of());
      if (position >= inOrder.size() || !entry.equals(queue + ":" + inOrder.get(position))) {
        violations.add(info.instance() + " took " + taken + " of " + byQueue);
        return;
      }
    }
  }

  /** Code that observes its cancellation has the time to compensate. */
  private void checkCompensation() {
    int last = executions.size() - 1;
    Set<Long> undos = new HashSet<>();
    Set<Long> undone = new HashSet<>();
    boolean forced = false;
    for (HistoryEvent event : executions.get(last)) {
      if (event instanceof ActivityScheduled activity && activity.name().equals(Activities.UNDO)) {
        undos.add(activity.id());
      } else if (event instanceof ActivityCompleted completed) {
        undone.add(completed.scheduledId());
      } else if (event instanceof CancelRequested request) {
        forced |= request.force();
      }
    }
    if (!forced) {
      boolean mustUndo = neverEnds(program(last).steps());
      if (!undone.containsAll(undos) || (mustUndo && undos.isEmpty())) {
        violations.add(info.instance() + " was cancelled without compensation");
      }
    }
  }

  /** Whether these steps can be left only by cancellation, which they observe. */
  private static boolean neverEnds(List<Step> steps) {
    return !steps.isEmpty()
        && steps.get(0) instanceof Cancellable block
        && block.steps().get(block.steps().size() - 1) instanceof Await wait
        && wait.event().startsWith(Program.NEVER)
        && Expectation.of(block.steps(), null).failure() == null;
  }

  private Program program(int execution) {
    OrchestrationStarted started = (OrchestrationStarted) executions.get(execution).get(0);
    return decode(started.input(), Program.class);
  }

  private static <T> T decode(@Nullable String payload, Class<T> type) {
    return requireNonNull(PayloadCodec.decode(payload, type));
  }

  private void require(boolean condition, String found, Expectation.Result expected) {
    if (!condition) {
      violations.add(info.instance() + " " + found + " instead of " + expected);
    }
  }
}

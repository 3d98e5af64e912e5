package io.duroxide.runtime.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.history.OrchestratorMessage;
import io.duroxide.history.OrchestratorMessage.CancelInstance;
import io.duroxide.history.OrchestratorMessage.ContinueAsNew;
import io.duroxide.history.OrchestratorMessage.QueueMessageSent;
import io.duroxide.history.OrchestratorMessage.StartOrchestration;
import io.duroxide.history.OrchestratorMessage.SubOrchestrationFailed;
import io.duroxide.history.ParentLink;
import io.duroxide.history.StartOrigin;
import io.duroxide.provider.ExecutionStatus;
import io.duroxide.provider.LockToken;
import io.duroxide.provider.OrchestrationItem;
import io.duroxide.provider.OrchestrationItem.CurrentExecution;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What begins when several starts come in one batch, in every order of them. */
class StartOrdersTest {

  private static final ParentLink OWN = new ParentLink("p", 1, 2, "parent");
  private static final ParentLink STRANGER = new ParentLink("s", 1, 2, "parent");

  private static final OrchestratorMessage NEXT =
      new ContinueAsNew("i", "next", "1.0.0", "\"next\"", OWN, null, List.of());
  private static final OrchestratorMessage CLIENT_START =
      new StartOrchestration("i", "client", null, "\"client\"", StartOrigin.CLIENT, null);
  private static final OrchestratorMessage OWN_AGAIN = childStart(OWN);
  private static final OrchestratorMessage STRANGERS_START = childStart(STRANGER);
  private static final OrchestratorMessage MESSAGE = new QueueMessageSent("i", "q", "\"m\"");
  private static final OrchestratorMessage CANCEL = new CancelInstance("i", "enough", false);

  @Test
  void continueAsNew_amongOtherStarts_beginsWhateverTheOrder() {
    for (List<OrchestratorMessage> batch :
        orders(List.of(NEXT, CLIENT_START, OWN_AGAIN, STRANGERS_START, MESSAGE, CANCEL))) {
      OrchestrationItem item = item(current(ExecutionStatus.CONTINUED_AS_NEW), batch);
      Assignment assignment = Assignment.of(item, 5);
      assertThat(assignment).as("%s", batch).isInstanceOf(Assignment.Begin.class);
      Assignment.Begin begin = (Assignment.Begin) assignment;
      assertThat(begin.input()).as("%s", batch).isEqualTo("\"next\"");
      assertThat(begin.facts().name()).as("%s", batch).isEqualTo("next");
      assertThat(begin.facts().executionId()).as("%s", batch).isEqualTo(2);
      assertThat(refused(item)).as("%s", batch).containsExactly(STRANGER);
    }
  }

  @Test
  void startsOfARunningInstance_replaceNothing_andTheStrangerIsTold() {
    for (List<OrchestratorMessage> batch :
        orders(List.of(CLIENT_START, OWN_AGAIN, STRANGERS_START, MESSAGE, CANCEL))) {
      OrchestrationItem item = item(current(ExecutionStatus.RUNNING), batch);
      Assignment assignment = Assignment.of(item, 5);
      assertThat(assignment).as("%s", batch).isInstanceOf(Assignment.Resume.class);
      assertThat(assignment.facts().name()).as("%s", batch).isEqualTo("running");
      assertThat(refused(item)).as("%s", batch).containsExactly(STRANGER);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"COMPLETED", "FAILED", "CANCELLED"})
  void startsOfAnInstanceThatIsOver_beginNothing_andTheStrangerIsTold(ExecutionStatus status) {
    for (List<OrchestratorMessage> batch :
        orders(List.of(CLIENT_START, STRANGERS_START, MESSAGE, CANCEL))) {
      OrchestrationItem item = item(current(status), batch);
      assertThat(Assignment.of(item, 5)).as("%s", batch).isInstanceOf(Assignment.Drop.class);
      assertThat(refused(item)).as("%s", batch).containsExactly(STRANGER);
    }
  }

  @Test
  void startsOfANewInstance_theFirstBegins_andEveryOtherParentIsTold() {
    for (List<OrchestratorMessage> batch :
        orders(List.of(CLIENT_START, OWN_AGAIN, STRANGERS_START, MESSAGE, CANCEL))) {
      OrchestrationItem item = item(null, batch);
      StartOrchestration first =
          batch.stream()
              .filter(StartOrchestration.class::isInstance)
              .map(StartOrchestration.class::cast)
              .findFirst()
              .orElseThrow();
      Assignment.Begin begin = (Assignment.Begin) Assignment.of(item, 5);
      assertThat(begin.input()).as("%s", batch).isEqualTo(first.input());
      List<ParentLink> others = new ArrayList<>(List.of(OWN, STRANGER));
      others.remove(first.parent());
      assertThat(refused(item)).as("%s", batch).containsExactlyInAnyOrderElementsOf(others);
    }
  }

  private static OrchestratorMessage childStart(ParentLink parent) {
    String input = '"' + parent.instance() + '"';
    return new StartOrchestration("i", "child", null, input, StartOrigin.SUB_ORCHESTRATION, parent);
  }

  private static List<ParentLink> refused(OrchestrationItem item) {
    return Assignment.refusedStarts(item).stream()
        .map(SubOrchestrationFailed.class::cast)
        .map(
            told ->
                new ParentLink(told.instance(), told.executionId(), told.scheduledId(), "parent"))
        .toList();
  }

  private static CurrentExecution current(ExecutionStatus status) {
    return new CurrentExecution(1, "running", "1.0.0", status, 3, 1, 1, OWN, "0.2.0", 10);
  }

  private static OrchestrationItem item(
      @Nullable CurrentExecution current, List<OrchestratorMessage> batch) {
    return new OrchestrationItem(
        "i", current, batch, List.of(), 1, new LockToken("i", "token"), Duration.ZERO);
  }

  private static List<List<OrchestratorMessage>> orders(List<OrchestratorMessage> messages) {
    if (messages.isEmpty()) {
      return List.of(List.of());
    }
    List<List<OrchestratorMessage>> orders = new ArrayList<>();
    for (OrchestratorMessage first : messages) {
      List<OrchestratorMessage> others = new ArrayList<>(messages);
      others.remove(first);
      for (List<OrchestratorMessage> rest : orders(others)) {
        List<OrchestratorMessage> order = new ArrayList<>(List.of(first));
        order.addAll(rest);
        orders.add(order);
      }
    }
    return orders;
  }
}

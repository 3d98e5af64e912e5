package io.duroxide.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.history.OrchestratorMessage.ActivityCompleted;
import io.duroxide.history.OrchestratorMessage.StartOrchestration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageHeadTest {

  @Test
  void completion_cutInItsResult_stillTellsWhatItCompletes() {
    String text = HistoryCodec.encode(new ActivityCompleted("i", 2, 5, "x".repeat(100)));
    assertThat(MessageHead.of(text.substring(0, text.length() - 50)))
        .isEqualTo(new MessageHead("ACTIVITY_COMPLETED", "i", 2, 5, null));
  }

  @Test
  void completion_ofANewerShape_stillTellsWhatItCompletes() {
    String text =
        """
        {"type":"ACTIVITY_COMPLETED","result":{"of":["a",{"newer":"kind"}]},"instance":"i",\
        "executionId":2,"scheduledId":5}""";
    assertThat(MessageHead.of(text))
        .isEqualTo(new MessageHead("ACTIVITY_COMPLETED", "i", 2, 5, null));
  }

  @Test
  void start_ofAChild_tellsWhoseItIs() {
    ParentLink parent = new ParentLink("p", 3, 7, "Order");
    String text =
        HistoryCodec.encode(
            new StartOrchestration(
                "c", "Child", null, "{}", StartOrigin.SUB_ORCHESTRATION, parent));
    assertThat(MessageHead.of(text).childStart())
        .isEqualTo(StartOrchestration.unreadable("c", parent));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "null", "7", "{\"parent\":{\"x\":[", "{\"type\":", "\0"})
  void text_withoutAHead_tellsNothing(String text) {
    assertThat(MessageHead.of(text)).isEqualTo(new MessageHead(null, null, 0, 0, null));
  }
}

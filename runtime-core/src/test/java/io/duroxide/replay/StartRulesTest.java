package io.duroxide.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.history.HistoryEvent.OrchestrationStarted;
import io.duroxide.history.StartOrigin;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which rules an execution keeps to. */
class StartRulesTest {

  @ParameterizedTest
  @CsvSource({
    "0.0.1, true",
    "0.1.0, true",
    "0.1.9, true",
    "0.2.0, false",
    "1.0.0, false",
    "test, false"
  })
  void version_ofTheStart_decides(String version, boolean old) {
    OrchestrationStarted started =
        new OrchestrationStarted(
            1, 1, "o", "1.0.0", null, StartOrigin.CLIENT, null, version, null, List.of());
    assertThat(StartRules.of(started)).isEqualTo(new StartRules(old, old));
  }
}

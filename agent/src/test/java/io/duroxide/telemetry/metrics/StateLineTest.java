package io.duroxide.telemetry.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StateLineTest {

  private final List<String> log = new ArrayList<>();
  private final StateLine line = new StateLine("export is", log::add);

  @Test
  void aStateIsToldOnce() {
    line.succeeded();
    line.failed("refused");
    line.failed("reset");
    line.succeeded();
    line.succeeded();
    assertThat(log).containsExactly("export is failing: refused", "export is working again");
  }

  @Test
  void whatComesAndGoesIsNotToldEachTime() {
    for (int i = 0; i < 1_000; i++) {
      line.failed("refused");
      line.succeeded();
    }
    assertThat(log).hasSize(2);
  }
}

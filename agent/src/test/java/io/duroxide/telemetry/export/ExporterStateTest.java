package io.duroxide.telemetry.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import org.junit.jupiter.api.Test;

final class ExporterStateTest {

  private final ExporterState state = new ExporterState("otlp", "http://c", "grpc");

  @Test
  void theLastResultDecides() {
    assertThat(state.now().state()).isEqualTo("idle");
    state.failed("refused");
    assertThat(state.now().state()).isEqualTo("failing");
    Instant failed = Instant.now();
    await().until(() -> Instant.now().isAfter(failed));
    state.succeeded();
    assertThat(state.now().state()).isEqualTo("ok");
    assertThat(state.now().lastError()).isEqualTo("refused");
    assertThat(state.now().failures()).isEqualTo(1);
    assertThat(state.now().successes()).isEqualTo(1);
  }
}

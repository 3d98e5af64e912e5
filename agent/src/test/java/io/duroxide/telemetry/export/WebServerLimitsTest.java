package io.duroxide.telemetry.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.telemetry.config.AgentConfig.Prometheus;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.Test;

final class WebServerLimitsTest {

  @Test
  void theEndpointSetsNoSystemProperty() throws Exception {
    Properties before = (Properties) System.getProperties().clone();
    PrometheusEndpoint endpoint =
        Objects.requireNonNull(PrometheusEndpoint.open(new Prometheus(true, "localhost", 0)));
    try {
      assertThat(Map.copyOf(System.getProperties())).isEqualTo(Map.copyOf(before));
      assertThat(System.getProperty("sun.net.httpserver.maxReqTime")).isNull();
      assertThat(System.getProperty("sun.net.httpserver.maxRspTime")).isNull();
    } finally {
      endpoint.reader().close();
    }
  }
}

package io.duroxide.telemetry.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.duroxide.telemetry.config.ConfigLoader;
import io.duroxide.telemetry.metrics.MetricCatalogue;
import io.duroxide.telemetry.status.AgentStatus.Exporter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom the push talks to, as whom, and for how long; all of it by OpenTelemetry's variables. */
final class OtlpConnectionTest {

  /** What became of one push. */
  private static Exporter push(String endpoint, Map<String, String> variables) {
    Map<String, String> environment = new HashMap<>(variables);
    environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint);
    environment.put("OTEL_METRICS_EXPORTER", "otlp");
    Telemetry telemetry =
        Telemetry.start(
            new ConfigLoader(Map.of(), environment, null, MetricCatalogue.histograms()).load(null),
            "1.2.3",
            List::of,
            line -> {});
    assertThat(telemetry.problems()).isEmpty();
    telemetry.flushAndStop(Duration.ofSeconds(20));
    return telemetry.exporters().get(1);
  }

  @Test
  void collectorIsTrustedByItsCertificate(@TempDir Path directory) throws Exception {
    TestIdentity collector = TestIdentity.create(directory, "collector");
    try (Listening server = Listening.with(collector.context(collector), false)) {
      Map<String, String> certificate =
          Map.of("OTEL_EXPORTER_OTLP_CERTIFICATE", collector.certificate().toString());

      assertThat(push(server.url(), certificate).state()).isEqualTo("ok");
      assertThat(push(server.url(), Map.of()).lastError()).contains("certification path");
    }
  }

  @Test
  void headersArriveDecoded(@TempDir Path directory) throws Exception {
    TestIdentity collector = TestIdentity.create(directory, "collector");
    try (Listening server = Listening.with(collector.context(collector), false)) {
      Exporter pushed =
          push(
              server.url(),
              Map.of(
                  "OTEL_EXPORTER_OTLP_CERTIFICATE",
                  collector.certificate().toString(),
                  "OTEL_EXPORTER_OTLP_HEADERS",
                  "x-key=some%20value"));

      assertThat(pushed.state()).isEqualTo("ok");
      assertThat(server.keys()).contains("some value");
    }
  }

  @Test
  void agentShowsItsOwnCertificate(@TempDir Path directory) throws Exception {
    TestIdentity collector = TestIdentity.create(directory, "collector");
    TestIdentity agent = TestIdentity.create(directory, "agent");
    try (Listening server = Listening.with(collector.context(agent), true)) {
      Map<String, String> variables = new HashMap<>();
      variables.put("OTEL_EXPORTER_OTLP_CERTIFICATE", collector.certificate().toString());
      assertThat(push(server.url(), variables).state()).isEqualTo("failing");

      variables.put("OTEL_EXPORTER_OTLP_CLIENT_KEY", agent.key().toString());
      variables.put("OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE", agent.certificate().toString());
      assertThat(push(server.url(), variables).state()).isEqualTo("ok");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"http/protobuf", "grpc"})
  void anExportEndsAtItsTimeout(String protocol) throws Exception {
    // Accepts connections and never answers.
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      long before = System.nanoTime();
      Exporter pushed =
          push(
              "http://localhost:" + silent.getLocalPort(),
              Map.of("OTEL_EXPORTER_OTLP_TIMEOUT", "200", "OTEL_EXPORTER_OTLP_PROTOCOL", protocol));

      assertThat(pushed.state()).isEqualTo("failing");
      assertThat(pushed.detail()).startsWith(protocol);
      assertThat(Duration.ofNanos(System.nanoTime() - before))
          .as("not the ten seconds of the default")
          .isLessThan(Duration.ofSeconds(8));
    }
  }

  /**
   * A collector behind TLS.
   *
   * @param keys the header x-key of each request
   */
  private record Listening(HttpsServer server, List<String> keys) implements AutoCloseable {

    static Listening with(SSLContext context, boolean clientMustShowItself) throws Exception {
      HttpsServer server =
          HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setHttpsConfigurator(
          new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
              SSLParameters tls = getSSLContext().getDefaultSSLParameters();
              tls.setNeedClientAuth(clientMustShowItself);
              parameters.setSSLParameters(tls);
            }
          });
      List<String> keys = new CopyOnWriteArrayList<>();
      server.createContext(
          "/v1/metrics",
          exchange -> {
            keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("x-key")));
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
          });
      server.start();
      return new Listening(server, keys);
    }

    String url() {
      return "https://localhost:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }
}

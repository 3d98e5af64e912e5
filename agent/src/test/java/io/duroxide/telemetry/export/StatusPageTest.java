package io.duroxide.telemetry.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.telemetry.config.AgentConfig;
import io.duroxide.telemetry.config.ConfigLoader;
import io.duroxide.telemetry.status.AgentStatus;
import io.duroxide.telemetry.status.AgentStatus.Agent;
import io.duroxide.telemetry.status.AgentStatus.Exporter;
import io.duroxide.telemetry.status.AgentStatus.Instrumentations;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the endpoint serves beside the metrics. */
final class StatusPageTest {

  private final AgentConfig config =
      new ConfigLoader(Map.of("duroxide.telemetry.prometheus.port", "0"), Map.of(), null, List.of())
          .load(null);
  private final Telemetry telemetry = Telemetry.start(config, "1.2.3", List::of, line -> {});
  private final String address = String.valueOf(telemetry.statusAddress());
  private final String origin = address.substring(0, address.indexOf("/status"));

  @AfterEach
  void stop() {
    telemetry.flushAndStop(Duration.ofSeconds(1));
  }

  private static HttpResponse<String> ask(String method, String url) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url)).method(method, BodyPublishers.noBody()).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }

  private void serve() {
    telemetry.serveStatus(
        () ->
            new AgentStatus(
                new Agent("running", "1.2.3", 7, "17", null, null, null, null),
                List.of(),
                new Instrumentations(0, 0, 0, 0, List.of()),
                telemetry.exporters(),
                telemetry.metricsUse().metrics(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                config.settings(),
                List.of()));
  }

  @Test
  void statusIsServedInBothForms() throws Exception {
    serve();

    HttpResponse<String> json = ask("GET", address);
    HttpResponse<String> text = ask("GET", origin + "/status/text");

    assertThat(json.statusCode()).isEqualTo(200);
    assertThat(json.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
    assertThat(json.body()).startsWith("{").contains("\"state\": \"running\"");
    assertThat(text.body()).startsWith("duroxide-telemetry 1.2.3: running");
    assertThat(ask("HEAD", address).body()).isEmpty();
  }

  @Test
  void anotherProcessDoesNotAnswerForUs() throws Exception {
    serve();

    assertThat(ask("GET", origin + "/status?pid=1").statusCode()).isEqualTo(409);
  }

  @Test
  void beforeTheStartIsOverThereIsNone() throws Exception {
    assertThat(ask("GET", address).statusCode()).isEqualTo(503);
  }

  @Test
  void nothingElseIsServedAndNothingCanBeChanged() throws Exception {
    serve();

    assertThat(ask("GET", origin + "/statusx").statusCode()).isEqualTo(404);
    assertThat(ask("POST", address).statusCode()).isEqualTo(405);
    assertThat(ask("GET", origin + "/").body()).contains("/metrics", "/status");
  }

  @Test
  void aScrapeIsASuccessOfTheExporter() throws Exception {
    assertThat(telemetry.exporters())
        .map(Exporter::state)
        .containsExactly("idle", "off", "off", "off");

    ask("GET", origin + "/metrics");

    Exporter scraped = telemetry.exporters().get(0);
    assertThat(scraped.state()).isEqualTo("ok");
    assertThat(scraped.successes()).isEqualTo(1);
    assertThat(scraped.lastSuccessAt()).isNotNull();
  }
}

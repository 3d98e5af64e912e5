package io.duroxide.telemetry.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.duroxide.telemetry.config.AgentConfig.Setting;
import io.duroxide.telemetry.status.AgentStatus.AdviceErrors;
import io.duroxide.telemetry.status.AgentStatus.Agent;
import io.duroxide.telemetry.status.AgentStatus.DroppedRecords;
import io.duroxide.telemetry.status.AgentStatus.DroppedValues;
import io.duroxide.telemetry.status.AgentStatus.Exporter;
import io.duroxide.telemetry.status.AgentStatus.Instrumentation;
import io.duroxide.telemetry.status.AgentStatus.Instrumentations;
import io.duroxide.telemetry.status.AgentStatus.LabelUse;
import io.duroxide.telemetry.status.AgentStatus.MetricUse;
import io.duroxide.telemetry.status.AgentStatus.RuntimeBuild;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StatusFormatTest {

  private static final String NASTY =
      "quo\"te back\\slash new\nline \u0001 \uD83D\uDE00 half\uD83D";

  private static final AgentStatus STATUS =
      new AgentStatus(
          new Agent("running", "1.2", 7, "17.0.1", "2026-01-02T03:04:05Z", 3_725L, NASTY, "i-1"),
          List.of(new RuntimeBuild("0.9", "sqlite")),
          new Instrumentations(
              1,
              0,
              1,
              0,
              List.of(
                  new Instrumentation("Turn#run", "applied", "turns", null),
                  new Instrumentation("Client#start", "missing", "starts", "no such method"))),
          List.of(
              new Exporter("prometheus", "off", "", "switched off", 0, 0, null, null, null),
              new Exporter("otlp", "failing", "http://c", "grpc", 2, 1, "then", "now", "refused")),
          List.of(new MetricUse("a_total", 5, 5), new MetricUse("b_total", 0, 5)),
          List.of(new LabelUse("tag", 1, 20)),
          List.of(new DroppedValues("a_total", "tag", 9)),
          List.of(new DroppedRecords("info", 7)),
          List.of(new AdviceErrors("Turn#run", 4)),
          List.of(new Setting("k", "v", "default", false), new Setting("l", "", "default", false)),
          List.of("something is wrong"));

  @Test
  void jsonIsWhatTheRecordsSay() throws Exception {
    JsonNode json = new ObjectMapper().readTree(StatusFormat.JSON.write(STATUS));

    assertThat(json.at("/agent/state").asText()).isEqualTo("running");
    assertThat(json.at("/agent/pid").asLong()).isEqualTo(7);
    assertThat(json.at("/agent/uptime_seconds").asLong()).isEqualTo(3_725);
    assertThat(json.at("/agent/service_name").asText()).isEqualTo(NASTY);
    assertThat(json.at("/instrumentations/missing").asInt()).isEqualTo(1);
    assertThat(json.at("/instrumentations/join_points/0/reason").isNull()).isTrue();
    assertThat(json.at("/instrumentations/join_points/1/reason").asText())
        .isEqualTo("no such method");
    assertThat(json.at("/exporters/1/last_error").asText()).isEqualTo("refused");
    assertThat(json.at("/metrics/0/series").asInt()).isEqualTo(5);
    assertThat(json.at("/dropped_label_values/0/count").asInt()).isEqualTo(9);
    assertThat(json.at("/dropped_log_records/0/severity").asText()).isEqualTo("info");
    assertThat(json.at("/advice_errors/0/instrumentation").asText()).isEqualTo("Turn#run");
    assertThat(json.at("/configuration/0/changed").isBoolean()).isTrue();
    assertThat(json.at("/problems/0").asText()).isEqualTo("something is wrong");
  }

  @Test
  void emptyListsStayLists() throws Exception {
    AgentStatus empty =
        new AgentStatus(
            new Agent("waiting", "", 7, "17", null, null, null, null),
            List.of(),
            new Instrumentations(0, 0, 0, 0, List.of()),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of());
    JsonNode json = new ObjectMapper().readTree(StatusFormat.JSON.write(empty));

    assertThat(json.at("/exporters").isArray()).isTrue();
    assertThat(StatusFormat.TEXT.write(empty))
        .isEqualTo(
            """
            duroxide-telemetry: waiting, pid 7, Java 17

            Instrumentations: 0 applied, 0 pending, 0 missing, 0 mismatched
            """);
  }

  @Test
  void textShowsWhatIsWrong() {
    String service = "service " + NASTY + ", instance i-1\n";

    assertThat(StatusFormat.TEXT.write(STATUS).replace(service, ""))
        .isEqualTo(
            """
            duroxide-telemetry 1.2: running, pid 7, Java 17.0.1, up 1H2M5S
            runtime 0.9 on sqlite

            Problems
              something is wrong

            Instrumentations: 1 applied, 0 pending, 1 missing, 0 mismatched
              Client#start missing: no such method; feeds starts

            Exporters
              prometheus off, switched off
              otlp failing, http://c, grpc, 2 ok, 1 failed, last ok then, last failure now, error: refused

            Advice errors
              Turn#run  4

            Dropped label values
              a_total tag  9

            Dropped log records
              info  7

            Series (label sets)
              a_total  5 of 5  FULL

            Label values
              tag  1 of 20

            Configuration
              k = v (default)
              l = (not set) (default)
            """);
  }
}

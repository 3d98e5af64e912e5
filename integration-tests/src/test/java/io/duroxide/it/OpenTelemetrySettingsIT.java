package io.duroxide.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.it.MixedRunResult.Setup;
import io.duroxide.it.apps.GreetingService;
import io.duroxide.it.harness.ChildJvm;
import io.duroxide.it.harness.JvmCommand;
import io.duroxide.it.harness.OtlpReceiver;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Who knows only OpenTelemetry's variables gets what they say. */
@ParameterizedClass(name = "{0}")
@MethodSource("setups")
class OpenTelemetrySettingsIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Setup setup;
  private final Path directory;

  OpenTelemetrySettingsIT(Setup setup) {
    this.setup = setup;
    this.directory = Artifacts.freshDirectory("otel-" + setup.jdk().feature());
  }

  static List<Setup> setups() {
    return Setup.all();
  }

  @Test
  void variables_ofTheExporter_areObeyed() throws Exception {
    try (OtlpReceiver receiver = OtlpReceiver.start(setup.protocol());
        ChildJvm service =
            service(receiver)
                .environment("OTEL_METRICS_EXPORTER", "otlp")
                .environment("OTEL_METRIC_EXPORT_INTERVAL", "200")
                .environment("OTEL_EXPORTER_OTLP_COMPRESSION", "gzip")
                .environment("OTEL_SERVICE_NAME", "shop")
                .environment("OTEL_RESOURCE_ATTRIBUTES", "region=eu%20west,service.name=other")
                .start()) {
      service.awaitLine(GreetingService.READY, LIMIT);
      Awaitility.await()
          .atMost(LIMIT)
          .until(
              () ->
                  receiver.metrics().sum("duroxide_orchestration_completions_total") == 1
                      && receiver.metrics().metrics().contains("jvm.memory.used"));

      assertThat(receiver.resource())
          .containsEntry("service.name", "shop")
          .containsEntry("region", "eu west")
          .containsKey("service.instance.id");
      service.endInput();
      assertThat(service.awaitExit(LIMIT).stderr())
          .anyMatch(line -> line.endsWith("OTEL_METRICS_EXPORTER names it"))
          .anyMatch(line -> line.contains("Prometheus endpoint off"))
          .noneMatch(line -> line.contains("WARNING"));
    }
  }

  @Test
  void sdk_disabled_doesNothingAndSaysSo() throws Exception {
    try (OtlpReceiver receiver = OtlpReceiver.start(setup.protocol());
        ChildJvm service = service(receiver).environment("OTEL_SDK_DISABLED", "true").start()) {
      service.awaitLine(GreetingService.READY, LIMIT);
      service.endInput();

      assertThat(service.awaitExit(LIMIT).stderr())
          .containsExactly(
              "[duroxide-telemetry] off: duroxide.telemetry.enabled = false"
                  + " (environment OTEL_SDK_DISABLED)");
      assertThat(receiver.requests()).isZero();
    }
  }

  private JvmCommand service(OtlpReceiver receiver) {
    return Artifacts.application(setup.jdk(), directory.resolve("service.log"))
        .agent(Artifacts.agentJar())
        .environment("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.url())
        .environment("OTEL_EXPORTER_OTLP_PROTOCOL", setup.protocol().setting())
        .main(GreetingService.class, directory.resolve("service.db"));
  }
}

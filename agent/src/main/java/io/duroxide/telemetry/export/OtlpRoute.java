package io.duroxide.telemetry.export;

import io.duroxide.telemetry.config.AgentConfig.Otlp;
import io.duroxide.telemetry.metrics.Signal;
import io.duroxide.telemetry.metrics.StateLine;
import io.duroxide.telemetry.status.AgentStatus.Exporter;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The way of one signal over OTLP, as far as there is one.
 *
 * @param push null if there is nothing to push
 * @param problem why it could not be prepared; null if it could, or is off
 */
record OtlpRoute<P>(
    Otlp otlp, String name, ExporterState state, @Nullable P push, @Nullable String problem) {

  /** Makes the push of a signal that is on. */
  interface Preparation<P> {

    /**
     * @throws IOException if a certificate cannot be read
     */
    P prepare(ExportReport report) throws IOException;
  }

  /**
   * @param subject how the log calls what is exported, such as {@code export to}
   */
  static <P> OtlpRoute<P> prepare(
      Signal signal,
      Otlp otlp,
      String subject,
      Consumer<Signal> onFailure,
      Consumer<String> log,
      Preparation<P> preparation) {
    String name = "otlp " + signal.text();
    String target = otlp.withoutSecrets(otlp.endpoint());
    ExporterState state = new ExporterState(name, target, protocol(otlp) + ": " + otlp.reason());
    if (!otlp.enabled()) {
      return new OtlpRoute<>(otlp, name, state, null, null);
    }
    StateLine line = new StateLine(subject + " " + target + " is", log);
    ExportReport report =
        new ExportReport(line, state, otlp::withoutSecrets, () -> onFailure.accept(signal));
    try {
      return new OtlpRoute<>(otlp, name, state, preparation.prepare(report), null);
    } catch (IOException | RuntimeException impossible) {
      String problem = otlp.withoutSecrets(impossible.toString());
      return new OtlpRoute<>(otlp, name, state, null, problem);
    }
  }

  /** For the log at start, after the name of what is exported. */
  String described() {
    return otlp.enabled()
        ? "to "
            + otlp.withoutSecrets(otlp.endpoint())
            + " by "
            + protocol(otlp)
            + ": "
            + otlp.reason()
        : "off: " + otlp.reason();
  }

  Exporter now() {
    if (problem != null) {
      return ExporterState.off(name, otlp.withoutSecrets(otlp.endpoint()), problem);
    }
    return otlp.enabled() ? state.now() : ExporterState.off(name, "", otlp.reason());
  }

  private static String protocol(Otlp otlp) {
    return otlp.grpc() ? "grpc" : "http/protobuf";
  }
}

package io.duroxide.telemetry.config;

/** What is pushed over OTLP, and the settings by which it differs from the others. */
enum OtlpSignal {
  METRICS(ConfigKey.OTLP_ENABLED, ConfigKey.OTLP_METRICS_ENDPOINT),
  LOGS(ConfigKey.LOGS_ENABLED, ConfigKey.OTLP_LOGS_ENDPOINT);

  private static final String FOR_METRICS = "OTEL_EXPORTER_OTLP_METRICS_";

  private final ConfigKey enabled;
  private final ConfigKey endpoint;

  OtlpSignal(ConfigKey enabled, ConfigKey endpoint) {
    this.enabled = enabled;
    this.endpoint = endpoint;
  }

  /** Whether it is pushed: a switch. */
  ConfigKey enabled() {
    return enabled;
  }

  /** Its own address, used as it is. */
  ConfigKey endpoint() {
    return endpoint;
  }

  /** OpenTelemetry's variable that lists the exporters. */
  String exporters() {
    return "OTEL_" + name() + "_EXPORTER";
  }

  /**
   * Its own of OpenTelemetry's variables.
   *
   * @param variable the one of metrics, or one that is for everything
   */
  String variable(String variable) {
    return variable.replace(FOR_METRICS, "OTEL_EXPORTER_OTLP_" + name() + "_");
  }

  /** Whether OpenTelemetry has a variable of each signal for it. */
  static boolean mayDiffer(ConfigKey key) {
    return key != ConfigKey.OTLP_METRICS_ENDPOINT
        && key.aliases().stream().anyMatch(alias -> alias.startsWith(FOR_METRICS));
  }

  /** What is added to the base address for http. */
  String path() {
    return "/v1/" + name().toLowerCase(java.util.Locale.ROOT);
  }
}

package io.duroxide.telemetry.config;

import java.util.List;
import java.util.Locale;

/**
 * Every setting: its name, where else it may come from, its default, what it may be, what it does.
 *
 * <p>The property is {@code duroxide.telemetry.<name>}, the variable {@code
 * DUROXIDE_TELEMETRY_<NAME>}. Aliases starting with {@code DUROXIDE_METRICS_} are older variables
 * of the same rank; aliases starting with {@code OTEL_} are OpenTelemetry's variables, which also
 * exist as system properties, and only replace the default.
 */
public enum ConfigKey {
  ENABLED(
      "enabled",
      ValueType.BOOLEAN,
      "true",
      "The whole agent. OpenTelemetry's variable says the opposite.",
      "OTEL_SDK_DISABLED"),
  CONFIG(
      "config",
      ValueType.TEXT,
      "",
      "Path of the properties file; the argument of -javaagent comes before it,"
          + " duroxide-telemetry.properties beside the jar after it. Not read from the file."),
  STRICT(
      "strict",
      ValueType.BOOLEAN,
      "false",
      "Refuse to start, with exit code 78, if a setting is wrong or unknown or the runtime is not the"
          + " one this agent was made for. Without it both are a line in the log."),

  PROMETHEUS_ENABLED(
      "prometheus.enabled",
      ValueType.BOOLEAN,
      "true",
      "Endpoint /metrics for Prometheus, and /status for people. OpenTelemetry's list of exporters"
          + " switches it on if it names prometheus, else off.",
      "OTEL_METRICS_EXPORTER"),
  PROMETHEUS_HOST(
      "prometheus.host",
      ValueType.TEXT,
      "localhost",
      "Address the endpoint listens on; 0.0.0.0 makes it reachable from elsewhere.",
      "OTEL_EXPORTER_PROMETHEUS_HOST"),
  PROMETHEUS_PORT(
      "prometheus.port",
      ValueType.PORT,
      "9464",
      "First port to try; the next 9 are tried if it is taken. 0 takes any free port.",
      "OTEL_EXPORTER_PROMETHEUS_PORT"),

  OTLP_ENABLED(
      "otlp.enabled",
      ValueType.SWITCH,
      "auto",
      "Push metrics over OTLP; auto means: as soon as an endpoint is configured. OpenTelemetry's list"
          + " of exporters switches it on if it names otlp, else off.",
      "OTEL_METRICS_EXPORTER"),
  OTLP_ENDPOINT(
      "otlp.endpoint",
      ValueType.ADDRESS,
      "",
      "Base address of the collector; /v1/metrics and /v1/logs are added for http. If OTLP is on"
          + " without it: http://localhost:4318, for gRPC 4317.",
      "OTEL_EXPORTER_OTLP_ENDPOINT"),
  OTLP_METRICS_ENDPOINT(
      "otlp.metrics.endpoint",
      ValueType.ADDRESS,
      "",
      "Address for metrics, used as it is.",
      "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT"),
  OTLP_LOGS_ENDPOINT(
      "otlp.logs.endpoint",
      ValueType.ADDRESS,
      "",
      "Address for log records, used as it is.",
      "OTEL_EXPORTER_OTLP_LOGS_ENDPOINT"),
  OTLP_PROTOCOL(
      "otlp.protocol",
      ValueType.PROTOCOL,
      "",
      "If not set: grpc for an endpoint on port 4317, else http/protobuf.",
      "OTEL_EXPORTER_OTLP_METRICS_PROTOCOL",
      "OTEL_EXPORTER_OTLP_PROTOCOL"),
  OTLP_HEADERS(
      "otlp.headers",
      ValueType.PAIRS,
      "",
      "Headers of every export, such as credentials; never printed.",
      "OTEL_EXPORTER_OTLP_METRICS_HEADERS",
      "OTEL_EXPORTER_OTLP_HEADERS"),
  OTLP_TIMEOUT(
      "otlp.timeout",
      ValueType.DURATION,
      "10s",
      "Limit of one export.",
      "OTEL_EXPORTER_OTLP_METRICS_TIMEOUT",
      "OTEL_EXPORTER_OTLP_TIMEOUT"),
  OTLP_COMPRESSION(
      "otlp.compression",
      ValueType.COMPRESSION,
      "none",
      "Compression of exports.",
      "OTEL_EXPORTER_OTLP_METRICS_COMPRESSION",
      "OTEL_EXPORTER_OTLP_COMPRESSION"),
  OTLP_CERTIFICATE(
      "otlp.certificate",
      ValueType.FILE,
      "",
      "PEM file of the certificates to trust; else the JVM's.",
      "OTEL_EXPORTER_OTLP_METRICS_CERTIFICATE",
      "OTEL_EXPORTER_OTLP_CERTIFICATE"),
  OTLP_CLIENT_KEY(
      "otlp.client.key",
      ValueType.FILE,
      "",
      "PEM file of the client's private key; needs otlp.client.certificate.",
      "OTEL_EXPORTER_OTLP_METRICS_CLIENT_KEY",
      "OTEL_EXPORTER_OTLP_CLIENT_KEY"),
  OTLP_CLIENT_CERTIFICATE(
      "otlp.client.certificate",
      ValueType.FILE,
      "",
      "PEM file of the client's certificate; needs otlp.client.key.",
      "OTEL_EXPORTER_OTLP_METRICS_CLIENT_CERTIFICATE",
      "OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE"),
  EXPORT_INTERVAL(
      "export.interval",
      ValueType.DURATION,
      "60s",
      "Time between two exports of metrics over OTLP.",
      "OTEL_METRIC_EXPORT_INTERVAL"),

  LOGS_ENABLED(
      "logs.enabled",
      ValueType.SWITCH,
      "auto",
      "Log records of application and runtime, over OTLP; auto means: as otlp.enabled says, or as soon"
          + " as an endpoint for logs or for everything is configured. OpenTelemetry's list of"
          + " exporters switches it on if it names otlp, else off.",
      "OTEL_LOGS_EXPORTER"),
  LOGS_LEVEL(
      "logs.level",
      ValueType.LEVEL,
      "info",
      "The least severe records that are exported, of those the application's logging lets through."),
  LOGS_QUEUE_SIZE(
      "logs.queue-size",
      ValueType.LIMIT,
      "2048",
      "Records that may wait for their export: so many errors and warnings, and so many others. Either"
          + " holds 8 MiB at most. What comes when it is full is dropped and counted.",
      "OTEL_BLRP_MAX_QUEUE_SIZE"),
  LOGS_EXPORT_INTERVAL(
      "logs.export-interval",
      ValueType.DURATION,
      "1s",
      "Time between two exports of log records; 512 of them do not wait for it.",
      "OTEL_BLRP_SCHEDULE_DELAY"),

  SERVICE_NAME(
      "service.name",
      ValueType.TEXT,
      "",
      "Resource attribute service.name; if not set, the name of the main class or jar.",
      "OTEL_SERVICE_NAME"),
  SERVICE_INSTANCE_ID(
      "service.instance.id",
      ValueType.TEXT,
      "",
      "Resource attribute service.instance.id; if not set, made up at each start. Must differ"
          + " between processes."),
  RESOURCE_ATTRIBUTES(
      "resource.attributes",
      ValueType.PAIRS,
      "",
      "Further resource attributes.",
      "OTEL_RESOURCE_ATTRIBUTES"),

  ORCHESTRATION_ENABLED(
      "orchestration.enabled",
      ValueType.BOOLEAN,
      "true",
      "Metrics about orchestrations.",
      "DUROXIDE_METRICS_ORCHESTRATION"),
  ACTIVITY_ENABLED(
      "activity.enabled",
      ValueType.BOOLEAN,
      "true",
      "Metrics about activities.",
      "DUROXIDE_METRICS_ACTIVITY"),
  PROVIDER_ENABLED(
      "provider.enabled",
      ValueType.BOOLEAN,
      "true",
      "Metrics about providers.",
      "DUROXIDE_METRICS_PROVIDER"),
  WORKER_ENABLED(
      "worker.enabled",
      ValueType.BOOLEAN,
      "true",
      "Metrics about workers and queues.",
      "DUROXIDE_METRICS_WORKER"),
  CLIENT_ENABLED("client.enabled", ValueType.BOOLEAN, "true", "Metrics about client calls."),
  RESOURCE_ENABLED(
      "resource.enabled",
      ValueType.BOOLEAN,
      "true",
      "OpenTelemetry's metrics about the JVM itself, jvm.*."),
  PROVIDER_GUIDE_NAMES(
      "provider.guide-names",
      ValueType.BOOLEAN,
      "false",
      "Metrics about providers also under the names of the provider guide, durations in"
          + " milliseconds."),

  ACTIVITY_SAMPLE_RATE(
      "activity.sample-rate",
      ValueType.RATIO,
      "1.0",
      "Share of successful activities that reach the histograms; counters and errors are never"
          + " sampled.",
      "DUROXIDE_METRICS_SAMPLE_RATE"),
  ACTIVITY_TAG_LABEL(
      "activity.tag-label",
      ValueType.BOOLEAN,
      "true",
      "The activity's own tag as label value; false makes every tag default."),
  INCLUDE_ERROR_MESSAGES(
      "include-error-messages",
      ValueType.BOOLEAN,
      "false",
      "Messages and stack traces of exceptions in exported log records, which otherwise have the"
          + " exception's class only. Metrics never have them.",
      "DUROXIDE_METRICS_INCLUDE_ERROR_MESSAGES"),

  LIMIT_LABEL_VALUES(
      "limits.label-values",
      ValueType.LIMIT,
      "1000",
      "Different values of any label; the limits below never exceed it. Past a limit the value is"
          + " __other__.",
      "DUROXIDE_METRICS_MAX_LABEL_VALUES"),
  LIMIT_ACTIVITY_NAMES("limits.activity-names", ValueType.LIMIT, "500", "Activity names."),
  LIMIT_ORCHESTRATION_NAMES(
      "limits.orchestration-names", ValueType.LIMIT, "100", "Orchestration names."),
  LIMIT_VERSIONS("limits.versions", ValueType.LIMIT, "20", "Versions of each orchestration."),
  LIMIT_ERROR_CODES("limits.error-codes", ValueType.LIMIT, "50", "Error codes."),
  LIMIT_TAGS("limits.tags", ValueType.LIMIT, "20", "Activity tags."),
  LIMIT_EVENT_NAMES("limits.event-names", ValueType.LIMIT, "50", "Names of external events."),

  GAUGE_POLL_INTERVAL(
      "gauge.poll-interval",
      ValueType.DURATION,
      "5s",
      "Time between two readings of queue depths and open instances from the store."),
  GAUGE_POLL_TIMEOUT(
      "gauge.poll-timeout",
      ValueType.DURATION,
      "5s",
      "A reading that takes longer is reported; the last good values stay until it returns."),
  SHUTDOWN_TIMEOUT(
      "shutdown.timeout",
      ValueType.DURATION,
      "3s",
      "Longest delay of the JVM's exit by the last export, which begins when the application's"
          + " shutdown hooks have ended."),

  ERROR_CATEGORIES(
      "error-categories",
      ValueType.ERROR_CATEGORIES,
      "",
      "Adds to the table from exception class prefix to error_category; the longest prefix wins."),
  INFRASTRUCTURE_CLASSES(
      "infrastructure-classes",
      ValueType.NAMES,
      ErrorTable.DEFAULT_INFRASTRUCTURE,
      "Exception class prefixes that make a failure one of the infrastructure; replaces the"
          + " default."),
  BUCKETS(
      "buckets.",
      ValueType.BUCKETS,
      "",
      "Followed by the name of a histogram: its bucket bounds instead of the catalogue's.");

  static final String PREFIX = "duroxide.telemetry.";

  private final String shortName;
  private final ValueType type;
  private final String defaultText;
  private final String text;

  @SuppressWarnings("ImmutableEnumChecker") // it is a List.of
  private final List<String> aliases;

  ConfigKey(String shortName, ValueType type, String defaultText, String text, String... aliases) {
    this.shortName = shortName;
    this.type = type;
    this.defaultText = defaultText;
    this.text = text;
    this.aliases = List.of(aliases);
  }

  /** Name in the file and as system property. Of {@link #BUCKETS}: the part before the metric. */
  public String property() {
    return PREFIX + shortName;
  }

  /** Name of the environment variable. */
  public String variable() {
    return variable(property());
  }

  /** How a variable for this name is called. */
  static String variable(String name) {
    return name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  /** Older and foreign variables, first one wins. */
  public List<String> aliases() {
    return aliases;
  }

  /** What holds if nothing is configured; empty means not set. */
  public String defaultText() {
    return defaultText;
  }

  /** What it does, in one sentence. */
  public String text() {
    return text;
  }

  /** What a value may be, in words. */
  public String allowed() {
    return type.allowed();
  }

  ValueType type() {
    return type;
  }

  boolean secret() {
    return this == OTLP_HEADERS;
  }
}

package io.duroxide.telemetry.config;

import java.nio.file.Path;

/** For every key a value that is allowed and not the default. */
public final class ExampleValues {

  private ExampleValues() {}

  /**
   * @param file one that can be read
   * @return as it is written in a file
   */
  public static String of(ConfigKey key, Path file) {
    return switch (key) {
      case ENABLED,
          PROMETHEUS_ENABLED,
          ORCHESTRATION_ENABLED,
          ACTIVITY_ENABLED,
          PROVIDER_ENABLED,
          WORKER_ENABLED,
          CLIENT_ENABLED,
          RESOURCE_ENABLED,
          ACTIVITY_TAG_LABEL ->
          "false";
      case STRICT, PROVIDER_GUIDE_NAMES, INCLUDE_ERROR_MESSAGES -> "true";
      case OTLP_ENABLED -> "true";
      case LOGS_ENABLED -> "false";
      case LOGS_LEVEL -> "debug";
      case LOGS_QUEUE_SIZE -> "7";
      case CONFIG, OTLP_CERTIFICATE, OTLP_CLIENT_KEY, OTLP_CLIENT_CERTIFICATE -> file.toString();
      case PROMETHEUS_HOST -> "127.0.0.1";
      case PROMETHEUS_PORT -> "0";
      case OTLP_ENDPOINT, OTLP_METRICS_ENDPOINT, OTLP_LOGS_ENDPOINT -> "http://localhost:9/base";
      case OTLP_PROTOCOL -> "grpc";
      case OTLP_HEADERS, RESOURCE_ATTRIBUTES -> "some-key=some%20value";
      case OTLP_COMPRESSION -> "gzip";
      case OTLP_TIMEOUT,
          EXPORT_INTERVAL,
          LOGS_EXPORT_INTERVAL,
          GAUGE_POLL_INTERVAL,
          GAUGE_POLL_TIMEOUT,
          SHUTDOWN_TIMEOUT ->
          "123ms";
      case SERVICE_NAME, SERVICE_INSTANCE_ID -> "some-service";
      case ACTIVITY_SAMPLE_RATE -> "0.0";
      case LIMIT_LABEL_VALUES,
          LIMIT_ACTIVITY_NAMES,
          LIMIT_ORCHESTRATION_NAMES,
          LIMIT_VERSIONS,
          LIMIT_ERROR_CODES,
          LIMIT_TAGS,
          LIMIT_EVENT_NAMES ->
          "1";
      case ERROR_CATEGORIES -> "com.shop.=validation";
      case INFRASTRUCTURE_CLASSES -> "com.shop.";
      case BUCKETS -> "0.25,7";
    };
  }
}

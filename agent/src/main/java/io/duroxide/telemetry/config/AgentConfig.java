package io.duroxide.telemetry.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The effective configuration; always complete, whatever was wrong with its sources.
 *
 * @param enabled whether the agent does anything at all
 * @param strict whether problems are a reason not to start
 * @param file the properties file that was read; empty if there was none
 * @param otlp for metrics
 * @param exportInterval between two exports of metrics over OTLP
 * @param categories groups of metrics that are on
 * @param activitySampleRate share of successful activities that reach the histograms, 0 to 1
 * @param activityTagLabel whether an activity's tag becomes a label value
 * @param includeErrorMessages whether messages and stack traces of exceptions may leave the process
 *     in logs
 * @param shutdownTimeout longest delay of the JVM's exit
 * @param buckets bounds by histogram name, where they differ from the catalogue
 * @param providerGuideNames whether the metrics of the provider guide are emitted too
 * @param settings every setting as it is in effect; secrets masked
 * @param problems one line for everything that was wrong and what is used instead
 * @param notices one line for everything that is not wrong but has no effect
 */
public record AgentConfig(
    boolean enabled,
    boolean strict,
    String file,
    Prometheus prometheus,
    Otlp otlp,
    Duration exportInterval,
    Logs logs,
    Service service,
    Set<Category> categories,
    double activitySampleRate,
    boolean activityTagLabel,
    boolean includeErrorMessages,
    Limits limits,
    GaugePolling gaugePolling,
    Duration shutdownTimeout,
    ErrorTable errors,
    Map<String, List<Double>> buckets,
    boolean providerGuideNames,
    List<Setting> settings,
    List<String> problems,
    List<String> notices) {

  /** One line per value that is not the default, with its source; secrets masked. */
  public List<String> describe() {
    return settings.stream().filter(Setting::changed).map(Setting::toString).toList();
  }

  /** What decides whether the agent does anything, with its source. */
  public Setting decisive() {
    return settings.stream()
        .filter(setting -> setting.key().equals(ConfigKey.ENABLED.property()))
        .findFirst()
        .orElseThrow();
  }

  /**
   * One setting in effect.
   *
   * @param value for people: secrets are masked; empty if there is none
   * @param source where it was found; {@code default} if nowhere
   * @param changed whether it differs from the default
   */
  public record Setting(String key, String value, String source, boolean changed) {

    @Override
    public String toString() {
      return key + " = " + (value.isEmpty() ? "(not set)" : value) + " (" + source + ")";
    }
  }

  /**
   * @param port first port to try; 0 for any
   */
  public record Prometheus(boolean enabled, String host, int port) {}

  /**
   * @param reason why it is on or off, in words
   * @param endpoint where the signal goes, complete
   * @param grpc else http/protobuf
   */
  public record Otlp(
      boolean enabled,
      String reason,
      String endpoint,
      boolean grpc,
      Map<String, String> headers,
      Duration timeout,
      String compression,
      Tls tls) {

    /** What is shorter, such as a number of a version, occurs in any text. */
    private static final int SHORTEST_SECRET = 4;

    /** The text without what may hold credentials: values of headers, parts of addresses. */
    public String withoutSecrets(String text) {
      String clean = text;
      for (String value : headers.values()) {
        clean = value.length() < SHORTEST_SECRET ? clean : clean.replace(value, Masking.MASK);
      }
      return Masking.addresses(clean);
    }

    /** Without what may hold credentials: headers and address. */
    @Override
    public String toString() {
      return "Otlp[" + enabled + ", " + reason + "]";
    }
  }

  /**
   * @param leastSeverity OpenTelemetry's number of the least severe records that are exported
   * @param queueSize records that may wait in each of the two lanes
   */
  public record Logs(Otlp otlp, int leastSeverity, int queueSize, Duration exportInterval) {}

  /** PEM files; null means the JVM's own trust, or no client certificate. */
  public record Tls(
      @Nullable Path certificate, @Nullable Path clientKey, @Nullable Path clientCertificate) {}

  /** Who is exporting. */
  public record Service(String name, String instanceId, Map<String, String> attributes) {}

  /** Different values a label may take in this process. */
  public record Limits(
      int labelValues,
      int activityNames,
      int orchestrationNames,
      int versionsPerName,
      int errorCodes,
      int tags,
      int eventNames) {}

  /** How the store is asked for its gauges. */
  public record GaugePolling(Duration interval, Duration timeout) {}
}

package io.duroxide.telemetry.config;

import java.util.stream.Collectors;

/** The reference page, made from the table of keys. */
final class ConfigurationPage {

  private static final String HEAD =
      """
      # Configuration of the agent

      Made from `ConfigKey`; a test compares. Nothing has to be configured: the agent then serves
      `http://localhost:9464/metrics` and pushes nothing.

      Where values come from, the first one wins:

      1. system property `duroxide.telemetry.*`;
      2. environment variable `DUROXIDE_TELEMETRY_*`, then the older `DUROXIDE_METRICS_*`;
      3. the properties file (UTF-8): the argument of `-javaagent:duroxide-telemetry.jar=<file>`, else
         `-Dduroxide.telemetry.config=<file>`, else `DUROXIDE_TELEMETRY_CONFIG`, else
         `duroxide-telemetry.properties` beside the jar;
      4. OpenTelemetry's own settings named below, as system property (`otel.exporter.otlp.endpoint`) or
         variable (`OTEL_EXPORTER_OTLP_ENDPOINT`). Others that are set have no effect here, which is said
         in one line at start; those of other agents (`OTEL_JAVAAGENT_*`, `OTEL_INSTRUMENTATION_*`,
         `OTEL_JAVA_*`) are left alone. Those with `OTLP_METRICS` in their name exist
         for each signal: `OTEL_EXPORTER_OTLP_LOGS_HEADERS` holds for logs, and the one of metrics does
         not. `OTEL_METRICS_EXPORTER` and `OTEL_LOGS_EXPORTER` decide nothing about an exporter for
         which a setting of ours gives host, port or endpoint;
      5. the default.

      A value that is not allowed is named in one line at start, and the default is used. So is a key of
      ours that does not exist, with the nearest one that does. The start of the application never fails,
      unless `duroxide.telemetry.strict=true` asks for it: then every such line, and a runtime with other
      methods than this agent was made for, ends the JVM with exit code 78 and one line that says why.
      Before `main` that is decided for the settings and for a runtime on the class path; a runtime in
      another class loader is looked at when its first class is loaded, before it can start. Attached to
      a running JVM, nothing is instrumented instead.
      `duroxide.telemetry.enabled=false` turns everything off.

      `java -jar duroxide-telemetry.jar check <file>` validates a file and prints what would be in effect
      in this shell, with the source of each value; headers, and users and queries in addresses, are
      masked. Exit code 0, 1 if there are problems, 2 if the file cannot be read.

      """;

  private ConfigurationPage() {}

  static String text() {
    StringBuilder page = new StringBuilder(HEAD);
    for (ConfigKey key : ConfigKey.values()) {
      String name = key == ConfigKey.BUCKETS ? "<metric>" : "";
      page.append("## `").append(key.property()).append(name).append("`\n\n");
      page.append(key.text()).append("\n\n");
      page.append("- Variable: `").append(key.variable());
      page.append(key == ConfigKey.BUCKETS ? "<METRIC>" : "").append("`");
      if (!key.aliases().isEmpty()) {
        page.append("; also ");
        page.append(
            key.aliases().stream()
                .map(alias -> "`" + alias + "`")
                .collect(Collectors.joining(", ")));
      }
      page.append("\n- Allowed: ").append(key.allowed()).append("\n- Default: ");
      page.append(key.defaultText().isEmpty() ? "not set" : "`" + key.defaultText() + "`");
      page.append("\n\n");
    }
    return page.toString();
  }
}

package io.duroxide.telemetry.config;

import io.duroxide.telemetry.config.Settings.Candidate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The only place that knows where settings come from and which source wins: system property,
 * environment, file, OpenTelemetry's own settings, default. Never throws for bad input.
 */
public final class ConfigLoader {

  private static final String FILE_BESIDE_JAR = "duroxide-telemetry.properties";

  private final Map<String, String> systemProperties;
  private final Map<String, String> environment;
  private final @Nullable Path jarDirectory;
  private final Collection<String> histograms;
  private Map<String, String> file = Map.of();
  private String fileName = "";
  private String fileSource = "default";

  /**
   * @param jarDirectory where the agent's jar lies, or null if that is unknown
   * @param histograms names that may have bucket lists
   */
  public ConfigLoader(
      Map<String, String> systemProperties,
      Map<String, String> environment,
      @Nullable Path jarDirectory,
      Collection<String> histograms) {
    this.systemProperties = systemProperties;
    this.environment = environment;
    this.jarDirectory = jarDirectory;
    this.histograms = List.copyOf(histograms);
  }

  /** Reads this process's properties and environment. */
  public static ConfigLoader ofProcess(@Nullable Path jarDirectory, Collection<String> histograms) {
    Properties properties = System.getProperties();
    Map<String, String> copy = new HashMap<>();
    properties.stringPropertyNames().forEach(key -> copy.put(key, properties.getProperty(key)));
    return new ConfigLoader(copy, System.getenv(), jarDirectory, histograms);
  }

  /**
   * @param agentArgument what followed {@code =} in {@code -javaagent}: a file, or null
   */
  public AgentConfig load(@Nullable String agentArgument) {
    List<String> problems = new ArrayList<>();
    List<String> notices = new ArrayList<>();
    readFile(agentArgument, problems);
    UnknownKeys.report("a system property", systemProperties, problems);
    UnknownKeys.reportVariables(environment, problems);
    UnknownKeys.reportFile(fileName, file, problems, notices);
    ForeignSettings.report(systemProperties, environment, notices);
    new OpenTelemetrySettings(systemProperties, environment).reportExporters(notices);
    Settings settings = new Settings(problems);
    for (ConfigKey key : ConfigKey.values()) {
      if (key == ConfigKey.CONFIG) {
        settings.putFile(fileName, fileSource);
      } else if (key != ConfigKey.BUCKETS) {
        settings.put(key, find(key));
      }
    }
    for (OtlpSignal signal : OtlpSignal.values()) {
      putOf(signal, settings);
    }
    findBuckets(problems).forEach(settings::putBuckets);
    return ConfigMapping.toConfig(settings, fileName, defaultServiceName(), notices);
  }

  private void readFile(@Nullable String agentArgument, List<String> problems) {
    Candidate named = fileCandidate(agentArgument);
    Map<String, String> read = named == null ? null : ConfigFile.read(named.text(), problems);
    if (named != null && read != null) {
      file = read;
      fileName = named.text();
      fileSource = named.source();
    }
  }

  private @Nullable Candidate fileCandidate(@Nullable String agentArgument) {
    if (agentArgument != null && !agentArgument.isBlank()) {
      return new Candidate("argument of the agent", agentArgument.strip(), false);
    }
    Candidate configured = find(ConfigKey.CONFIG);
    if (configured == null && jarDirectory != null) {
      Path beside = jarDirectory.resolve(FILE_BESIDE_JAR);
      return Files.exists(beside)
          ? new Candidate("file beside the jar", beside.toString(), false)
          : null;
    }
    return configured;
  }

  /** What OpenTelemetry's variables say about this signal only. */
  private void putOf(OtlpSignal signal, Settings settings) {
    for (ConfigKey key : ConfigKey.values()) {
      if (OtlpSignal.mayDiffer(key)) {
        Candidate own = find(key, signal);
        if (!Objects.equals(own, find(key))) {
          settings.putOf(signal, key, own);
        }
      }
    }
  }

  private @Nullable Candidate find(ConfigKey key) {
    return find(key, OtlpSignal.METRICS);
  }

  private @Nullable Candidate find(ConfigKey key, OtlpSignal signal) {
    Candidate found = findOwn(key);
    if (found == null && !isConfiguredByItself(key)) {
      OpenTelemetrySettings theirs = new OpenTelemetrySettings(systemProperties, environment);
      for (String alias : key.aliases()) {
        if (found == null && alias.startsWith("OTEL_")) {
          found = theirs.candidate(key, signal.variable(alias));
        }
      }
    }
    return found;
  }

  private @Nullable Candidate findOwn(ConfigKey key) {
    Candidate found = own("system property", systemProperties, key.property());
    if (found == null) {
      found = own("environment", environment, key.variable());
    }
    for (String alias : key.aliases()) {
      if (found == null && alias.startsWith("DUROXIDE_")) {
        found = own("environment", environment, alias);
      }
    }
    return found == null ? own(fileName, file, key.property()) : found;
  }

  /** An exporter that was configured for us is wanted, whatever those of the application are. */
  private boolean isConfiguredByItself(ConfigKey key) {
    for (OtlpSignal signal : OtlpSignal.values()) {
      if (key == signal.enabled()) {
        return findOwn(ConfigKey.OTLP_ENDPOINT) != null || findOwn(signal.endpoint()) != null;
      }
    }
    return key == ConfigKey.PROMETHEUS_ENABLED
        && (findOwn(ConfigKey.PROMETHEUS_HOST) != null
            || findOwn(ConfigKey.PROMETHEUS_PORT) != null);
  }

  private static @Nullable Candidate own(String carrier, Map<String, String> values, String name) {
    String text = values.get(name);
    return text == null || text.isBlank()
        ? null
        : new Candidate(carrier + " " + name, text.strip(), false);
  }

  private Map<String, Candidate> findBuckets(List<String> problems) {
    BucketKeys keys = new BucketKeys(histograms, problems);
    keys.addProperties(fileName, file);
    keys.addVariables(environment);
    keys.addProperties("system property", systemProperties);
    return keys.found();
  }

  /** The main class or jar of the process, as the JVM was told. */
  private String defaultServiceName() {
    String command = systemProperties.getOrDefault("sun.java.command", "").strip();
    String main = command.split("\\s", 2)[0].replace('\\', '/');
    String name = main.substring(main.lastIndexOf('/') + 1);
    if (name.endsWith(".jar")) {
      name = name.substring(0, name.length() - ".jar".length());
    } else {
      name = name.substring(name.lastIndexOf('.') + 1);
    }
    return name.isEmpty() ? "duroxide" : name;
  }
}

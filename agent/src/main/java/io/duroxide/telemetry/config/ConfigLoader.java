package io.duroxide.telemetry.config;

import io.duroxide.telemetry.config.Settings.Candidate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
  private Map<String, String> file = Map.of();
  private String fileName = "";

  /**
   * @param jarDirectory where the agent's jar lies, or null if that is unknown
   */
  public ConfigLoader(
      Map<String, String> systemProperties,
      Map<String, String> environment,
      @Nullable Path jarDirectory) {
    this.systemProperties = systemProperties;
    this.environment = environment;
    this.jarDirectory = jarDirectory;
  }

  /** Reads this process's properties and environment. */
  public static ConfigLoader ofProcess(@Nullable Path jarDirectory) {
    Properties properties = System.getProperties();
    Map<String, String> copy = new HashMap<>();
    properties.stringPropertyNames().forEach(key -> copy.put(key, properties.getProperty(key)));
    return new ConfigLoader(copy, System.getenv(), jarDirectory);
  }

  /**
   * @param agentArgument what followed {@code =} in {@code -javaagent}: a file, or null
   */
  public AgentConfig load(@Nullable String agentArgument) {
    List<String> problems = new ArrayList<>();
    readFile(agentArgument, problems);
    UnknownKeys.report("a system property", systemProperties, problems);
    UnknownKeys.reportVariables(environment, problems);
    UnknownKeys.report(fileName, file, problems);
    Settings settings = new Settings(problems);
    for (ConfigKey key : ConfigKey.values()) {
      if (key != ConfigKey.BUCKETS && key != ConfigKey.CONFIG) {
        settings.put(key, find(key));
      }
    }
    findBuckets().forEach(settings::putBuckets);
    return ConfigMapping.toConfig(settings, defaultServiceName());
  }

  private void readFile(@Nullable String agentArgument, List<String> problems) {
    String name = agentArgument == null ? "" : agentArgument.strip();
    if (name.isEmpty()) {
      Candidate configured = find(ConfigKey.CONFIG);
      name = configured == null ? "" : configured.text();
    }
    if (name.isEmpty() && jarDirectory != null) {
      Path beside = jarDirectory.resolve(FILE_BESIDE_JAR);
      name = Files.exists(beside) ? beside.toString() : "";
    }
    if (!name.isEmpty()) {
      file = ConfigFile.read(name, problems);
      fileName = name;
    }
  }

  private @Nullable Candidate find(ConfigKey key) {
    Candidate found = candidate("system property", systemProperties, key.property());
    if (found == null) {
      found = candidate("environment", environment, key.variable());
    }
    for (String alias : key.aliases()) {
      if (found == null && alias.startsWith("DUROXIDE_")) {
        found = candidate("environment", environment, alias);
      }
    }
    if (found == null) {
      found = candidate(fileName, file, key.property());
    }
    for (String alias : key.aliases()) {
      if (found == null && alias.startsWith("OTEL_")) {
        found = openTelemetry(alias);
      }
    }
    return found;
  }

  private @Nullable Candidate openTelemetry(String variable) {
    String property = variable.toLowerCase(Locale.ROOT).replace('_', '.');
    Candidate found = candidate("system property", systemProperties, property);
    return found != null ? found : candidate("environment", environment, variable);
  }

  private static @Nullable Candidate candidate(
      String carrier, Map<String, String> values, String name) {
    String text = values.get(name);
    return text == null || text.isBlank()
        ? null
        : new Candidate(carrier + " " + name, text.strip());
  }

  private Map<String, Candidate> findBuckets() {
    Map<String, Candidate> found = new HashMap<>();
    addBuckets(fileName, file, ConfigKey.BUCKETS.property(), found);
    addBuckets("environment", environment, ConfigKey.BUCKETS.variable(), found);
    addBuckets("system property", systemProperties, ConfigKey.BUCKETS.property(), found);
    return found;
  }

  private static void addBuckets(
      String carrier, Map<String, String> values, String prefix, Map<String, Candidate> found) {
    for (String name : values.keySet()) {
      Candidate candidate = name.startsWith(prefix) ? candidate(carrier, values, name) : null;
      if (candidate != null) {
        found.put(name.substring(prefix.length()).toLowerCase(Locale.ROOT), candidate);
      }
    }
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

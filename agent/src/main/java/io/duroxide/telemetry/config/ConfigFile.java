package io.duroxide.telemetry.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** A properties file in UTF-8, or null and one line about why it could not be read. */
final class ConfigFile {

  private static final long MAX_BYTES = 1_000_000;

  private ConfigFile() {}

  static @Nullable Map<String, String> read(String name, List<String> problems) {
    String reason;
    try {
      Path file = Path.of(name);
      if (Files.isDirectory(file)) {
        reason = "it is a directory";
      } else if (!Files.exists(file)) {
        reason = "it does not exist";
      } else if (Files.size(file) > MAX_BYTES) {
        reason = "it is larger than " + MAX_BYTES + " bytes";
      } else {
        return properties(file);
      }
    } catch (IOException | IllegalArgumentException unreadable) {
      reason = unreadable.getClass().getSimpleName() + ": " + unreadable.getMessage();
    }
    problems.add("configuration file '" + name + "' is not used: " + reason);
    return null;
  }

  private static Map<String, String> properties(Path file) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    }
    Map<String, String> values = new HashMap<>();
    properties.stringPropertyNames().forEach(key -> values.put(key, properties.getProperty(key)));
    return values;
  }
}

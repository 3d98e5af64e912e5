package io.duroxide.telemetry;

import io.duroxide.telemetry.config.AgentConfig;
import io.duroxide.telemetry.install.JoinPointCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code strict=true} asks for: better no start than one whose telemetry is not right. */
final class StrictStart {

  private static final String KEY = "duroxide.telemetry.strict";

  private StrictStart() {}

  /**
   * Whether there is a word of it anywhere. To read the whole configuration before {@code main}
   * would cost those who did not ask.
   */
  static boolean mayBeWanted(@Nullable String arguments) {
    return System.getProperty(KEY) != null
        || System.getenv("DUROXIDE_TELEMETRY_STRICT") != null
        || isMentioned(file(arguments));
  }

  private static @Nullable String file(@Nullable String arguments) {
    if (arguments != null && !arguments.isBlank()) {
      return arguments.strip();
    }
    String property = System.getProperty("duroxide.telemetry.config");
    String named = property != null ? property : System.getenv("DUROXIDE_TELEMETRY_CONFIG");
    if (named != null) {
      return named;
    }
    Path directory = AgentJar.directory();
    return directory == null ? null : directory + "/duroxide-telemetry.properties";
  }

  private static boolean isMentioned(@Nullable String file) {
    try {
      return file != null
          && Files.exists(Path.of(file))
          && Files.readString(Path.of(file)).contains(KEY);
    } catch (IOException | IllegalArgumentException unreadable) {
      return false; // the configuration says so once it is read
    }
  }

  /** Everything that is a reason not to start; nothing if nobody asked to be strict. */
  static List<String> objections(AgentConfig config, @Nullable ClassLoader engineLoader) {
    if (!config.strict() || !config.enabled()) {
      return List.of();
    }
    List<String> objections = new ArrayList<>(config.problems());
    objections.addAll(JoinPointCheck.problems(engineLoader, config.logs().otlp().enabled()));
    return objections;
  }
}

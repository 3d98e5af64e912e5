package io.duroxide.telemetry;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import org.jspecify.annotations.Nullable;

/** Where the agent's own jar lies. */
final class AgentJar {

  private AgentJar() {}

  /** Null if the agent was put on the boot class path only, or its place cannot be told. */
  static @Nullable Path directory() {
    CodeSource source = AgentJar.class.getProtectionDomain().getCodeSource();
    try {
      return source == null ? null : Path.of(source.getLocation().toURI()).getParent();
    } catch (URISyntaxException | IllegalArgumentException unusable) {
      return null;
    }
  }
}

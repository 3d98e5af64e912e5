package io.duroxide.telemetry.install;

import java.lang.instrument.Instrumentation;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/**
 * The JVM's agent properties: no system properties, and seen only by tools that may attach. The
 * JDK's own management agent leaves its address there too.
 */
public final class AgentProperties {

  private static final String PACKAGE = "jdk.internal.vm";

  private AgentProperties() {}

  /** Adds to the properties; does nothing on a JVM that has none. */
  public static void publish(Instrumentation instrumentation, Map<String, String> properties) {
    try {
      instrumentation.redefineModule(
          Object.class.getModule(),
          Set.of(),
          Map.of(PACKAGE, Set.of(AgentProperties.class.getModule())),
          Map.of(),
          Set.of(),
          Map.of());
      Object all =
          Class.forName(PACKAGE + ".VMSupport").getMethod("getAgentProperties").invoke(null);
      ((Properties) all).putAll(properties);
    } catch (ReflectiveOperationException | RuntimeException unavailable) {
      // Tools then ask the agent itself.
    }
  }
}

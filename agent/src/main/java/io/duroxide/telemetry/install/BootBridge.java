package io.duroxide.telemetry.install;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.util.Map;
import java.util.Set;

/**
 * Defines the bridge into the boot loader, where every class loader finds it. Not by appending to
 * the boot class path: the JVM warns about that and stops sharing application classes from its
 * archives.
 */
final class BootBridge {

  /** Supertypes first. The build renames these classes, here and everywhere, into java.lang. */
  private static final String[] CLASSES = {
    "io/duroxide/telemetry/bootstrap/TelemetrySink",
    "io/duroxide/telemetry/bootstrap/LogSink",
    "io/duroxide/telemetry/bootstrap/AgentHooks",
    "io/duroxide/telemetry/bootstrap/Bridge",
  };

  private BootBridge() {}

  static void define(Instrumentation instrumentation)
      throws ReflectiveOperationException, IOException {
    if (!CLASSES[0].startsWith("java/")) {
      return; // not renamed: the project's own tests, where the class path will do
    }
    openJavaLang(instrumentation);
    MethodHandles.Lookup lookup =
        MethodHandles.privateLookupIn(Object.class, MethodHandles.lookup());
    for (String name : CLASSES) {
      lookup.defineClass(bytes(name + ".class"));
    }
  }

  private static void openJavaLang(Instrumentation instrumentation) {
    instrumentation.redefineModule(
        Object.class.getModule(),
        Set.of(),
        Map.of(),
        Map.of("java.lang", Set.of(BootBridge.class.getModule())),
        Set.of(),
        Map.of());
  }

  private static byte[] bytes(String resource) throws IOException {
    try (InputStream in = ClassLoader.getSystemResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException("not in the agent's jar: " + resource);
      }
      return in.readAllBytes();
    }
  }
}

package io.duroxide.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** An agent that does nothing: what {@code -javaagent} costs by itself. */
public final class EmptyAgent {

  private EmptyAgent() {}

  /** Called by the JVM. */
  public static void premain(String arguments) {}

  /** Writes a jar of this class alone. */
  static void writeJar(Path jar) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Premain-Class", EmptyAgent.class.getName());
    String entry = EmptyAgent.class.getName().replace('.', '/') + ".class";
    try (InputStream bytes = EmptyAgent.class.getResourceAsStream("EmptyAgent.class");
        JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      if (bytes == null) {
        throw new IOException("no resource " + entry);
      }
      out.putNextEntry(new JarEntry(entry));
      bytes.transferTo(out);
    }
  }
}

package io.duroxide.telemetry.jar;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.commons.ClassRemapper;
import net.bytebuddy.jar.asm.commons.SimpleRemapper;

/** Test programs that talk to the bridge need the names it has in the built jar. */
final class RenamedClasses {

  private static final Map<String, String> NAMES =
      Map.of(
          "io/duroxide/telemetry/bootstrap/Bridge", "java/lang/DuroxideBridge",
          "io/duroxide/telemetry/bootstrap/AgentHooks", "java/lang/DuroxideAgentHooks",
          "io/duroxide/telemetry/bootstrap/TelemetrySink", "java/lang/DuroxideTelemetrySink");

  private RenamedClasses() {}

  /** Copies the classes of one folder, renamed, into the class path folder {@code target}. */
  static void write(Path folder, Path target) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".class")).toList()) {
        ClassReader reader = new ClassReader(Files.readAllBytes(file));
        ClassWriter writer = new ClassWriter(0);
        reader.accept(
            new ClassRemapper(
                writer, new SimpleRemapper(net.bytebuddy.jar.asm.Opcodes.ASM9, NAMES)),
            0);
        Path renamed = target.resolve(reader.getClassName() + ".class");
        Files.createDirectories(renamed.getParent());
        Files.write(renamed, writer.toByteArray());
      }
    }
  }
}

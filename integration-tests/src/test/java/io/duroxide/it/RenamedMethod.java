package io.duroxide.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.commons.ClassRemapper;
import net.bytebuddy.jar.asm.commons.Remapper;

/**
 * A library as a later release might be: one method has another name, and every caller knows. It
 * works, but a join point is gone.
 */
final class RenamedMethod extends Remapper {

  private final String owner;
  private final String method;

  private RenamedMethod(String owner, String method) {
    super(net.bytebuddy.jar.asm.Opcodes.ASM9);
    this.owner = owner;
    this.method = method;
  }

  @Override
  public String mapMethodName(String ownerName, String name, String descriptor) {
    return ownerName.equals(owner) && name.equals(method) ? name + "Renamed" : name;
  }

  /**
   * @param owner internal name of the class
   */
  static void copy(Path from, Path to, String owner, String method) throws IOException {
    RenamedMethod renaming = new RenamedMethod(owner, method);
    try (JarFile original = new JarFile(from.toFile());
        OutputStream file = Files.newOutputStream(to);
        JarOutputStream changed = new JarOutputStream(file)) {
      for (Enumeration<JarEntry> all = original.entries(); all.hasMoreElements(); ) {
        JarEntry entry = all.nextElement();
        changed.putNextEntry(new JarEntry(entry.getName()));
        try (InputStream content = original.getInputStream(entry)) {
          byte[] bytes = content.readAllBytes();
          changed.write(entry.getName().endsWith(".class") ? renaming.rename(bytes) : bytes);
        }
      }
    }
  }

  private byte[] rename(byte[] classFile) {
    ClassWriter writer = new ClassWriter(0);
    new ClassReader(classFile).accept(new ClassRemapper(writer, this), 0);
    return writer.toByteArray();
  }
}

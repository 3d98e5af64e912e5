package io.duroxide.telemetry.jar;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.telemetry.log.PatchLogger;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.junit.jupiter.api.Test;

/** What is in the jar and, above all, what is not. */
class AgentJarIT {

  private static final long LIMIT_BYTES = 12L * 1024 * 1024;
  private static final List<String> OWN_PACKAGES =
      List.of(
          "advice", "config", "export", "install", "log", "logs", "metrics", "shaded", "status",
          "tool", "traces");

  @Test
  void isSmallEnough() throws Exception {
    assertThat(Files.size(ChildJvm.AGENT)).isLessThanOrEqualTo(LIMIT_BYTES);
  }

  @Test
  void everyClassIsOursOrRelocated() throws Exception {
    List<String> foreign = new ArrayList<>();
    for (String name : names()) {
      if (name.endsWith(".class") && !isOurs(name) && !isBridge(name)) {
        foreign.add(name);
      }
    }
    assertThat(foreign).isEmpty();
  }

  @Test
  void carriesItsLicences() throws Exception {
    assertThat(names()).contains("META-INF/LICENSE", "META-INF/NOTICE", "META-INF/licenses/ASM");
  }

  @Test
  void noServiceOrResourceOfOthersIsLeft() throws Exception {
    assertThat(names())
        .noneMatch(name -> name.matches("META-INF/(maven|versions|native-image)/.*"))
        .noneMatch(name -> name.matches("META-INF/services/(?!io\\.duroxide\\.telemetry\\.).*"))
        .noneMatch(name -> name.endsWith("module-info.class"));
  }

  @Test
  void theReplacedLoggerHasAllThatTheLibrariesCall() throws Exception {
    Set<String> called = new TreeSet<>();
    try (JarFile jar = new JarFile(ChildJvm.AGENT.toFile())) {
      for (JarEntry entry : jar.stream().toList()) {
        if (entry.getName().endsWith(".class") && !entry.getName().contains("/android/")) {
          try (InputStream in = jar.getInputStream(entry)) {
            collectLoggerCalls(in.readAllBytes(), called);
          }
        }
      }
    }
    List<String> offered =
        Arrays.stream(PatchLogger.class.getMethods())
            .map(method -> method.getName() + Type.getMethodDescriptor(method))
            .toList();
    assertThat(offered).isNotEmpty().containsAll(called);
    assertThat(called).isNotEmpty();
  }

  private static void collectLoggerCalls(byte[] classFile, Set<String> called) {
    String logger = Type.getInternalName(PatchLogger.class);
    MethodVisitor calls =
        new MethodVisitor(Opcodes.ASM9) {
          @Override
          public void visitMethodInsn(
              int opcode, String owner, String name, String descriptor, boolean isInterface) {
            if (owner.equals(logger) && !name.startsWith("<")) {
              called.add(name + descriptor);
            }
            assertThat(owner).isNotEqualTo("java/util/logging/Logger");
          }
        };
    new ClassReader(classFile)
        .accept(
            new ClassVisitor(Opcodes.ASM9) {
              @Override
              public MethodVisitor visitMethod(
                  int access, String name, String descriptor, String signature, String[] thrown) {
                return calls;
              }
            },
            ClassReader.SKIP_DEBUG);
  }

  private static boolean isOurs(String name) {
    String prefix = "io/duroxide/telemetry/";
    String rest = name.startsWith(prefix) ? name.substring(prefix.length()) : "?/";
    int slash = rest.indexOf('/');
    return slash < 0 || OWN_PACKAGES.contains(rest.substring(0, slash));
  }

  private static boolean isBridge(String name) {
    return name.matches("java/lang/Duroxide(Bridge|AgentHooks|TelemetrySink|LogSink)\\.class");
  }

  private static List<String> names() throws Exception {
    try (JarFile jar = new JarFile(ChildJvm.AGENT.toFile())) {
      return jar.stream().filter(e -> !e.isDirectory()).map(JarEntry::getName).toList();
    }
  }
}

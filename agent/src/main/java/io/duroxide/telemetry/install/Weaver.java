package io.duroxide.telemetry.install;

import io.duroxide.telemetry.install.InstallReport.State;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import net.bytebuddy.ClassFileVersion;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.pool.TypePool;
import org.jspecify.annotations.Nullable;

/**
 * Copies advice into methods. Reads the given class file and the advice, never a resource of the
 * application: what another agent did before is kept, and no foreign class loader runs in here.
 */
final class Weaver {

  private final ClassFileLocator agentClasses = agentClasses();
  // Lazy: types that are only named need not be found, and in here cannot be.
  private final TypePool advicePool = TypePool.Default.WithLazyResolution.of(agentClasses);
  private final ConcurrentMap<String, Advice> adviceByName = new ConcurrentHashMap<>();

  /** Returns null if none of the target's rows is there. */
  byte @Nullable [] weave(Target target, byte[] classFile, InstallReport report) {
    ClassFileLocator locator =
        new ClassFileLocator.Compound(
            ClassFileLocator.Simple.of(target.className(), classFile), agentClasses);
    TypePool pool = TypePool.Default.WithLazyResolution.of(locator);
    TypeDescription type = pool.describe(target.className()).resolve();
    List<JoinPoint> found = find(target, type, report);
    if (found.isEmpty()) {
      return null;
    }
    ClassReader reader = new ClassReader(classFile);
    ClassWriter writer = new ClassWriter(reader, 0);
    ClassFileVersion version = ClassFileVersion.ofClassFile(classFile);
    reader.accept(new AdviceVisitor(writer, version, type, advice(found), pool), 0);
    for (JoinPoint row : found) {
      report.applied(row);
    }
    return writer.toByteArray();
  }

  private static List<JoinPoint> find(Target target, TypeDescription type, InstallReport report) {
    List<JoinPoint> found = new ArrayList<>();
    for (JoinPoint row : target.rows()) {
      Finding finding = look(row, type);
      if (finding.state() == State.APPLIED) {
        found.add(row);
      } else if (target.required()) {
        report.set(row, finding.state(), finding.reason());
      }
    }
    return found;
  }

  /** Whether a row fits its class, and if not, why. */
  record Finding(State state, String reason) {}

  static Finding look(JoinPoint row, TypeDescription type) {
    Finding finding = new Finding(State.MISSING, type.getName() + " has no such method");
    for (MethodDescription method : type.getDeclaredMethods()) {
      if (method.isAbstract() || method.isNative()) {
        continue;
      }
      if (row.matches(method.getInternalName(), method.getDescriptor())) {
        return new Finding(State.APPLIED, "");
      }
      if (row.method().equals(method.getInternalName())) {
        finding =
            new Finding(
                State.MISMATCHED,
                "it is " + method.getDescriptor() + ", expected is " + row.descriptor());
      }
    }
    return finding;
  }

  private List<AdviceRows> advice(List<JoinPoint> found) {
    Map<String, List<JoinPoint>> byAdvice = new LinkedHashMap<>();
    for (JoinPoint row : found) {
      List<JoinPoint> rows = byAdvice.get(row.adviceClass());
      if (rows == null) {
        rows = new ArrayList<>();
        byAdvice.put(row.adviceClass(), rows);
      }
      rows.add(row);
    }
    List<AdviceRows> advice = new ArrayList<>();
    for (Map.Entry<String, List<JoinPoint>> entry : byAdvice.entrySet()) {
      advice.add(new AdviceRows(read(entry.getKey()), entry.getValue()));
    }
    return advice;
  }

  /** Each is read once, however many classes and methods it goes into: reading it is what costs. */
  private Advice read(String adviceClass) {
    Advice advice = adviceByName.get(adviceClass);
    if (advice == null) {
      advice = Advice.to(advicePool.describe(adviceClass).resolve(), agentClasses);
      adviceByName.put(adviceClass, advice);
    }
    return advice;
  }

  private static ClassFileLocator agentClasses() {
    ClassLoader own = Weaver.class.getClassLoader();
    // Null with -Xbootclasspath/a; the jar is on the class path as well then.
    return ClassFileLocator.ForClassLoader.of(
        own == null ? ClassLoader.getSystemClassLoader() : own);
  }
}

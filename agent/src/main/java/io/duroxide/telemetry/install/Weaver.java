package io.duroxide.telemetry.install;

import io.duroxide.telemetry.bootstrap.Bridge;
import io.duroxide.telemetry.install.InstallReport.State;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.TypeResolutionStrategy;
import net.bytebuddy.dynamic.scaffold.MethodGraph;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.implementation.bytecode.StackManipulation;
import net.bytebuddy.implementation.bytecode.constant.TextConstant;
import net.bytebuddy.implementation.bytecode.member.MethodInvocation;
import net.bytebuddy.matcher.ElementMatcher;
import net.bytebuddy.pool.TypePool;
import org.jspecify.annotations.Nullable;

/**
 * Copies advice into methods. Reads the given class file and the advice, never a resource of the
 * application: what another agent did before is kept, and no foreign class loader runs in here.
 */
final class Weaver {

  private final ByteBuddy byteBuddy =
      new ByteBuddy()
          .with(TypeValidation.DISABLED)
          .with(MethodGraph.Compiler.ForDeclaredMethods.INSTANCE);
  private final ClassFileLocator agentClasses = agentClasses();
  private final MethodDescription adviceFailed = adviceFailed();

  /** Returns null if none of the target's rows is there. */
  byte @Nullable [] weave(Target target, byte[] classFile, InstallReport report) {
    ClassFileLocator locator =
        new ClassFileLocator.Compound(
            ClassFileLocator.Simple.of(target.className(), classFile), agentClasses);
    // Lazy: types that are only named need not be found, and in here cannot be.
    TypePool pool = TypePool.Default.WithLazyResolution.of(locator);
    TypeDescription type = pool.describe(target.className()).resolve();
    List<JoinPoint> found = find(target, type, report);
    if (found.isEmpty()) {
      return null;
    }
    byte[] woven =
        byteBuddy
            .decorate(type, locator)
            .visit(advice(found, pool, locator))
            .make(TypeResolutionStrategy.Disabled.INSTANCE, pool)
            .getBytes();
    for (JoinPoint row : found) {
      report.applied(row);
    }
    return woven;
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

  /** Each advice is read once, however many methods it goes into: that is what weaving costs. */
  private AsmVisitorWrapper advice(List<JoinPoint> found, TypePool pool, ClassFileLocator locator) {
    Map<String, List<JoinPoint>> byAdvice = new LinkedHashMap<>();
    for (JoinPoint row : found) {
      List<JoinPoint> rows = byAdvice.get(row.adviceClass());
      if (rows == null) {
        rows = new ArrayList<>();
        byAdvice.put(row.adviceClass(), rows);
      }
      rows.add(row);
    }
    AsmVisitorWrapper.ForDeclaredMethods wrapper = new AsmVisitorWrapper.ForDeclaredMethods();
    for (Map.Entry<String, List<JoinPoint>> entry : byAdvice.entrySet()) {
      Rows rows = new Rows(entry.getValue(), adviceFailed);
      Advice advice =
          Advice.to(pool.describe(entry.getKey()).resolve(), locator).withExceptionHandler(rows);
      wrapper = wrapper.invokable(rows, advice);
    }
    return wrapper;
  }

  private static ClassFileLocator agentClasses() {
    ClassLoader own = Weaver.class.getClassLoader();
    // Null with -Xbootclasspath/a; the jar is on the class path as well then.
    return ClassFileLocator.ForClassLoader.of(
        own == null ? ClassLoader.getSystemClassLoader() : own);
  }

  private static MethodDescription adviceFailed() {
    try {
      return new MethodDescription.ForLoadedMethod(
          Bridge.class.getMethod("adviceFailed", Throwable.class, String.class));
    } catch (NoSuchMethodException impossible) {
      throw new LinkageError("bridge without adviceFailed", impossible);
    }
  }

  /**
   * The rows of one advice: which methods it goes into, and under which name its failures are
   * counted there. No lambdas in here: linking the first one takes longer than weaving a class.
   */
  private record Rows(List<JoinPoint> rows, MethodDescription adviceFailed)
      implements ElementMatcher<MethodDescription>, Advice.ExceptionHandler {

    @Override
    public boolean matches(@Nullable MethodDescription method) {
      return method != null && row(method) != null;
    }

    @Override
    public StackManipulation resolve(MethodDescription method, TypeDescription type) {
      JoinPoint row = Objects.requireNonNull(row(method));
      return new StackManipulation.Compound(
          new TextConstant(row.title()), MethodInvocation.invoke(adviceFailed));
    }

    private @Nullable JoinPoint row(MethodDescription method) {
      for (JoinPoint row : rows) {
        if (row.matches(method.getInternalName(), method.getDescriptor())) {
          return row;
        }
      }
      return null;
    }
  }
}

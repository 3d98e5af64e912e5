package io.duroxide.telemetry.install;

import io.duroxide.telemetry.install.InstallReport.State;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.pool.TypePool;
import org.jspecify.annotations.Nullable;

/** Holds the table against the class files of an engine, before any of its classes is loaded. */
public final class JoinPointCheck {

  private JoinPointCheck() {}

  /**
   * What does not fit, a line each; nothing if the loader has no engine.
   *
   * @param loader null for the boot loader
   * @param logs whether log records are wanted, too
   */
  public static List<String> problems(@Nullable ClassLoader loader, boolean logs) {
    List<String> problems = new ArrayList<>();
    boolean found = false;
    List<Target> targets = new ArrayList<>(JoinPoints.targets(new InstallReport()));
    if (logs) {
      targets.addAll(LogJoinPoints.engine());
    }
    for (Target target : targets) {
      byte[] classFile = classFile(loader, target.className());
      if (classFile == null) {
        problems.add(target.className() + " is not there");
      } else {
        found = true;
        try {
          addProblems(target, classFile, problems);
        } catch (RuntimeException unreadable) {
          problems.add(target.className() + " cannot be read: " + unreadable);
        }
      }
    }
    return found ? problems : List.of();
  }

  private static void addProblems(Target target, byte[] classFile, List<String> problems) {
    ClassFileLocator locator = ClassFileLocator.Simple.of(target.className(), classFile);
    TypeDescription type =
        TypePool.Default.WithLazyResolution.of(locator).describe(target.className()).resolve();
    for (JoinPoint row : target.rows()) {
      Weaver.Finding finding = Weaver.look(row, type);
      if (finding.state() != State.APPLIED) {
        problems.add(row.title() + " " + finding.state().word() + ": " + finding.reason());
      }
    }
  }

  private static byte @Nullable [] classFile(@Nullable ClassLoader loader, String className) {
    String resource = className.replace('.', '/') + ".class";
    try (InputStream in =
        loader == null
            ? ClassLoader.getSystemResourceAsStream(resource)
            : loader.getResourceAsStream(resource)) {
      return in == null ? null : in.readAllBytes();
    } catch (IOException unreadable) {
      return null;
    }
  }
}

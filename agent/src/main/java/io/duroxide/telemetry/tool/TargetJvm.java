package io.duroxide.telemetry.tool;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import io.duroxide.telemetry.status.Published;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Another JVM of this machine. Asking it changes nothing in it; only loading the agent does. */
final class TargetJvm implements AutoCloseable {

  private static final String AGENT = "io.duroxide.telemetry.DuroxideTelemetryAgent";
  private static final String BRIDGE = "java.lang.DuroxideBridge";
  private static final String RUNTIME = "io.duroxide.runtime.DuroxideRuntime";

  private final VirtualMachine jvm;

  private TargetJvm(VirtualMachine jvm) {
    this.jvm = jvm;
  }

  static TargetJvm attach(long pid) throws ToolFailure {
    if (ProcessHandle.of(pid).isEmpty()) {
      throw new ToolFailure("no process " + pid);
    }
    try {
      return new TargetJvm(VirtualMachine.attach(Long.toString(pid)));
    } catch (AttachNotSupportedException noJvm) {
      throw new ToolFailure(
          "cannot attach to " + pid + " (no JVM, or one with -XX:+DisableAttachMechanism)", noJvm);
    } catch (IOException refused) {
      throw new ToolFailure(
          "cannot attach to " + pid + " (run this as the same user, in the same container)",
          refused);
    }
  }

  /** Null if there is none. */
  @Nullable AgentView agent() throws ToolFailure {
    Properties properties = agentProperties();
    String state = properties.getProperty(Published.STATE);
    if (state == null && !isLoaded(AGENT)) {
      return null;
    }
    return new AgentView(
        state == null ? silentState() : state,
        properties.getProperty(Published.VERSION, ""),
        properties.getProperty(Published.STATUS_ADDRESS));
  }

  /** Until the first class of an engine, the agent spends no time on telling its state. */
  private String silentState() throws ToolFailure {
    if ("false".equals(systemProperties().getProperty("duroxide.telemetry.enabled"))) {
      return Published.OFF;
    }
    return isLoaded(BRIDGE) ? Published.RUNNING : Published.WAITING;
  }

  boolean hasRuntime() throws ToolFailure {
    return isLoaded(RUNTIME);
  }

  String javaVersion() throws ToolFailure {
    return systemProperties().getProperty("java.runtime.version", "");
  }

  private Properties agentProperties() throws ToolFailure {
    try {
      return jvm.getAgentProperties();
    } catch (IOException gone) {
      throw new ToolFailure("no answer from " + jvm.id(), gone);
    }
  }

  private Properties systemProperties() throws ToolFailure {
    try {
      return jvm.getSystemProperties();
    } catch (IOException gone) {
      throw new ToolFailure("no answer from " + jvm.id(), gone);
    }
  }

  /** What {@code jcmd} would do: cheap, and without a trace in the other JVM. */
  private boolean isLoaded(String className) throws ToolFailure {
    try {
      Object answer =
          Class.forName("sun.tools.attach.HotSpotVirtualMachine")
              .getMethod("executeJCmd", String.class)
              .invoke(jvm, "VM.class_hierarchy " + className);
      try (InputStream in = (InputStream) answer) {
        String tree = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        return tree.contains("--" + className + "/");
      }
    } catch (InvocationTargetException refused) {
      throw new ToolFailure("no answer from " + jvm.id(), refused.getTargetException());
    } catch (ReflectiveOperationException | IOException | RuntimeException impossible) {
      throw new ToolFailure("cannot ask " + jvm.id() + " for its classes", impossible);
    }
  }

  /** Lets the other JVM load this very jar, which calls {@code agentmain} there. */
  void loadAgent(String options) throws ToolFailure {
    try {
      jvm.loadAgent(ownJar().toString(), options);
    } catch (AgentLoadException refused) {
      throw new ToolFailure(jvm.id() + " does not load the agent", refused);
    } catch (AgentInitializationException | IOException failed) {
      throw new ToolFailure("the agent does not start in " + jvm.id(), failed);
    }
  }

  private static Path ownJar() throws ToolFailure {
    try {
      return Path.of(TargetJvm.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException | IllegalArgumentException unknown) {
      throw new ToolFailure("cannot tell where this jar is", unknown);
    }
  }

  @Override
  public void close() {
    try {
      jvm.detach();
    } catch (IOException gone) {
      // There is nothing left to detach from.
    }
  }
}

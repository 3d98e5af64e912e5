package io.duroxide.telemetry.tool;

import io.duroxide.telemetry.status.Published;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts the agent into a running JVM.
 *
 * @param config absolute path of the properties file, or empty
 */
record AttachCommand(long pid, String config) {

  static AttachCommand of(List<String> arguments) throws Usage {
    int option = arguments.indexOf("--config");
    if (option < 0) {
      return new AttachCommand(Tool.pid(arguments), "");
    }
    if (option != arguments.size() - 2) {
      throw new Usage("--config comes last and needs a file");
    }
    return new AttachCommand(
        Tool.pid(arguments.subList(0, option)), file(arguments.get(option + 1)));
  }

  /** The other JVM has another working directory. */
  private static String file(String name) throws Usage {
    try {
      Path file = Path.of(name).toAbsolutePath();
      if (Files.isRegularFile(file) && Files.isReadable(file)) {
        return file.toString();
      }
    } catch (InvalidPathException nonsense) {
      // Said below.
    }
    throw new Usage("not a readable file: " + name);
  }

  int run(PrintStream out) throws ToolFailure {
    try (TargetJvm jvm = TargetJvm.attach(pid)) {
      AgentView there = jvm.agent();
      if (there != null) {
        out.println("the agent is in " + pid + " already (" + there.label() + "), nothing changed");
        return Tool.DONE;
      }
      jvm.loadAgent(config);
      out.println(outcome(jvm.agent()));
      return Tool.DONE;
    }
  }

  private String outcome(@Nullable AgentView now) throws ToolFailure {
    if (now == null) {
      throw new ToolFailure("the agent did not stay in " + pid + "; its stderr says why");
    }
    if (now.state().equals(Published.OFF)) {
      throw new ToolFailure("nothing done: duroxide.telemetry.enabled is false in " + pid);
    }
    if (now.state().startsWith(Published.REFUSED)) {
      throw new ToolFailure("nothing done in " + pid + ", strict is true: " + now.state());
    }
    String where = now.metricsAddress() == null ? "" : ", metrics at " + now.metricsAddress();
    return now.isRunning()
        ? "attached to " + pid + where
        : "attached to " + pid + ", waiting: no class of a duroxide runtime is loaded yet";
  }
}

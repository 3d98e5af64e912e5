package io.duroxide.telemetry.tool;

import com.sun.tools.attach.VirtualMachine;
import com.sun.tools.attach.VirtualMachineDescriptor;
import java.io.PrintStream;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The JVMs of this machine, without arguments: those are nobody else's business. */
final class ListCommand {

  private static final String FORMAT = "%-8s %-24s %-8s %s%n";

  private ListCommand() {}

  static int run(PrintStream out) {
    out.printf(Locale.ROOT, FORMAT, "PID", "AGENT", "RUNTIME", "MAIN CLASS OR JAR");
    List<VirtualMachineDescriptor> others =
        VirtualMachine.list().stream()
            .filter(each -> !each.id().equals(Long.toString(ProcessHandle.current().pid())))
            .sorted(Comparator.comparingLong(each -> Long.parseLong(each.id())))
            .toList();
    for (VirtualMachineDescriptor other : others) {
      out.printf(Locale.ROOT, "%s", row(other));
    }
    return Tool.DONE;
  }

  private static String row(VirtualMachineDescriptor other) {
    String main = other.displayName().isBlank() ? "?" : other.displayName().split("\\s", 2)[0];
    try (TargetJvm jvm = TargetJvm.attach(Long.parseLong(other.id()))) {
      AgentView agent = jvm.agent();
      String runtime = jvm.hasRuntime() ? "yes" : "no";
      return row(other.id(), agent == null ? "no" : agent.label(), runtime, main);
    } catch (ToolFailure silent) {
      return row(other.id(), "?", "?", main + "  (" + silent.getMessage() + ")");
    }
  }

  private static String row(String pid, String agent, String runtime, String main) {
    return String.format(Locale.ROOT, FORMAT, pid, agent, runtime, main);
  }
}

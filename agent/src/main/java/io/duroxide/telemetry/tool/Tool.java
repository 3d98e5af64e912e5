package io.duroxide.telemetry.tool;

import java.io.PrintStream;
import java.util.List;

/** Where {@code java -jar duroxide-telemetry.jar} begins. */
public final class Tool {

  static final int DONE = 0;
  static final int FAILED = 1;
  static final int WRONG_USAGE = 2;

  private Tool() {}

  /** Ends the JVM with the command's exit code. */
  public static void main(String[] arguments) {
    System.exit(run(List.of(arguments), System.out, System.err));
  }

  static int run(List<String> arguments, PrintStream out, PrintStream err) {
    try {
      if (arguments.isEmpty()) {
        throw new Usage("no command");
      }
      return run(arguments.get(0), arguments.subList(1, arguments.size()), out, err);
    } catch (Usage wrong) {
      err.println(wrong.getMessage());
      err.print(Usage.TEXT);
      return WRONG_USAGE;
    } catch (ToolFailure failure) {
      err.println(failure.getMessage());
      return FAILED;
    }
  }

  private static int run(String command, List<String> rest, PrintStream out, PrintStream err)
      throws Usage, ToolFailure {
    switch (command) {
      case "--help", "-h", "help" -> {
        out.print(Usage.TEXT);
        return DONE;
      }
      case "--version" -> {
        out.println("duroxide-telemetry " + version());
        return DONE;
      }
      case "check" -> {
        return CheckCommand.run(only("a properties file", rest), out, err);
      }
      case "list" -> {
        none(rest);
        needsAttach();
        return ListCommand.run(out);
      }
      case "attach" -> {
        AttachCommand attach = AttachCommand.of(rest);
        needsAttach();
        return attach.run(out);
      }
      case "status" -> {
        StatusCommand status = StatusCommand.of(rest);
        needsAttach();
        return status.run(out);
      }
      default -> throw new Usage("no such command: " + command);
    }
  }

  private static void needsAttach() throws ToolFailure {
    if (ModuleLayer.boot().findModule("jdk.attach").isEmpty()) {
      throw new ToolFailure(
          "this Java cannot ask other JVMs, it has no module jdk.attach; use a JDK's: "
              + System.getProperty("java.home"));
    }
  }

  static String only(String what, List<String> arguments) throws Usage {
    if (arguments.size() != 1 || arguments.get(0).startsWith("--")) {
      throw new Usage("expected is " + what + ", not " + arguments);
    }
    return arguments.get(0);
  }

  private static void none(List<String> arguments) throws Usage {
    if (!arguments.isEmpty()) {
      throw new Usage("too many arguments: " + arguments);
    }
  }

  static long pid(List<String> arguments) throws Usage {
    String text = only("a process id", arguments);
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException noNumber) {
      throw new Usage("no process id: " + text);
    }
  }

  static String version() {
    String version = Tool.class.getPackage().getImplementationVersion();
    return version == null ? "unknown" : version;
  }
}

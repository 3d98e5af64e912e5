package io.duroxide.telemetry.tool;

/** The command line does not make sense. */
final class Usage extends Exception {

  static final String TEXT =
      """
      usage: java -javaagent:duroxide-telemetry.jar[=<properties file>] ...   as an agent
             java -jar duroxide-telemetry.jar <command>                       as a tool

      commands:
        check <file>                       validate a properties file and print what would be in effect
        list                               JVMs of this machine: whether the agent and a runtime are in them
        attach <pid> [--config <file>]     put the agent into a running JVM
        status <pid> [--json]              what the agent in a JVM does, and what went wrong
        --help, --version

      exit codes: 0 done; 1 problems found, or it could not be done; 2 wrong usage or unreadable file
      """;

  private static final long serialVersionUID = 1;

  Usage(String message) {
    super(message);
  }
}

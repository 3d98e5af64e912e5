package io.duroxide.telemetry.tool;

import io.duroxide.telemetry.status.AgentStatus;
import io.duroxide.telemetry.status.AgentStatus.Agent;
import io.duroxide.telemetry.status.AgentStatus.Instrumentations;
import io.duroxide.telemetry.status.StatusFormat;
import java.io.IOException;
import java.io.PrintStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks the agent in another JVM what it does. */
record StatusCommand(long pid, StatusFormat format) {

  private static final int PATIENCE_MILLIS = 5_000;

  static StatusCommand of(List<String> arguments) throws Usage {
    List<String> rest = new ArrayList<>(arguments);
    StatusFormat format = rest.remove("--json") ? StatusFormat.JSON : StatusFormat.TEXT;
    return new StatusCommand(Tool.pid(rest), format);
  }

  int run(PrintStream out) throws ToolFailure {
    try (TargetJvm jvm = TargetJvm.attach(pid)) {
      AgentView agent = jvm.agent();
      if (agent == null) {
        throw new ToolFailure("the agent is not in " + pid);
      }
      out.print(agent.isRunning() ? ask(jvm, agent) : format.write(seenFromOutside(jvm, agent)));
      return Tool.DONE;
    }
  }

  private String ask(TargetJvm jvm, AgentView agent) throws ToolFailure {
    String answer = agent.statusAddress() == null ? null : overHttp(agent.statusAddress());
    return answer == null ? byAttaching(jvm) : answer;
  }

  /** Null if nobody answers there, or somebody else. */
  private @Nullable String overHttp(String address) {
    String local = address.replace("//0.0.0.0:", "//127.0.0.1:").replace("//[::]:", "//[::1]:");
    String url = format == StatusFormat.TEXT ? local.replace("/status?", "/status/text?") : local;
    try {
      HttpURLConnection connection =
          (HttpURLConnection) URI.create(url).toURL().openConnection(Proxy.NO_PROXY);
      connection.setConnectTimeout(PATIENCE_MILLIS);
      connection.setReadTimeout(PATIENCE_MILLIS);
      try {
        return connection.getResponseCode() == HttpURLConnection.HTTP_OK
            ? new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
            : null;
      } finally {
        connection.disconnect();
      }
    } catch (IOException | IllegalArgumentException unreachable) {
      return null;
    }
  }

  /** The agent writes into a file that only this user can read. */
  private String byAttaching(TargetJvm jvm) throws ToolFailure {
    Path file = null;
    try {
      file = Files.createTempFile("duroxide-status-", ".tmp");
      jvm.loadAgent("status:" + format.word() + ":" + file.toAbsolutePath());
      String answer = Files.readString(file);
      if (answer.isEmpty()) {
        throw new ToolFailure("the agent in " + pid + " is still starting, ask again");
      }
      return answer;
    } catch (IOException unwritable) {
      throw new ToolFailure("no file for the answer", unwritable);
    } finally {
      delete(file);
    }
  }

  private static void delete(@Nullable Path file) {
    try {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException stays) {
      // An empty or harmless file in the temporary directory.
    }
  }

  /** All there is to know of an agent that does nothing. */
  private AgentStatus seenFromOutside(TargetJvm jvm, AgentView agent) throws ToolFailure {
    Agent outside =
        new Agent(agent.state(), agent.version(), pid, jvm.javaVersion(), null, null, null, null);
    return new AgentStatus(
        outside,
        List.of(),
        new Instrumentations(0, 0, 0, 0, List.of()),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }
}

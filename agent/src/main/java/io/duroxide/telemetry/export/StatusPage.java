package io.duroxide.telemetry.export;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.duroxide.telemetry.status.AgentStatus;
import io.duroxide.telemetry.status.StatusFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Everything the endpoint serves beside the metrics. */
final class StatusPage implements HttpHandler {

  private static final String PATH = "/status";
  private static final String INDEX =
      "duroxide-telemetry\n/metrics      for Prometheus\n/status       JSON\n/status/text  the same"
          + " for people\n";

  private volatile @Nullable Supplier<AgentStatus> source;

  void serve(Supplier<AgentStatus> status) {
    source = status;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String method = exchange.getRequestMethod();
      if (method.equals("GET") || method.equals("HEAD")) {
        answer(exchange);
      } else {
        exchange.getResponseHeaders().set("Allow", "GET, HEAD");
        send(exchange, 405, StatusFormat.TEXT, "only to be read\n");
      }
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (path.equals(PATH)) {
      status(exchange, StatusFormat.JSON);
    } else if (path.equals(PATH + "/text")) {
      status(exchange, StatusFormat.TEXT);
    } else if (path.equals("/")) {
      send(exchange, 200, StatusFormat.TEXT, INDEX);
    } else {
      send(exchange, 404, StatusFormat.TEXT, "nothing here; see /\n");
    }
  }

  private void status(HttpExchange exchange, StatusFormat format) throws IOException {
    Supplier<AgentStatus> current = source;
    String asked = exchange.getRequestURI().getQuery();
    if (current == null) {
      send(exchange, 503, StatusFormat.TEXT, "starting\n");
    } else if (asked != null && !asked.equals(identity())) {
      send(exchange, 409, StatusFormat.TEXT, "this is another process\n");
    } else {
      send(exchange, 200, format, format.write(current.get()));
    }
  }

  /**
   * Asked with this query, only the right process answers: what a tool sees at a port is not always
   * the JVM it has attached to.
   */
  static String identity() {
    return "pid=" + ProcessHandle.current().pid();
  }

  private static void send(HttpExchange exchange, int code, StatusFormat format, String text)
      throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", format.contentType());
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(code, head ? -1 : body.length);
    if (!head) {
      exchange.getResponseBody().write(body);
    }
  }
}

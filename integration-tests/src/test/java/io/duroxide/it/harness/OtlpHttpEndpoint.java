package io.duroxide.it.harness;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.duroxide.it.harness.OtlpReceiver.Answer;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;

/** OTLP as protobuf bodies over HTTP, on the JDK's own server. */
final class OtlpHttpEndpoint implements OtlpReceiver.Endpoint {

  private final HttpServer server;
  private final ExecutorService threads;

  private OtlpHttpEndpoint(HttpServer server, ExecutorService threads) {
    this.server = server;
    this.threads = threads;
  }

  /** Reads one request body and says how to answer. */
  private interface Signal {
    Answer take(InputStream body) throws IOException;
  }

  static OtlpHttpEndpoint start(OtlpReceiver receiver) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      // One thread per connection at most: a delayed answer must not delay the other signals.
      ExecutorService threads = Executors.newCachedThreadPool();
      server.setExecutor(threads);
      route(
          server,
          "/v1/metrics",
          body -> receiver.metrics(ExportMetricsServiceRequest.parseFrom(body)));
      route(server, "/v1/logs", body -> receiver.logs(ExportLogsServiceRequest.parseFrom(body)));
      route(server, "/v1/traces", body -> receiver.traces());
      server.start();
      return new OtlpHttpEndpoint(server, threads);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void route(HttpServer server, String path, Signal signal) {
    server.createContext(path, exchange -> serve(exchange, signal));
  }

  private static void serve(HttpExchange exchange, Signal signal) throws IOException {
    try (exchange) {
      String type = exchange.getRequestHeaders().getFirst("Content-Type");
      if (!"application/x-protobuf".equals(type)) {
        exchange.sendResponseHeaders(415, -1);
        return;
      }
      Answer answer = signal.take(body(exchange));
      // An empty message is a success without remarks, in every one of the three services.
      exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
      exchange.sendResponseHeaders(status(answer), -1);
    }
  }

  private static int status(Answer answer) {
    return switch (answer) {
      case OK -> 200;
      case UNAVAILABLE -> 503;
      case BAD_REQUEST -> 400;
    };
  }

  private static InputStream body(HttpExchange exchange) throws IOException {
    String encoding = exchange.getRequestHeaders().getFirst("Content-Encoding");
    InputStream body = exchange.getRequestBody();
    return "gzip".equals(encoding) ? new GZIPInputStream(body) : body;
  }

  @Override
  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}

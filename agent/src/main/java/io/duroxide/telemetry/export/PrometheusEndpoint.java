package io.duroxide.telemetry.export;

import io.duroxide.telemetry.config.AgentConfig.Prometheus;
import io.opentelemetry.exporter.prometheus.PrometheusHttpServer;
import io.opentelemetry.exporter.prometheus.PrometheusHttpServerBuilder;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.jspecify.annotations.Nullable;

/**
 * The scrape endpoint.
 *
 * @param reader to be registered with the SDK
 * @param origin where it listens
 */
record PrometheusEndpoint(
    PrometheusHttpServer reader, String origin, int port, ExporterState state, StatusPage page) {

  private static final int PORTS_TO_TRY = 10;

  /** Listens on the configured port or one of the next; null if none of them can be had. */
  static @Nullable PrometheusEndpoint open(Prometheus config) {
    int tries = config.port() == 0 ? 1 : PORTS_TO_TRY;
    for (int i = 0; i < tries && config.port() + i <= 65_535; i++) {
      int port = config.port() == 0 ? freePort(config.host()) : config.port() + i;
      PrometheusEndpoint endpoint = listen(config.host(), port);
      if (endpoint != null) {
        return endpoint;
      }
    }
    return null;
  }

  /** What Prometheus scrapes, for people. */
  String address() {
    return origin + "/metrics";
  }

  private static @Nullable PrometheusEndpoint listen(String host, int port) {
    String origin = "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    ExporterState state = new ExporterState("prometheus", origin + "/metrics", "scraped");
    StatusPage page = new StatusPage();
    try {
      PrometheusHttpServerBuilder builder =
          PrometheusHttpServer.builder()
              .setHost(host)
              .setPort(port)
              .setOtelScopeLabelsEnabled(false)
              .setPrometheusRegistry(new InfoNames(state))
              .setDefaultHandler(page);
      PrometheusHttpServer server = WebServerLimits.kept(builder::build);
      return new PrometheusEndpoint(server, origin, port, state, page);
    } catch (RuntimeException taken) {
      return null;
    }
  }

  /** The server does not tell which port it was given, so we ask for one before. */
  private static int freePort(String host) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(host, 0));
      return socket.getLocalPort();
    } catch (java.io.IOException notEven) {
      return 0;
    }
  }
}

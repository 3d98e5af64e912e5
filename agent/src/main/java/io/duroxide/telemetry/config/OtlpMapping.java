package io.duroxide.telemetry.config;

import io.duroxide.telemetry.config.AgentConfig.Otlp;
import io.duroxide.telemetry.config.AgentConfig.Tls;
import java.net.URI;

/** Where a signal is pushed, how, and whether at all. */
final class OtlpMapping {

  private static final int GRPC_PORT = 4317;
  private static final String AUTO = "auto";

  private final OtlpSignal signal;
  private final Settings settings;
  private final Tls tls;

  /**
   * @param settings those of the signal
   */
  OtlpMapping(OtlpSignal signal, Settings settings, Tls tls) {
    this.signal = signal;
    this.settings = settings;
    this.tls = tls;
  }

  Otlp toOtlp() {
    String base = settings.text(ConfigKey.OTLP_ENDPOINT);
    String exact = exactEndpoint();
    String configured = exact.isEmpty() ? base : exact;
    ConfigKey decisive = decisive();
    String wanted = settings.text(decisive);
    boolean enabled = wanted.equals(AUTO) ? !configured.isEmpty() : wanted.equals("true");
    boolean grpc = grpc(settings.text(ConfigKey.OTLP_PROTOCOL), configured);
    return new Otlp(
        enabled,
        reason(decisive, wanted, enabled),
        exact.isEmpty() ? completed(base, grpc) : exact,
        grpc,
        settings.pairs(ConfigKey.OTLP_HEADERS),
        settings.time(ConfigKey.OTLP_TIMEOUT),
        settings.text(ConfigKey.OTLP_COMPRESSION),
        tls);
  }

  /** Its own switch; if that leaves it open, ours for OTLP. OpenTelemetry's is about metrics. */
  private ConfigKey decisive() {
    boolean open = settings.text(signal.enabled()).equals(AUTO);
    return open && !settings.isForeign(ConfigKey.OTLP_ENABLED)
        ? ConfigKey.OTLP_ENABLED
        : signal.enabled();
  }

  private String reason(ConfigKey decisive, String wanted, boolean enabled) {
    if (wanted.equals(AUTO)) {
      return enabled ? "an endpoint is configured" : "no endpoint is configured";
    }
    if (settings.isForeign(decisive)) {
      return signal.exporters() + (enabled ? " names it" : " does not name it");
    }
    return decisive.property() + " is " + wanted;
  }

  /** The one for the signal, unless it is OpenTelemetry's and ours for everything is set. */
  private String exactEndpoint() {
    boolean ours =
        !settings.text(ConfigKey.OTLP_ENDPOINT).isEmpty()
            && !settings.isForeign(ConfigKey.OTLP_ENDPOINT);
    return ours && settings.isForeign(signal.endpoint()) ? "" : settings.text(signal.endpoint());
  }

  private static boolean grpc(String protocol, String endpoint) {
    if (!protocol.isEmpty()) {
      return protocol.equals("grpc");
    }
    return !endpoint.isEmpty() && URI.create(endpoint).getPort() == GRPC_PORT;
  }

  private String completed(String configured, boolean grpc) {
    if (configured.isEmpty()) {
      return grpc ? "http://localhost:4317" : "http://localhost:4318" + signal.path();
    }
    if (grpc) {
      return configured;
    }
    return withoutEnd(withoutEnd(configured, OtlpSignal.METRICS.path()), "/") + signal.path();
  }

  /** Addresses for metrics are often given as the base. */
  private static String withoutEnd(String address, String end) {
    return address.endsWith(end) ? address.substring(0, address.length() - end.length()) : address;
  }
}

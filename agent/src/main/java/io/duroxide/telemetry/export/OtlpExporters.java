package io.duroxide.telemetry.export;

import io.duroxide.telemetry.config.AgentConfig.Otlp;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporterBuilder;
import io.opentelemetry.exporter.otlp.metrics.OtlpGrpcMetricExporter;
import io.opentelemetry.exporter.otlp.metrics.OtlpGrpcMetricExporterBuilder;
import io.opentelemetry.sdk.common.export.MemoryMode;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * OTLP over http/protobuf or gRPC, cumulative. Nothing is retried: the next export carries the same
 * totals, and a retry could outlive the process's patience at exit.
 */
final class OtlpExporters {

  /** The last export is not kept waiting by the one before, so they must not share their data. */
  private static final MemoryMode MEMORY_MODE = MemoryMode.IMMUTABLE_DATA;

  private OtlpExporters() {}

  /**
   * @throws IOException if a certificate cannot be read
   */
  static MetricExporter metrics(Otlp otlp) throws IOException {
    return otlp.grpc() ? grpc(otlp) : http(otlp);
  }

  private static MetricExporter http(Otlp otlp) throws IOException {
    OtlpHttpMetricExporterBuilder exporter =
        OtlpHttpMetricExporter.builder()
            .setEndpoint(otlp.endpoint())
            .setTimeout(otlp.timeout())
            .setConnectTimeout(otlp.timeout())
            .setCompression(otlp.compression())
            .setHeaders(otlp::headers)
            .setRetryPolicy(null)
            .setMemoryMode(MEMORY_MODE);
    byte[] trusted = bytes(otlp.tls().certificate());
    if (trusted != null) {
      exporter.setTrustedCertificates(trusted);
    }
    byte[] key = bytes(otlp.tls().clientKey());
    byte[] certificate = bytes(otlp.tls().clientCertificate());
    if (key != null && certificate != null) {
      exporter.setClientTls(key, certificate);
    }
    return exporter.build();
  }

  private static MetricExporter grpc(Otlp otlp) throws IOException {
    OtlpGrpcMetricExporterBuilder exporter =
        OtlpGrpcMetricExporter.builder()
            .setEndpoint(otlp.endpoint())
            .setTimeout(otlp.timeout())
            .setConnectTimeout(otlp.timeout())
            .setCompression(otlp.compression())
            .setHeaders(otlp::headers)
            .setRetryPolicy(null)
            .setMemoryMode(MEMORY_MODE);
    byte[] trusted = bytes(otlp.tls().certificate());
    if (trusted != null) {
      exporter.setTrustedCertificates(trusted);
    }
    byte[] key = bytes(otlp.tls().clientKey());
    byte[] certificate = bytes(otlp.tls().clientCertificate());
    if (key != null && certificate != null) {
      exporter.setClientTls(key, certificate);
    }
    return exporter.build();
  }

  private static byte @Nullable [] bytes(@Nullable Path file) throws IOException {
    return file == null ? null : Files.readAllBytes(file);
  }
}

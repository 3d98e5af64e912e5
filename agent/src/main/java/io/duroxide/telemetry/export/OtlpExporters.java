package io.duroxide.telemetry.export;

import io.duroxide.telemetry.config.AgentConfig.Otlp;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporter;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.logs.OtlpGrpcLogRecordExporter;
import io.opentelemetry.exporter.otlp.metrics.OtlpGrpcMetricExporter;
import io.opentelemetry.sdk.common.export.MemoryMode;
import io.opentelemetry.sdk.common.export.RetryPolicy;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * OTLP over http/protobuf or gRPC, metrics cumulative. Nothing is retried in here: the next export
 * of metrics carries the same totals, a batch of anything else is kept by {@link BatchPush}, and a
 * retry could outlive the process's patience at exit.
 */
final class OtlpExporters {

  /** The last export is not kept waiting by the one before, so they must not share their data. */
  private static final MemoryMode MEMORY_MODE = MemoryMode.IMMUTABLE_DATA;

  private OtlpExporters() {}

  /**
   * @throws IOException if a certificate cannot be read
   */
  static MetricExporter metrics(Otlp otlp) throws IOException {
    return otlp.grpc() ? grpcMetrics(otlp) : httpMetrics(otlp);
  }

  /**
   * @throws IOException if a certificate cannot be read
   */
  static LogRecordExporter logs(Otlp otlp) throws IOException {
    return otlp.grpc() ? grpcLogs(otlp) : httpLogs(otlp);
  }

  private static MetricExporter httpMetrics(Otlp otlp) throws IOException {
    var exporter = OtlpHttpMetricExporter.builder().setMemoryMode(MEMORY_MODE);
    new Builder(
            exporter::setEndpoint,
            exporter::setTimeout,
            exporter::setConnectTimeout,
            exporter::setCompression,
            exporter::setHeaders,
            exporter::setRetryPolicy,
            exporter::setTrustedCertificates,
            exporter::setClientTls)
        .apply(otlp);
    return exporter.build();
  }

  private static MetricExporter grpcMetrics(Otlp otlp) throws IOException {
    var exporter = OtlpGrpcMetricExporter.builder().setMemoryMode(MEMORY_MODE);
    new Builder(
            exporter::setEndpoint,
            exporter::setTimeout,
            exporter::setConnectTimeout,
            exporter::setCompression,
            exporter::setHeaders,
            exporter::setRetryPolicy,
            exporter::setTrustedCertificates,
            exporter::setClientTls)
        .apply(otlp);
    return exporter.build();
  }

  private static LogRecordExporter httpLogs(Otlp otlp) throws IOException {
    var exporter =
        OtlpHttpLogRecordExporter.builder()
            .setMemoryMode(MEMORY_MODE)
            .setMeterProvider(MeterProvider.noop());
    new Builder(
            exporter::setEndpoint,
            exporter::setTimeout,
            exporter::setConnectTimeout,
            exporter::setCompression,
            exporter::setHeaders,
            exporter::setRetryPolicy,
            exporter::setTrustedCertificates,
            exporter::setClientTls)
        .apply(otlp);
    return exporter.build();
  }

  private static LogRecordExporter grpcLogs(Otlp otlp) throws IOException {
    var exporter =
        OtlpGrpcLogRecordExporter.builder()
            .setMemoryMode(MEMORY_MODE)
            .setMeterProvider(MeterProvider.noop());
    new Builder(
            exporter::setEndpoint,
            exporter::setTimeout,
            exporter::setConnectTimeout,
            exporter::setCompression,
            exporter::setHeaders,
            exporter::setRetryPolicy,
            exporter::setTrustedCertificates,
            exporter::setClientTls)
        .apply(otlp);
    return exporter.build();
  }

  /** What all builders of the SDK's exporters have in common, which have no type in common. */
  private record Builder(
      Consumer<String> endpoint,
      Consumer<Duration> timeout,
      Consumer<Duration> connectTimeout,
      Consumer<String> compression,
      Consumer<Supplier<Map<String, String>>> headers,
      Consumer<@Nullable RetryPolicy> retryPolicy,
      Consumer<byte[]> trustedCertificates,
      BiConsumer<byte[], byte[]> clientTls) {

    void apply(Otlp otlp) throws IOException {
      endpoint.accept(otlp.endpoint());
      timeout.accept(otlp.timeout());
      connectTimeout.accept(otlp.timeout());
      compression.accept(otlp.compression());
      headers.accept(otlp::headers);
      retryPolicy.accept(null);
      byte[] trusted = bytes(otlp.tls().certificate());
      if (trusted != null) {
        trustedCertificates.accept(trusted);
      }
      byte[] key = bytes(otlp.tls().clientKey());
      byte[] certificate = bytes(otlp.tls().clientCertificate());
      if (key != null && certificate != null) {
        clientTls.accept(key, certificate);
      }
    }

    private static byte @Nullable [] bytes(@Nullable Path file) throws IOException {
      return file == null ? null : Files.readAllBytes(file);
    }
  }
}

package io.duroxide.it.harness;

import io.duroxide.it.harness.OtlpReceiver.Answer;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.logs.v1.LogsServiceGrpc;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.MetricsServiceGrpc;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** OTLP over gRPC. */
final class OtlpGrpcEndpoint implements OtlpReceiver.Endpoint {

  private final Server server;

  private OtlpGrpcEndpoint(Server server) {
    this.server = server;
  }

  static OtlpGrpcEndpoint start(OtlpReceiver receiver) {
    try {
      return new OtlpGrpcEndpoint(
          NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
              .addService(new Metrics(receiver))
              .addService(new Logs(receiver))
              .addService(new Traces(receiver))
              .build()
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public int port() {
    return server.getPort();
  }

  @Override
  public void close() {
    server.shutdownNow();
  }

  private static <T> void respond(Answer answer, T success, StreamObserver<T> observer) {
    switch (answer) {
      case OK -> {
        observer.onNext(success);
        observer.onCompleted();
      }
      case UNAVAILABLE -> observer.onError(Status.UNAVAILABLE.asRuntimeException());
      case BAD_REQUEST -> observer.onError(Status.INVALID_ARGUMENT.asRuntimeException());
    }
  }

  private static final class Metrics extends MetricsServiceGrpc.MetricsServiceImplBase {

    private final OtlpReceiver receiver;

    Metrics(OtlpReceiver receiver) {
      this.receiver = receiver;
    }

    @Override
    public void export(
        ExportMetricsServiceRequest request,
        StreamObserver<ExportMetricsServiceResponse> observer) {
      respond(
          receiver.metrics(request), ExportMetricsServiceResponse.getDefaultInstance(), observer);
    }
  }

  private static final class Logs extends LogsServiceGrpc.LogsServiceImplBase {

    private final OtlpReceiver receiver;

    Logs(OtlpReceiver receiver) {
      this.receiver = receiver;
    }

    @Override
    public void export(
        ExportLogsServiceRequest request, StreamObserver<ExportLogsServiceResponse> observer) {
      respond(receiver.logs(request), ExportLogsServiceResponse.getDefaultInstance(), observer);
    }
  }

  private static final class Traces extends TraceServiceGrpc.TraceServiceImplBase {

    private final OtlpReceiver receiver;

    Traces(OtlpReceiver receiver) {
      this.receiver = receiver;
    }

    @Override
    public void export(
        ExportTraceServiceRequest request, StreamObserver<ExportTraceServiceResponse> observer) {
      respond(receiver.traces(), ExportTraceServiceResponse.getDefaultInstance(), observer);
    }
  }
}

package io.duroxide.telemetry.export;

import io.opentelemetry.exporter.internal.FailedExportException.GrpcExportException;
import io.opentelemetry.exporter.internal.FailedExportException.HttpExportException;
import io.opentelemetry.sdk.common.export.GrpcStatusCode;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What OTLP says about answers: which of them may be different next time. */
final class Refusal {

  private static final Set<Integer> HTTP_LATER = Set.of(429, 502, 503, 504);

  /**
   * RESOURCE_EXHAUSTED is not among them: it is also the answer to a message that is too large,
   * which would be in the way for ever.
   */
  private static final Set<GrpcStatusCode> GRPC_LATER =
      EnumSet.of(
          GrpcStatusCode.CANCELLED,
          GrpcStatusCode.DEADLINE_EXCEEDED,
          GrpcStatusCode.ABORTED,
          GrpcStatusCode.OUT_OF_RANGE,
          GrpcStatusCode.UNAVAILABLE,
          GrpcStatusCode.DATA_LOSS);

  private Refusal() {}

  /** Whether the collector has answered, and would answer the same again. */
  static boolean isForGood(@Nullable Throwable failure) {
    if (failure instanceof HttpExportException http && http.getResponse() != null) {
      return !HTTP_LATER.contains(http.getResponse().getStatusCode());
    }
    if (failure instanceof GrpcExportException grpc && grpc.getResponse() != null) {
      return !GRPC_LATER.contains(grpc.getResponse().getStatusCode());
    }
    return false;
  }
}

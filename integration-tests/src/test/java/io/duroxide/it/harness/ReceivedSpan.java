package io.duroxide.it.harness;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * A span as it was received.
 *
 * @param process {@code service.instance.id} of its sender
 * @param parentId empty if it has none
 * @param links ids of the spans it is linked to
 */
public record ReceivedSpan(
    String process,
    String traceId,
    String spanId,
    String parentId,
    String name,
    String kind,
    long startNanos,
    long endNanos,
    Map<String, String> attributes,
    boolean error,
    String message,
    List<String> links) {

  static ReceivedSpan of(String process, Span span) {
    return new ReceivedSpan(
        process,
        hex(span.getTraceId()),
        hex(span.getSpanId()),
        hex(span.getParentSpanId()),
        span.getName(),
        span.getKind().name().replace("SPAN_KIND_", ""),
        span.getStartTimeUnixNano(),
        span.getEndTimeUnixNano(),
        OtlpDecoder.attributes(span.getAttributesList()),
        span.getStatus().getCode() == StatusCode.STATUS_CODE_ERROR,
        span.getStatus().getMessage(),
        span.getLinksList().stream()
            .map(link -> hex(link.getTraceId()) + ":" + hex(link.getSpanId()))
            .toList());
  }

  static String hex(ByteString bytes) {
    return HexFormat.of().formatHex(bytes.toByteArray());
  }

  /** An attribute that must be there. */
  public String attribute(String name) {
    String value = attributes.get(name);
    if (value == null) {
      throw new AssertionError("no " + name + " in " + this);
    }
    return value;
  }

  public boolean has(String attribute) {
    return attributes.containsKey(attribute);
  }
}

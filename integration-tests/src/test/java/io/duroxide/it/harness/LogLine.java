package io.duroxide.it.harness;

import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A log record as it was received; the attributes as text. */
public record LogLine(
    String logger,
    int severityNumber,
    String severity,
    String body,
    Map<String, String> attributes,
    boolean hasSpan) {

  static Stream<LogLine> of(ScopeLogs logs) {
    String logger = logs.getScope().getName();
    return logs.getLogRecordsList().stream().map(record -> of(logger, record));
  }

  private static LogLine of(String logger, LogRecord record) {
    return new LogLine(
        logger,
        record.getSeverityNumberValue(),
        record.getSeverityText(),
        record.getBody().getStringValue(),
        new TreeMap<>(OtlpDecoder.attributes(record.getAttributesList())),
        record.getTraceId().size() == 16 && record.getSpanId().size() == 8);
  }
}

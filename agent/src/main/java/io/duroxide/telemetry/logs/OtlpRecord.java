package io.duroxide.telemetry.logs;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.logs.data.Body;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.resources.Resource;

/** An entry as the exporters want it. */
record OtlpRecord(
    LogEntry entry,
    Resource resource,
    InstrumentationScopeInfo scope,
    SpanContext span,
    Attributes attributes)
    implements LogRecordData {

  private static final Severity[] SEVERITIES = Severity.values();

  @Override
  public Resource getResource() {
    return resource;
  }

  @Override
  public InstrumentationScopeInfo getInstrumentationScopeInfo() {
    return scope;
  }

  @Override
  public long getTimestampEpochNanos() {
    return entry.epochNanos();
  }

  @Override
  public long getObservedTimestampEpochNanos() {
    return entry.epochNanos();
  }

  @Override
  public SpanContext getSpanContext() {
    return span;
  }

  @Override
  public Severity getSeverity() {
    int number = entry.severityNumber();
    return number > 0 && number < SEVERITIES.length
        ? SEVERITIES[number]
        : Severity.UNDEFINED_SEVERITY_NUMBER;
  }

  @Override
  public String getSeverityText() {
    return entry.severityText();
  }

  @Override
  public Value<?> getBodyValue() {
    return Value.of(entry.message());
  }

  /** Abstract still, though nothing asks for it. */
  @Override
  @Deprecated
  public Body getBody() {
    return Body.string(entry.message());
  }

  @Override
  public Attributes getAttributes() {
    return attributes;
  }

  @Override
  public int getTotalAttributeCount() {
    return attributes.size();
  }
}

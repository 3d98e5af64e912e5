package io.duroxide.telemetry.logs;

import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.duroxide.telemetry.logs.LogContext.Activity;
import io.duroxide.telemetry.logs.LogContext.Lifecycle;
import io.duroxide.telemetry.logs.LogContext.Span;
import io.duroxide.telemetry.logs.LogEntry.Thrown;
import io.duroxide.telemetry.traces.RootInstances;
import io.duroxide.telemetry.traces.TraceIds;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.resources.Resource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says log entries in OpenTelemetry's words. For one thread. */
public final class OtlpRecords {

  private static final AttributeKey<String> INSTANCE_ID = stringKey("instance_id");
  private static final AttributeKey<Long> EXECUTION_ID = longKey("execution_id");
  private static final AttributeKey<String> NAME = stringKey("orchestration_name");
  private static final AttributeKey<String> VERSION = stringKey("orchestration_version");
  private static final AttributeKey<String> ACTIVITY_NAME = stringKey("activity_name");
  private static final AttributeKey<Long> ACTIVITY_ID = longKey("activity_id");
  private static final AttributeKey<String> WORKER_ID = stringKey("worker_id");
  private static final AttributeKey<String> OUTCOME = stringKey("outcome");
  private static final AttributeKey<Long> DURATION = longKey("duration_ms");
  private static final AttributeKey<String> ERROR_TYPE = stringKey("error_type");
  private static final AttributeKey<String> EXCEPTION_TYPE = stringKey("exception.type");
  private static final AttributeKey<String> EXCEPTION_MESSAGE = stringKey("exception.message");
  private static final AttributeKey<String> STACK_TRACE = stringKey("exception.stacktrace");

  /** Whoever makes up names of loggers fills no memory. */
  private static final int SCOPES = 1000;

  private final Resource resource;
  private final RootInstances roots;
  private final Map<String, InstrumentationScopeInfo> scopes = new HashMap<>();

  /**
   * @param roots that traces are named after; may ask the store
   */
  public OtlpRecords(Resource resource, RootInstances roots) {
    this.resource = resource;
    this.roots = roots;
  }

  public List<LogRecordData> of(Collection<LogEntry> entries) {
    List<LogRecordData> records = new ArrayList<>(entries.size());
    for (LogEntry entry : entries) {
      records.add(
          new OtlpRecord(entry, resource, scope(entry.logger()), span(entry), attributes(entry)));
    }
    return records;
  }

  int scopesKept() {
    return scopes.size();
  }

  private InstrumentationScopeInfo scope(String logger) {
    if (scopes.size() >= SCOPES) {
      scopes.clear();
    }
    return scopes.computeIfAbsent(logger, InstrumentationScopeInfo::create);
  }

  private SpanContext span(LogEntry entry) {
    Span span = entry.context() == null ? null : entry.context().span();
    String root = span == null ? null : roots.find(span.instance(), true);
    if (span == null || root == null) {
      return SpanContext.getInvalid();
    }
    TraceFlags flags = span.sampled() ? TraceFlags.getSampled() : TraceFlags.getDefault();
    return SpanContext.create(TraceIds.trace(root), span.spanId(), flags, TraceState.getDefault());
  }

  private static Attributes attributes(LogEntry entry) {
    AttributesBuilder attributes = Attributes.builder();
    if (entry.context() != null) {
      context(attributes, entry.context());
    }
    Thrown thrown = entry.thrown();
    if (thrown != null) {
      attributes.put(EXCEPTION_TYPE, thrown.type());
      put(attributes, EXCEPTION_MESSAGE, thrown.message());
      put(attributes, STACK_TRACE, thrown.stackTrace());
    }
    return attributes.build();
  }

  private static void context(AttributesBuilder attributes, LogContext context) {
    attributes.put(INSTANCE_ID, context.instanceId());
    if (context.executionId() > 0) {
      attributes.put(EXECUTION_ID, context.executionId());
    }
    put(attributes, NAME, context.orchestrationName());
    put(attributes, VERSION, context.orchestrationVersion());
    put(attributes, WORKER_ID, context.workerId());
    Activity activity = context.activity();
    if (activity != null) {
      attributes.put(ACTIVITY_NAME, activity.name());
      attributes.put(ACTIVITY_ID, activity.id());
    }
    Lifecycle lifecycle = context.lifecycle();
    if (lifecycle != null) {
      put(attributes, OUTCOME, lifecycle.outcome());
      put(attributes, ERROR_TYPE, lifecycle.errorType());
      if (lifecycle.durationMillis() >= 0) {
        attributes.put(DURATION, lifecycle.durationMillis());
      }
    }
  }

  private static void put(
      AttributesBuilder attributes, AttributeKey<String> key, @Nullable String value) {
    if (value != null) {
      attributes.put(key, value);
    }
  }
}

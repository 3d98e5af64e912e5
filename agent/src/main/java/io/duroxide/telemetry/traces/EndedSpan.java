package io.duroxide.telemetry.traces;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.StatusData;
import org.jspecify.annotations.Nullable;

/**
 * A span whose trace is still to be found: that of the root of {@code instance}. Its neighbours are
 * in the same trace.
 *
 * @param parentId null if it has no parent
 * @param linkedId null if it is not linked to another span
 * @param startNanos since the epoch
 * @param endNanos since the epoch
 */
record EndedSpan(
    String instance,
    String spanId,
    @Nullable String parentId,
    @Nullable String linkedId,
    String name,
    SpanKind kind,
    long startNanos,
    long endNanos,
    Attributes attributes,
    StatusData status) {

  /** A clock that was set back makes no span that ends before it begins. */
  EndedSpan {
    endNanos = Math.max(startNanos, endNanos);
  }
}

package io.duroxide.telemetry.metrics;

import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.resources.Resource;

/** A metric that keeps its totals itself. */
sealed interface RecordedMetric permits Counter, Distribution {

  /** Everything since {@code startEpochNanos}. Runs on the thread of a reader. */
  MetricData collect(
      Resource resource, InstrumentationScopeInfo scope, long startEpochNanos, long epochNanos);
}

package io.duroxide.telemetry.metrics;

import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.MetricProducer;
import io.opentelemetry.sdk.resources.Resource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * The totals of all that the application's threads record, for every reader of the SDK. An
 * instrument of the SDK would look up once more what {@link LabelSets} has found already;
 * docs/performance.md has the difference.
 */
public final class RecordedMetrics implements MetricProducer {

  /** Whose metrics these are, as the SDK calls it. */
  public static final String SCOPE = "io.duroxide.telemetry";

  private final InstrumentationScopeInfo scope = InstrumentationScopeInfo.create(SCOPE);
  private final long startEpochNanos = epochNanos();
  private final List<RecordedMetric> metrics = new CopyOnWriteArrayList<>();
  private final boolean exemplars;

  /**
   * @param exemplars whether histograms keep the ids of sampled spans
   */
  public RecordedMetrics(boolean exemplars) {
    this.exemplars = exemplars;
  }

  boolean exemplars() {
    return exemplars;
  }

  void add(RecordedMetric metric) {
    metrics.add(metric);
  }

  @Override
  public Collection<MetricData> produce(Resource resource) {
    long now = epochNanos();
    List<MetricData> produced = new ArrayList<>();
    for (RecordedMetric metric : metrics) {
      MetricData data = metric.collect(resource, scope, startEpochNanos, now);
      if (!data.isEmpty()) {
        produced.add(data);
      }
    }
    return produced;
  }

  /** By the calendar's clock, which readers tell times in. */
  static long epochNanos() {
    return TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
  }
}

package io.duroxide.it.harness;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Turns OTLP metrics into series. Only what the contract allows is accepted: cumulative, explicit
 * buckets.
 */
final class OtlpDecoder {

  private final TreeMap<Series, Point> points = new TreeMap<>();

  private OtlpDecoder() {}

  static MetricSnapshot decode(ResourceMetrics resource) {
    OtlpDecoder decoder = new OtlpDecoder();
    resource
        .getScopeMetricsList()
        .forEach(scope -> scope.getMetricsList().forEach(decoder::metric));
    return new MetricSnapshot(decoder.points);
  }

  /** Units by metric. */
  static Map<String, String> units(ResourceMetrics resource) {
    return resource.getScopeMetricsList().stream()
        .flatMap(scope -> scope.getMetricsList().stream())
        .collect(Collectors.toMap(Metric::getName, Metric::getUnit, (one, same) -> one));
  }

  static Map<String, String> attributes(List<KeyValue> attributes) {
    return attributes.stream()
        .collect(Collectors.toMap(KeyValue::getKey, entry -> text(entry.getValue())));
  }

  /** Those of the histograms. */
  static List<Exemplar> exemplars(ResourceMetrics resource) {
    List<Exemplar> exemplars = new ArrayList<>();
    for (ScopeMetrics scope : resource.getScopeMetricsList()) {
      for (Metric metric : scope.getMetricsList()) {
        for (HistogramDataPoint point : metric.getHistogram().getDataPointsList()) {
          point
              .getExemplarsList()
              .forEach(
                  exemplar ->
                      exemplars.add(
                          new Exemplar(
                              metric.getName(),
                              ReceivedSpan.hex(exemplar.getTraceId()),
                              ReceivedSpan.hex(exemplar.getSpanId()))));
        }
      }
    }
    return exemplars;
  }

  private void metric(Metric metric) {
    switch (metric.getDataCase()) {
      case SUM -> {
        requireCumulative(metric, metric.getSum().getAggregationTemporality());
        Point.Kind kind = metric.getSum().getIsMonotonic() ? Point.Kind.COUNTER : Point.Kind.GAUGE;
        metric.getSum().getDataPointsList().forEach(point -> scalar(metric, kind, point));
      }
      case GAUGE ->
          metric
              .getGauge()
              .getDataPointsList()
              .forEach(point -> scalar(metric, Point.Kind.GAUGE, point));
      case HISTOGRAM -> {
        requireCumulative(metric, metric.getHistogram().getAggregationTemporality());
        metric.getHistogram().getDataPointsList().forEach(point -> histogram(metric, point));
      }
      default ->
          throw new IllegalArgumentException(
              metric.getName() + " is a " + metric.getDataCase() + ", which nothing should be");
    }
  }

  private void scalar(Metric metric, Point.Kind kind, NumberDataPoint point) {
    double value = point.hasAsInt() ? point.getAsInt() : point.getAsDouble();
    put(metric, point.getAttributesList(), new Point.Scalar(kind, value));
  }

  private void histogram(Metric metric, HistogramDataPoint point) {
    TreeMap<Double, Long> buckets = new TreeMap<>();
    long cumulative = 0;
    for (int i = 0; i < point.getBucketCountsCount(); i++) {
      cumulative += point.getBucketCounts(i);
      double bound =
          i < point.getExplicitBoundsCount()
              ? point.getExplicitBounds(i)
              : Double.POSITIVE_INFINITY;
      buckets.put(bound, cumulative);
    }
    put(
        metric,
        point.getAttributesList(),
        new Point.Histogram(point.getCount(), point.getSum(), buckets));
  }

  private void put(Metric metric, List<KeyValue> attributes, Point point) {
    Series series = Series.of(metric.getName(), attributes(attributes));
    if (points.put(series, point) != null) {
      throw new IllegalArgumentException("series appears twice: " + series);
    }
  }

  private static void requireCumulative(Metric metric, AggregationTemporality temporality) {
    if (temporality != AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE) {
      throw new IllegalArgumentException(metric.getName() + " is " + temporality);
    }
  }

  private static String text(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> value.getStringValue();
      case INT_VALUE -> Long.toString(value.getIntValue());
      case BOOL_VALUE -> Boolean.toString(value.getBoolValue());
      case DOUBLE_VALUE -> Double.toString(value.getDoubleValue());
      default -> value.toString();
    };
  }
}

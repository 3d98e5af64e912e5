package io.duroxide.it.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.it.harness.OtlpReceiver.Protocol;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.metrics.OtlpGrpcMetricExporter;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.resources.Resource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Against the exporters that everybody uses, not against what we believe of them. */
class OtlpReceiverTest {

  private static final Attributes NAME_A = Attributes.of(AttributeKey.stringKey("name"), "A");

  @ParameterizedTest
  @EnumSource(Protocol.class)
  void metrics_sentBySdk_arriveAsSeries(Protocol protocol) {
    try (OtlpReceiver receiver = OtlpReceiver.start(protocol);
        SdkMeterProvider sdk = sdk(exporter(protocol, receiver.url()))) {
      Meter meter = sdk.get("test");
      meter.counterBuilder("starts_total").build().add(3, NAME_A);
      meter
          .histogramBuilder("turns")
          .setExplicitBucketBoundariesAdvice(List.of(1.0, 5.0))
          .build()
          .record(4, NAME_A);
      try (var gauge =
          meter.gaugeBuilder("depth").buildWithCallback(depth -> depth.record(7, NAME_A))) {
        assertThat(gauge).isNotNull();
        sdk.forceFlush().join(10, TimeUnit.SECONDS);
      }

      assertThat(receiver.metrics().points())
          .containsOnly(
              Map.entry(series("starts_total"), new Point.Scalar(Point.Kind.COUNTER, 3)),
              Map.entry(series("depth"), new Point.Scalar(Point.Kind.GAUGE, 7)),
              Map.entry(
                  series("turns"),
                  new Point.Histogram(
                      1,
                      4,
                      new TreeMap<>(Map.of(1.0, 0L, 5.0, 1L, Double.POSITIVE_INFINITY, 1L)))));
      assertThat(receiver.resource()).containsEntry("service.instance.id", "one");
    }
  }

  @ParameterizedTest
  @EnumSource(Protocol.class)
  void metrics_refusedFirst_areSentAgain(Protocol protocol) {
    try (OtlpReceiver receiver = OtlpReceiver.start(protocol);
        SdkMeterProvider sdk = sdk(exporter(protocol, receiver.url()))) {
      sdk.get("test").counterBuilder("starts_total").build().add(1);
      receiver.refuse();
      sdk.forceFlush();
      org.awaitility.Awaitility.await().until(() -> receiver.requests() >= 1);
      assertThat(receiver.metrics().points()).isEmpty();

      receiver.recover();

      org.awaitility.Awaitility.await()
          .untilAsserted(() -> assertThat(receiver.metrics().sum("starts_total")).isEqualTo(1));
    }
  }

  @ParameterizedTest
  @EnumSource(Protocol.class)
  void metrics_answerHangs_arriveOnceRecovered(Protocol protocol) {
    try (OtlpReceiver receiver = OtlpReceiver.start(protocol);
        SdkMeterProvider sdk = sdk(exporter(protocol, receiver.url()))) {
      sdk.get("test").counterBuilder("starts_total").build().add(1);
      receiver.delay(Duration.ofDays(1));
      var hanging = sdk.forceFlush();
      org.awaitility.Awaitility.await().until(() -> receiver.requests() >= 1);
      assertThat(hanging.isDone()).isFalse();

      receiver.recover();
      hanging.join(10, TimeUnit.SECONDS);
      sdk.forceFlush().join(10, TimeUnit.SECONDS);

      assertThat(receiver.metrics().sum("starts_total")).isEqualTo(1);
    }
  }

  private static Series series(String metric) {
    return Series.of(metric, Map.of("name", "A"));
  }

  private static MetricExporter exporter(Protocol protocol, String url) {
    Duration timeout = Duration.ofSeconds(2);
    return switch (protocol) {
      case HTTP ->
          OtlpHttpMetricExporter.builder()
              .setEndpoint(url + "/v1/metrics")
              .setCompression("gzip")
              .setTimeout(timeout)
              .build();
      case GRPC -> OtlpGrpcMetricExporter.builder().setEndpoint(url).setTimeout(timeout).build();
    };
  }

  private static SdkMeterProvider sdk(MetricExporter exporter) {
    return SdkMeterProvider.builder()
        .setResource(
            Resource.create(Attributes.of(AttributeKey.stringKey("service.instance.id"), "one")))
        .registerMetricReader(
            PeriodicMetricReader.builder(exporter).setInterval(Duration.ofDays(1)).build())
        .build();
  }
}

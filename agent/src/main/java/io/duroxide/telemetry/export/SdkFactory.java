package io.duroxide.telemetry.export;

import io.duroxide.telemetry.config.AgentConfig.Service;
import io.duroxide.telemetry.metrics.RecordedMetrics;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.sdk.metrics.ExemplarFilter;
import io.opentelemetry.sdk.metrics.InstrumentSelector;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.SdkMeterProviderBuilder;
import io.opentelemetry.sdk.metrics.View;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import io.opentelemetry.sdk.resources.Resource;
import java.util.List;

/** An SDK of our own: nothing global is set, and nothing folds series but our limiter. */
final class SdkFactory {

  /** Above every limit of ours, so that the SDK's own overflow never happens. */
  private static final int CARDINALITY_LIMIT = 1_000_000;

  private SdkFactory() {}

  /**
   * @param recorded what is recorded beside the SDK's own instruments
   */
  static SdkMeterProvider meterProvider(
      Resource resource, RecordedMetrics recorded, List<MetricReader> readers) {
    SdkMeterProviderBuilder provider =
        SdkMeterProvider.builder()
            .setResource(resource)
            .setExemplarFilter(ExemplarFilter.alwaysOff())
            .registerMetricProducer(recorded)
            .registerView(
                InstrumentSelector.builder().setName("*").build(),
                View.builder().setCardinalityLimit(CARDINALITY_LIMIT).build());
    readers.forEach(provider::registerMetricReader);
    return provider.build();
  }

  /** Who is exporting; of all signals the same. */
  static Resource resource(Service service, String agentVersion) {
    AttributesBuilder attributes = Attributes.builder();
    service.attributes().forEach(attributes::put);
    attributes.put("service.name", service.name());
    attributes.put("service.instance.id", service.instanceId());
    attributes.put("telemetry.distro.name", "duroxide-telemetry");
    attributes.put("telemetry.distro.version", agentVersion);
    return Resource.getDefault().merge(Resource.create(attributes.build()));
  }
}

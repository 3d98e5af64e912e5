package io.duroxide.telemetry.config;

import io.duroxide.telemetry.config.AgentConfig.GaugePolling;
import io.duroxide.telemetry.config.AgentConfig.Limits;
import io.duroxide.telemetry.config.AgentConfig.Logs;
import io.duroxide.telemetry.config.AgentConfig.Otlp;
import io.duroxide.telemetry.config.AgentConfig.Prometheus;
import io.duroxide.telemetry.config.AgentConfig.Service;
import io.duroxide.telemetry.config.AgentConfig.Tls;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** From single settings to the record, with the defaults that depend on other settings. */
final class ConfigMapping {

  private ConfigMapping() {}

  static AgentConfig toConfig(
      Settings settings, String file, String defaultServiceName, List<String> notices) {
    List<String> problems = new ArrayList<>();
    Otlp metrics = otlp(OtlpSignal.METRICS, settings, problems);
    Otlp logs = otlp(OtlpSignal.LOGS, settings, problems);
    problems.addAll(0, settings.problems());
    return new AgentConfig(
        settings.flag(ConfigKey.ENABLED),
        settings.flag(ConfigKey.STRICT),
        file,
        new Prometheus(
            settings.flag(ConfigKey.PROMETHEUS_ENABLED),
            settings.text(ConfigKey.PROMETHEUS_HOST),
            settings.number(ConfigKey.PROMETHEUS_PORT)),
        metrics,
        settings.time(ConfigKey.EXPORT_INTERVAL),
        new Logs(
            logs,
            settings.number(ConfigKey.LOGS_LEVEL),
            settings.number(ConfigKey.LOGS_QUEUE_SIZE),
            settings.time(ConfigKey.LOGS_EXPORT_INTERVAL)),
        service(settings, defaultServiceName),
        categories(settings),
        settings.ratio(ConfigKey.ACTIVITY_SAMPLE_RATE),
        settings.flag(ConfigKey.ACTIVITY_TAG_LABEL),
        settings.flag(ConfigKey.INCLUDE_ERROR_MESSAGES),
        limits(settings),
        new GaugePolling(
            settings.time(ConfigKey.GAUGE_POLL_INTERVAL),
            settings.time(ConfigKey.GAUGE_POLL_TIMEOUT)),
        settings.time(ConfigKey.SHUTDOWN_TIMEOUT),
        ErrorTable.withDefaults(
            settings.pairs(ConfigKey.ERROR_CATEGORIES),
            settings.names(ConfigKey.INFRASTRUCTURE_CLASSES)),
        settings.buckets(),
        settings.flag(ConfigKey.PROVIDER_GUIDE_NAMES),
        settings.inEffect(),
        List.copyOf(problems),
        List.copyOf(notices));
  }

  private static Otlp otlp(OtlpSignal signal, Settings all, List<String> problems) {
    Settings settings = all.of(signal);
    List<String> wrong = new ArrayList<>();
    Otlp otlp = new OtlpMapping(signal, settings, tls(settings, wrong)).toOtlp();
    wrong.removeAll(problems);
    if (signal == OtlpSignal.METRICS || otlp.enabled()) {
      problems.addAll(wrong);
    }
    return otlp;
  }

  private static Tls tls(Settings settings, List<String> problems) {
    var key = settings.file(ConfigKey.OTLP_CLIENT_KEY);
    var certificate = settings.file(ConfigKey.OTLP_CLIENT_CERTIFICATE);
    if ((key == null) != (certificate == null)) {
      problems.add(
          ConfigKey.OTLP_CLIENT_KEY.property()
              + " and "
              + ConfigKey.OTLP_CLIENT_CERTIFICATE.property()
              + " only work together; using neither");
      key = null;
      certificate = null;
    }
    return new Tls(settings.file(ConfigKey.OTLP_CERTIFICATE), key, certificate);
  }

  private static Service service(Settings settings, String defaultName) {
    Map<String, String> attributes = new HashMap<>(settings.pairs(ConfigKey.RESOURCE_ATTRIBUTES));
    String name = settings.text(ConfigKey.SERVICE_NAME);
    String fromAttributes = attributes.remove("service.name");
    if (name.isEmpty()) {
      name = fromAttributes == null || fromAttributes.isBlank() ? defaultName : fromAttributes;
    }
    String instance = settings.text(ConfigKey.SERVICE_INSTANCE_ID);
    fromAttributes = attributes.remove("service.instance.id");
    if (instance.isEmpty()) {
      instance = fromAttributes == null ? UUID.randomUUID().toString() : fromAttributes;
    }
    return new Service(name, instance, Map.copyOf(attributes));
  }

  private static Set<Category> categories(Settings settings) {
    Set<Category> enabled = EnumSet.allOf(Category.class);
    for (Category category : Category.values()) {
      if (!settings.flag(switchOf(category))) {
        enabled.remove(category);
      }
    }
    return Set.copyOf(enabled);
  }

  private static ConfigKey switchOf(Category category) {
    return switch (category) {
      case ORCHESTRATION -> ConfigKey.ORCHESTRATION_ENABLED;
      case ACTIVITY -> ConfigKey.ACTIVITY_ENABLED;
      case PROVIDER -> ConfigKey.PROVIDER_ENABLED;
      case WORKER -> ConfigKey.WORKER_ENABLED;
      case CLIENT -> ConfigKey.CLIENT_ENABLED;
      case RESOURCE -> ConfigKey.RESOURCE_ENABLED;
      case AGENT -> ConfigKey.ENABLED;
    };
  }

  private static Limits limits(Settings settings) {
    int any = settings.number(ConfigKey.LIMIT_LABEL_VALUES);
    return new Limits(
        any,
        Math.min(any, settings.number(ConfigKey.LIMIT_ACTIVITY_NAMES)),
        Math.min(any, settings.number(ConfigKey.LIMIT_ORCHESTRATION_NAMES)),
        Math.min(any, settings.number(ConfigKey.LIMIT_VERSIONS)),
        Math.min(any, settings.number(ConfigKey.LIMIT_ERROR_CODES)),
        Math.min(any, settings.number(ConfigKey.LIMIT_TAGS)),
        Math.min(any, settings.number(ConfigKey.LIMIT_EVENT_NAMES)));
  }
}

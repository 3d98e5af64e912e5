package io.duroxide.telemetry.metrics;

import io.duroxide.telemetry.config.AgentConfig.Limits;
import io.duroxide.telemetry.status.AgentStatus.LabelUse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The limiters of all labels, shared by all metrics: a name let in by one is let in by all. */
final class LabelLimits {

  private static final String ORCHESTRATION_NAME = "orchestration_name";

  private final Limits limits;
  private final Map<String, LabelLimiter> limiters = new ConcurrentHashMap<>();

  LabelLimits(Limits limits) {
    this.limits = limits;
  }

  /**
   * @param parent the value of the label before this one, or empty
   */
  boolean admits(Label label, String parent, String value) {
    String key = sharedKey(label.key());
    String scope = key.equals("version") ? parent : "";
    return limiters.computeIfAbsent(key, any -> new LabelLimiter(limit(key))).admits(scope, value);
  }

  List<LabelUse> use() {
    List<LabelUse> use = new ArrayList<>();
    new TreeMap<>(limiters)
        .forEach((key, limiter) -> use.add(new LabelUse(key, limiter.used(), limit(key))));
    return use;
  }

  private static String sharedKey(String key) {
    return key.equals("parent_orchestration") || key.equals("child_orchestration")
        ? ORCHESTRATION_NAME
        : key;
  }

  private int limit(String key) {
    return switch (key) {
      case "activity_name" -> limits.activityNames();
      case ORCHESTRATION_NAME -> limits.orchestrationNames();
      case "version" -> limits.versionsPerName();
      case "error_code" -> limits.errorCodes();
      case "tag" -> limits.tags();
      case "event_name" -> limits.eventNames();
      default -> limits.labelValues();
    };
  }
}

package io.duroxide.telemetry.config;

import io.duroxide.telemetry.config.Settings.Candidate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The bucket lists somebody set, by histogram; the carrier added last wins. */
final class BucketKeys {

  private final Collection<String> histograms;
  private final List<String> problems;
  private final Map<String, Candidate> found = new TreeMap<>();

  BucketKeys(Collection<String> histograms, List<String> problems) {
    this.histograms = histograms;
    this.problems = problems;
  }

  void addProperties(String carrier, Map<String, String> properties) {
    String prefix = ConfigKey.BUCKETS.property();
    for (Map.Entry<String, String> each : new TreeMap<>(properties).entrySet()) {
      String name = each.getKey();
      if (name.startsWith(prefix)) {
        String metric = name.substring(prefix.length());
        boolean known = histograms.contains(metric);
        add(carrier + " " + name, known ? metric : "", each.getValue(), metric);
      }
    }
  }

  void addVariables(Map<String, String> environment) {
    String prefix = ConfigKey.BUCKETS.variable();
    for (Map.Entry<String, String> each : new TreeMap<>(environment).entrySet()) {
      String name = each.getKey();
      if (name.startsWith(prefix)) {
        String metric = "";
        for (String histogram : histograms) {
          metric = name.equals(prefix + ConfigKey.variable(histogram)) ? histogram : metric;
        }
        add("environment " + name, metric, each.getValue(), name.substring(prefix.length()));
      }
    }
  }

  private void add(String source, String metric, String text, String written) {
    if (metric.isEmpty()) {
      problems.add(
          "no histogram is called "
              + Masking.printable(written)
              + ", as in "
              + source
              + "; did you mean "
              + UnknownKeys.nearest(written, histograms)
              + "?");
    } else if (!text.isBlank()) {
      found.put(metric, new Candidate(source, text.strip(), false));
    }
  }

  Map<String, Candidate> found() {
    return found;
  }
}

package io.duroxide.examples.toygres.report;

import java.util.Map;

/** One line of an exposition: a series and its value. Labels in the order of the line. */
public record Sample(String name, Map<String, String> labels, double value) {

  /** The label's value; empty if the series does not have it, as in PromQL. */
  public String label(String label) {
    return labels.getOrDefault(label, "");
  }
}

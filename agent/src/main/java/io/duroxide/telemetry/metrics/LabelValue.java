package io.duroxide.telemetry.metrics;

import java.util.Locale;

/** A constant of a closed set of label values. */
interface LabelValue {

  String name();

  int ordinal();

  /** The position in the set. */
  default int index() {
    return ordinal();
  }

  /** The text in the export. */
  default String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}

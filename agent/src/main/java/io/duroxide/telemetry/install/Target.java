package io.duroxide.telemetry.install;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A class to instrument.
 *
 * @param required whether every row must be found; if not, the class may inherit some of the
 *     methods
 */
record Target(String className, List<JoinPoint> rows, boolean required) {

  /** With the rows of {@code other} that it does not have. */
  Target with(Target other) {
    Set<JoinPoint> all = new LinkedHashSet<>(rows);
    all.addAll(other.rows);
    return new Target(className, new ArrayList<>(all), required || other.required);
  }
}

package io.duroxide.telemetry.install;

import java.util.List;

/**
 * A class to instrument.
 *
 * @param required whether every row must be found; if not, the class may inherit some of the
 *     methods
 */
record Target(String className, List<JoinPoint> rows, boolean required) {}

/**
 * What the tests stand on: child JVMs, JDKs, receivers of telemetry, and the one form in which
 * everything received is compared.
 *
 * <p>Depends on nothing of the project. Reading order: {@link io.duroxide.it.harness.ChildJvm},
 * {@link io.duroxide.it.harness.MetricSnapshot}, {@link io.duroxide.it.harness.OtlpReceiver},
 * {@link io.duroxide.it.harness.PrometheusScrape}.
 */
@NullMarked
package io.duroxide.it.harness;

import org.jspecify.annotations.NullMarked;

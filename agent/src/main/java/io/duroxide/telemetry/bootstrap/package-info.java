/**
 * What instrumented code can see: the bridge and the vocabulary it speaks. Nothing here may use a
 * type outside {@code java.base}, because these classes are defined into the boot loader.
 */
package io.duroxide.telemetry.bootstrap;

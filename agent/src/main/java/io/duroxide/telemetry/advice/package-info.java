/**
 * The code that is copied into instrumented methods. Bodies read arguments and returned records and
 * call the bridge with strings and primitives; they hold no logic, no state, and refer to nothing
 * but the bridge and the types of the instrumented engine.
 */
package io.duroxide.telemetry.advice;

package io.duroxide.telemetry.traces;

import org.jspecify.annotations.Nullable;

/**
 * A call of a client that is over.
 *
 * @param operation the Java method name
 * @param orchestration null if it names none
 * @param event name of an event or queue; null if it names none
 * @param errorClass class name of what it threw; null if it succeeded
 * @param beganNanos since the epoch
 * @param endedNanos since the epoch
 */
record EndedCall(
    String operation,
    String instance,
    @Nullable String orchestration,
    @Nullable String event,
    @Nullable String errorClass,
    long beganNanos,
    long endedNanos) {}

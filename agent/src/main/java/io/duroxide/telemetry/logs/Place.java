package io.duroxide.telemetry.logs;

/** Where a thread is: in a scope of its own, or wherever the carrier is that it runs. */
sealed interface Place permits Scope, LogScopes.Carried {}

/**
 * Puts advice into the application's classes. Reading order: {@link JoinPoints} says what, {@link
 * TargetTransformer} when, {@link Weaver} how, {@link ProviderDiscovery} finds the stores, {@link
 * AgentInstaller} ties them together, {@link InstallReport} knows what became of it.
 */
@NullMarked
package io.duroxide.telemetry.install;

import org.jspecify.annotations.NullMarked;
